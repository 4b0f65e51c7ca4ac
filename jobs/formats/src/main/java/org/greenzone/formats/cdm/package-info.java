/** Conjunction data messages (CCSDS 508.0-B-1). */
@NullMarked
package org.greenzone.formats.cdm;

import org.jspecify.annotations.NullMarked;

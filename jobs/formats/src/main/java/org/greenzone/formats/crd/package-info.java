/** Laser ranging measurements (Consolidated Laser Ranging Data, ILRS) to tracks. */
@NullMarked
package org.greenzone.formats.crd;

import org.jspecify.annotations.NullMarked;

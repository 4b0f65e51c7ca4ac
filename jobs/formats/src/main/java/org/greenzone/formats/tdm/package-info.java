/** Tracking data messages (CCSDS 503.0-B-2) to tracks and back. */
@NullMarked
package org.greenzone.formats.tdm;

import org.jspecify.annotations.NullMarked;

/** Orbit ephemeris messages (CCSDS 502.0-B-3). */
@NullMarked
package org.greenzone.formats.oem;

import org.jspecify.annotations.NullMarked;

/** Precise orbits (SP3) to ephemerides. */
@NullMarked
package org.greenzone.formats.sp3;

import org.jspecify.annotations.NullMarked;

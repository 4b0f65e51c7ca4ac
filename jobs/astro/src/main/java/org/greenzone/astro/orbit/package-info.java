/** Orbit determination: measurement model, initial orbits, least squares with prior. */
@NullMarked
package org.greenzone.astro.orbit;

import org.jspecify.annotations.NullMarked;

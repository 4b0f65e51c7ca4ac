/** The zone of a protected asset: green, yellow, red, shelter or unknown, and why. */
@NullMarked
package org.greenzone.astro.zone;

import org.jspecify.annotations.NullMarked;

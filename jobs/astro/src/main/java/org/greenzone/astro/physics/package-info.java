/** Physical data (leap seconds, Earth orientation, gravity, solar activity), time scales and the rotation of the Earth. */
@NullMarked
package org.greenzone.astro.physics;

import org.jspecify.annotations.NullMarked;

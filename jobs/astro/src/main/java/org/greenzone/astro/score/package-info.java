/** How good a catalogue is where the truth is known: association, orbits, covariances. */
@NullMarked
package org.greenzone.astro.score;

import org.jspecify.annotations.NullMarked;

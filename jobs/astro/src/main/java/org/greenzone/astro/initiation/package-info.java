/** New objects from uncorrelated tracks: two-track orbits, orbits from a common origin, and which tracks are of one object. */
@org.jspecify.annotations.NullMarked
package org.greenzone.astro.initiation;

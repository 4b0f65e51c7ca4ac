/** Orbits of known objects and the assets that are protected. */
@NullMarked
package org.greenzone.astro.catalogue;

import org.jspecify.annotations.NullMarked;

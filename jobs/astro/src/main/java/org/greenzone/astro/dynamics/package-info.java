/** Forces and numerical integration of orbits on flat arrays. */
@NullMarked
package org.greenzone.astro.dynamics;

import org.jspecify.annotations.NullMarked;

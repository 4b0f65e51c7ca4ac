/** Which catalogued object does a track belong to? */
@NullMarked
package org.greenzone.astro.correlation;

import org.jspecify.annotations.NullMarked;

/** Passages of an asset through the orbit plane and shell of a broken-up object. */
@NullMarked
package org.greenzone.astro.breakup;

import org.jspecify.annotations.NullMarked;

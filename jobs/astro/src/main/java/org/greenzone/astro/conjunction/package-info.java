/** Screening for close approaches and their probability of collision. */
@NullMarked
package org.greenzone.astro.conjunction;

import org.jspecify.annotations.NullMarked;

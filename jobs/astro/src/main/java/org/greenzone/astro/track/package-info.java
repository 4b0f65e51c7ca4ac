/** Radar tracks as they are inside Greenzone, the sites that make them, and their plausibility. */
@NullMarked
package org.greenzone.astro.track;

import org.jspecify.annotations.NullMarked;

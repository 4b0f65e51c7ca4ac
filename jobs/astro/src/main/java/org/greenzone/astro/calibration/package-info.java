/** What radar sites measure too much, and how well they measure, from objects whose motion is known better. */
@NullMarked
package org.greenzone.astro.calibration;

import org.jspecify.annotations.NullMarked;

/** How a satellite breaks into pieces. */
@NullMarked
package org.greenzone.simulator.breakup;

import org.jspecify.annotations.NullMarked;

/** What radars see and measure of a known orbit. */
@NullMarked
package org.greenzone.simulator.radar;

import org.jspecify.annotations.NullMarked;

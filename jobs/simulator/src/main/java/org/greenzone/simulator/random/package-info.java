/** Random numbers that are the same on each machine and in each order of work. */
@NullMarked
package org.greenzone.simulator.random;

import org.jspecify.annotations.NullMarked;

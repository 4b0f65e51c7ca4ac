/** What is to be simulated: the scenario file and its values. */
@NullMarked
package org.greenzone.simulator.scenario;

import org.jspecify.annotations.NullMarked;

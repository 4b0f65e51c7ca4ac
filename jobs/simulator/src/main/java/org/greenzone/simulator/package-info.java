/** Makes radar tracks from a scenario, with the truth beside them. */
@NullMarked
package org.greenzone.simulator;

import org.jspecify.annotations.NullMarked;

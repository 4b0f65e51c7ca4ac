/** {@code greenzone score}: events against the truth of a simulation. */
@NullMarked
package org.greenzone.cli.score;

import org.jspecify.annotations.NullMarked;

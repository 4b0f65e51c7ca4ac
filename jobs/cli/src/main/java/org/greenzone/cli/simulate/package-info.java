/** {@code greenzone simulate}. */
@NullMarked
package org.greenzone.cli.simulate;

import org.jspecify.annotations.NullMarked;

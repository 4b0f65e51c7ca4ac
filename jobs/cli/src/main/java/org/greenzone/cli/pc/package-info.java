/** {@code greenzone pc}. */
@NullMarked
package org.greenzone.cli.pc;

import org.jspecify.annotations.NullMarked;

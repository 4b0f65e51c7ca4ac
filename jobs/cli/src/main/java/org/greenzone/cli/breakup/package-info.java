/** {@code greenzone breakup}. */
@NullMarked
package org.greenzone.cli.breakup;

import org.jspecify.annotations.NullMarked;

/** {@code greenzone calibrate}: biases and noise of radar sites. */
@NullMarked
package org.greenzone.cli.calibrate;

import org.jspecify.annotations.NullMarked;

/** The {@code greenzone} command: its words, its forms of output, its errors. */
@NullMarked
package org.greenzone.cli;

import org.jspecify.annotations.NullMarked;

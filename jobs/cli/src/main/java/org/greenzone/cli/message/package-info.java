/** Conjunction data messages that commands write. */
@NullMarked
package org.greenzone.cli.message;

import org.jspecify.annotations.NullMarked;

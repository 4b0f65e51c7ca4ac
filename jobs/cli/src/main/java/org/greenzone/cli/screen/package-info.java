/** {@code greenzone screen} and {@code greenzone passages}. */
@NullMarked
package org.greenzone.cli.screen;

import org.jspecify.annotations.NullMarked;

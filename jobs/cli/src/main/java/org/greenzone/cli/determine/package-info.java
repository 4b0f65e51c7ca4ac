/** {@code greenzone determine}. */
@NullMarked
package org.greenzone.cli.determine;

import org.jspecify.annotations.NullMarked;

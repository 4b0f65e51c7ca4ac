/** Files in and out: what every reader shares. */
@NullMarked
package org.greenzone.formats;

import org.jspecify.annotations.NullMarked;

/** Files that the user names: read, their problems said, the good rest kept. */
@NullMarked
package org.greenzone.cli.input;

import org.jspecify.annotations.NullMarked;

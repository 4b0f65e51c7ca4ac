/** What is told of a running installation to who watches over it: health, readiness, metrics; on loopback alone. */
@NullMarked
package org.greenzone.cli.operation;

import org.jspecify.annotations.NullMarked;

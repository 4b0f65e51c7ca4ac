/** Events of the topics as lines: JSON for machines, text for people. */
@NullMarked
package org.greenzone.cli.event;

import org.jspecify.annotations.NullMarked;

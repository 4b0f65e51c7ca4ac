/** Commands that speak with a Kafka broker, of their own or another. */
@NullMarked
package org.greenzone.cli.stream;

import org.jspecify.annotations.NullMarked;

/** A Kafka broker and a Flink cluster inside this process. */
@NullMarked
package org.greenzone.cli.embedded;

import org.jspecify.annotations.NullMarked;

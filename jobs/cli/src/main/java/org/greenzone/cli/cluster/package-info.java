/** A Kafka broker and a Flink cluster as processes of their own on this machine, and who keeps them alive. */
@NullMarked
package org.greenzone.cli.cluster;

import org.jspecify.annotations.NullMarked;

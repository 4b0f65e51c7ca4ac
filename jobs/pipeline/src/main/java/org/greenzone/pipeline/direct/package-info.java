/** The way of a track without Kafka and Flink, through the same steps. */
@NullMarked
package org.greenzone.pipeline.direct;

import org.jspecify.annotations.NullMarked;

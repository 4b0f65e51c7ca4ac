/** Between Kafka and the topologies: records in with their event time, records out with promises of progress. */
@NullMarked
package org.greenzone.pipeline.stream;

import org.jspecify.annotations.NullMarked;

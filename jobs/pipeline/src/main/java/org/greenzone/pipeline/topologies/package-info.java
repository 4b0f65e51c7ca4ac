/** One picture per job: streams in, streams out; no Kafka, no file, no clock. */
@NullMarked
package org.greenzone.pipeline.topologies;

import org.jspecify.annotations.NullMarked;

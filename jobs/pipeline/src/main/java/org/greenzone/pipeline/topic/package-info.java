/** The Kafka topics: names, schemas, retention. */
@NullMarked
package org.greenzone.pipeline.topic;

import org.jspecify.annotations.NullMarked;

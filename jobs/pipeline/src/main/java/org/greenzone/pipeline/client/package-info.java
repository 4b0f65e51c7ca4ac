/** What stands outside of Flink: publishing tracks and reference data, reading event topics. */
@NullMarked
package org.greenzone.pipeline.client;

import org.jspecify.annotations.NullMarked;

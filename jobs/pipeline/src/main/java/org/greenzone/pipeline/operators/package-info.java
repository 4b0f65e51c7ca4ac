/** Flink operators: read state, call astro, write state, emit. */
@NullMarked
package org.greenzone.pipeline.operators;

import org.jspecify.annotations.NullMarked;

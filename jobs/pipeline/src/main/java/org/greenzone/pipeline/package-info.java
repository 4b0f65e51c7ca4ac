/** The Flink pipeline: what flows between its operators. */
@NullMarked
package org.greenzone.pipeline;

import org.jspecify.annotations.NullMarked;

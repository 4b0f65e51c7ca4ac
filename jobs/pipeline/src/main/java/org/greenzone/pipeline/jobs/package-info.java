/** Job mains: topics bound to topologies. */
@NullMarked
package org.greenzone.pipeline.jobs;

import org.jspecify.annotations.NullMarked;

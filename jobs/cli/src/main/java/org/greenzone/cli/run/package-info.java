/** The whole pipeline in one process: broker, cluster, jobs, and what is played through them. */
@NullMarked
package org.greenzone.cli.run;

import org.jspecify.annotations.NullMarked;

/** Domain records to and from the Avro wire form. */
@NullMarked
package org.greenzone.pipeline.codec;

import org.jspecify.annotations.NullMarked;

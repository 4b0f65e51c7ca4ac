/** The navigation data messages of CCSDS as one stream of entries, whether KVN or XML. */
@NullMarked
package org.greenzone.formats.ndm;

import org.jspecify.annotations.NullMarked;

/** JSON arrays of objects, read with the line of each field. */
@NullMarked
package org.greenzone.formats.json;

import org.jspecify.annotations.NullMarked;

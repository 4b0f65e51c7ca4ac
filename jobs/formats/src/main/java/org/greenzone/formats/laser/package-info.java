/** What the formats of the International Laser Ranging Service have in common. */
@NullMarked
package org.greenzone.formats.laser;

import org.jspecify.annotations.NullMarked;

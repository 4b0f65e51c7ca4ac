/** Measurements and instruments of LeoLabs. */
@NullMarked
package org.greenzone.formats.leolabs;

import org.jspecify.annotations.NullMarked;

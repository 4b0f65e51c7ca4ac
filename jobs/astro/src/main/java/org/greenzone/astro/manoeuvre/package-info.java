/** Burns that take an asset out of danger, each screened against everything. */
@NullMarked
package org.greenzone.astro.manoeuvre;

import org.jspecify.annotations.NullMarked;

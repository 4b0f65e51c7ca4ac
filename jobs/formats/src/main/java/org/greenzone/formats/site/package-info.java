/** Radar sites: the built-in catalogue and files of sites. */
@NullMarked
package org.greenzone.formats.site;

import org.jspecify.annotations.NullMarked;

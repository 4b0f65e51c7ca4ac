/** General-perturbations element sets: TLE, 3LE and OMM. */
@NullMarked
package org.greenzone.formats.gp;

import org.jspecify.annotations.NullMarked;

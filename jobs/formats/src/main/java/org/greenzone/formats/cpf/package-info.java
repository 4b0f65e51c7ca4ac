/** Predictions of the International Laser Ranging Service (Consolidated Prediction Format) to ephemerides. */
@NullMarked
package org.greenzone.formats.cpf;

import org.jspecify.annotations.NullMarked;

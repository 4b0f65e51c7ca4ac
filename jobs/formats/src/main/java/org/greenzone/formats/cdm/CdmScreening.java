package org.greenzone.formats.cdm;

import java.util.Arrays;

/**
 * What a screening looked through when it found the encounter (508.0-B-1, table 3-3).
 *
 * @param startMicros begin of the screening, UTC microseconds since 1970
 * @param stopMicros its end
 * @param shape {@code ELLIPSOID} or {@code BOX}; empty where nothing is said
 * @param halfAxesMetres R, T, N in the RTN frame of the first object; of no length where nothing is said
 */
public record CdmScreening(long startMicros, long stopMicros, String shape, double[] halfAxesMetres) {
    /** Nothing is said of a screening. */
    public static final CdmScreening NONE = new CdmScreening(0, 0, "", new double[0]);

    public CdmScreening {
        if (!shape.isEmpty() && halfAxesMetres.length != 3) {
            throw new IllegalArgumentException("a screening volume has three half axes");
        }
        halfAxesMetres = halfAxesMetres.clone();
    }

    /** Whether a volume and a period are given. */
    public boolean isKnown() {
        return !shape.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CdmScreening that
                && startMicros == that.startMicros
                && stopMicros == that.stopMicros
                && shape.equals(that.shape)
                && Arrays.equals(halfAxesMetres, that.halfAxesMetres);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halfAxesMetres) + 31 * (shape.hashCode() + 31 * Long.hashCode(startMicros));
    }
}

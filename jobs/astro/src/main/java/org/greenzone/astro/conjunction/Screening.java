package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * What a screening looked through when it found an encounter (508.0-B-1, table 3-3).
 *
 * @param startMicros begin of the screening, UTC microseconds since 1970
 * @param stopMicros its end
 * @param shape {@code ELLIPSOID} or {@code BOX}; empty where nothing is said
 * @param halfAxesMetres R, T, N in the RTN frame of the first object; of no length where nothing is said
 * @param entryMicros when the second object enters the volume; 0 where not known
 * @param exitMicros when it leaves it; 0 where not known
 */
public record Screening(
        long startMicros, long stopMicros, String shape, double[] halfAxesMetres, long entryMicros, long exitMicros) {
    /** Nothing is said of a screening. */
    public static final Screening NONE = new Screening(0, 0, "", new double[0], 0, 0);

    private static final double MICROS = 1e6;

    public Screening {
        if (!shape.isEmpty() && halfAxesMetres.length != 3) {
            throw new IllegalArgumentException("a screening volume has three half axes");
        }
        halfAxesMetres = halfAxesMetres.clone();
    }

    /** Without times of entry and exit. */
    public Screening(long startMicros, long stopMicros, String shape, double[] halfAxesMetres) {
        this(startMicros, stopMicros, shape, halfAxesMetres, 0, 0);
    }

    /** Of a volume about the first object; spheres are ellipsoids of equal axes. */
    private static Screening of(ScreeningVolume volume, long startMicros, long stopMicros) {
        return volume instanceof ScreeningVolume.Box
                ? new Screening(startMicros, stopMicros, "BOX", volume.halfAxesMetres())
                : new Screening(startMicros, stopMicros, "ELLIPSOID", volume.halfAxesMetres());
    }

    /** The same with the times at which a conjunction enters and leaves the volume, where straight motion tells them ({@link ScreeningVolume#crossing}). */
    static Screening of(ScreeningVolume volume, long startMicros, long stopMicros, Conjunction c) {
        Screening plain = of(volume, startMicros, stopMicros);
        double[] crossing =
                volume.crossing(c.primary().stateGcrf(), c.secondary().stateGcrf());
        return crossing.length == 0
                ? plain
                : new Screening(
                        startMicros,
                        stopMicros,
                        plain.shape,
                        plain.halfAxesMetres,
                        c.tcaMicros() + Math.round(crossing[0] * MICROS),
                        c.tcaMicros() + Math.round(crossing[1] * MICROS));
    }

    /** Whether a volume and a period are given. */
    public boolean isKnown() {
        return !shape.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Screening that
                && startMicros == that.startMicros
                && stopMicros == that.stopMicros
                && shape.equals(that.shape)
                && Arrays.equals(halfAxesMetres, that.halfAxesMetres)
                && entryMicros == that.entryMicros
                && exitMicros == that.exitMicros;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halfAxesMetres) + 31 * (shape.hashCode() + 31 * Long.hashCode(startMicros));
    }
}

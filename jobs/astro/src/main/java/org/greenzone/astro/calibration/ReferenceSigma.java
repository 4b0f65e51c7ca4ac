package org.greenzone.astro.calibration;

/**
 * How far a reference may be from the truth, one sigma in its RTN frame.
 *
 * <p>Its error during a pass is the difference of two neighbouring orbits (Clohessy and Wiltshire 1960), as six independent
 * motions about the middle of the pass: two of eccentricity, place along the track, semi-major axis with its drift, two of the
 * plane. Over a short pass these are an offset in each direction; a long one of a high satellite sees them change. An offset along the
 * track looks like a time tag that is late by it over the speed, 0.13 ms a metre at 500 km.
 */
public record ReferenceSigma(double radialMetres, double alongTrackMetres, double crossTrackMetres) {
    /** Number of independent motions. */
    static final int MODES = 6;

    public ReferenceSigma {
        if (!(radialMetres >= 0 && alongTrackMetres >= 0 && crossTrackMetres >= 0)
                || Double.isInfinite(radialMetres + alongTrackMetres + crossTrackMetres)) {
            throw new IllegalArgumentException("the sigma of a reference is not a number from 0");
        }
    }

    /** The same in all directions. */
    public static ReferenceSigma of(double metres) {
        return new ReferenceSigma(metres, metres, metres);
    }

    /**
     * One sigma of a motion.
     *
     * @param rate mean motion, rad/s
     * @param seconds from the middle of the pass
     * @return offset (m) and its derivative in the turning frame (m/s): R, T, N, Rdot, Tdot, Ndot
     */
    double[] mode(int mode, double rate, double seconds) {
        double cos = Math.cos(rate * seconds);
        double sin = Math.sin(rate * seconds);
        // An eccentricity moves twice as much along the track as radially.
        double ellipse = Math.min(radialMetres, alongTrackMetres / 2);
        double radial = radialMetres;
        double cross = crossTrackMetres;
        return switch (mode) {
            case 0 ->
                new double[] {ellipse * cos, -2 * ellipse * sin, 0, -rate * ellipse * sin, -2 * rate * ellipse * cos, 0
                };
            case 1 ->
                new double[] {ellipse * sin, 2 * ellipse * cos, 0, rate * ellipse * cos, -2 * rate * ellipse * sin, 0};
            case 2 -> new double[] {0, alongTrackMetres, 0, 0, 0, 0};
            case 3 -> new double[] {radial, -1.5 * rate * radial * seconds, 0, 0, -1.5 * rate * radial, 0};
            case 4 -> new double[] {0, 0, cross * cos, 0, 0, -rate * cross * sin};
            case 5 -> new double[] {0, 0, cross * sin, 0, 0, rate * cross * cos};
            default -> throw new IllegalArgumentException("no motion " + mode);
        };
    }
}

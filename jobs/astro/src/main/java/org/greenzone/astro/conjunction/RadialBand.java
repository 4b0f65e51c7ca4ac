package org.greenzone.astro.conjunction;

/**
 * The radii between which an object moves during an interval: the apogee/perigee filter of Hoots, Crawford and Roehrich
 * (1984), on osculating elements along the interval instead of mean elements at epoch, so that drag, Moon and Sun are in
 * it.
 *
 * <p>The margin is above what can happen between samples: the first-order J2 variation of the osculating apogee and perigee
 * over a revolution stays below 2 J2 R^2 / p + J2-driven change of a (together 25 km at the lowest orbits); for periods
 * above 225 minutes the lunar and solar terms of SDP4 in eccentricity (below 3e-3, 130 km at the altitude of GEO) come on
 * top.
 *
 * @param lowest metres from the centre of the Earth
 * @param highest likewise
 * @param known false where some samples have no state: then nothing is filtered
 */
record RadialBand(double lowest, double highest, boolean known) {
    private static final int SAMPLES = 9;
    private static final double NEAR_MARGIN = 40e3;
    private static final double DEEP_MARGIN = 250e3;
    private static final double DEEP_AXIS = 12.2e6;

    static RadialBand of(Ephemeris motion, double from, double to) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        double[] s = new double[6];
        double margin = NEAR_MARGIN;
        for (int i = 0; i < SAMPLES; i++) {
            if (!motion.state(from + (to - from) * i / (SAMPLES - 1), s)) {
                return new RadialBand(0, Double.POSITIVE_INFINITY, false);
            }
            double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
            double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
            double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
            double axis = 1 / (2 / r - v2 / EarthOrbitBounds.MU);
            double cosine = 1 - r / axis;
            double eccentricity = Math.sqrt(cosine * cosine + rv * rv / (EarthOrbitBounds.MU * axis));
            if (!(axis > 0)) {
                return new RadialBand(0, Double.POSITIVE_INFINITY, false);
            }
            lowest = Math.min(lowest, axis * (1 - eccentricity));
            highest = Math.max(highest, axis * (1 + eccentricity));
            margin = axis > DEEP_AXIS ? DEEP_MARGIN : margin;
        }
        // What has changed along the interval may change by as much again between two samples.
        return new RadialBand(lowest - margin, highest + margin, true);
    }

    /** Whether this object never comes within the reach of one that stays between two radii. */
    boolean misses(double otherLowest, double otherHighest, double reach) {
        return known && (lowest > otherHighest + reach || highest < otherLowest - reach);
    }
}

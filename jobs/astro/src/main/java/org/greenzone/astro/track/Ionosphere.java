package org.greenzone.astro.track;

/**
 * How much the ionosphere may add to a measured range: not corrected, but carried as an unknown of the track.
 *
 * <p>Group delay 40.3 TEC / f^2 with a typical vertical content of 15e16 electrons/m2 and the thin-shell mapping at 350 km. One
 * sigma at the zenith: 0.7 m at 3 GHz, 7 m at 930 MHz, 31 m at 440 MHz. Where the track says that it is corrected, a
 * fifth of it stays.
 */
final class Ionosphere {
    private static final double TYPICAL_CONTENT = 15e16;
    private static final double REFRACTION = 40.3;
    private static final double REMAINDER_AFTER_CORRECTION = 0.2;
    private static final double EARTH_OVER_SHELL = 6_371.0 / (6_371.0 + 350.0);

    private Ionosphere() {}

    /**
     * One sigma of the range error that all measurements of a track share.
     *
     * @param frequencyHertz NaN where not known: then none
     */
    static double rangeSigmaMetres(double frequencyHertz, double elevation, boolean corrected) {
        if (!(frequencyHertz > 0)) {
            return 0;
        }
        double sin = EARTH_OVER_SHELL * Math.cos(elevation);
        double slant = 1 / Math.sqrt(1 - sin * sin);
        double sigma = REFRACTION * TYPICAL_CONTENT / (frequencyHertz * frequencyHertz) * slant;
        return corrected ? REMAINDER_AFTER_CORRECTION * sigma : sigma;
    }
}

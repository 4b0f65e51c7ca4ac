package org.greenzone.astro.conjunction;

/**
 * How long an object certainly stays above a radius.
 *
 * <p>Its distance r from the centre of the Earth obeys r'' = h^2 / r^3 - (attraction), h its angular momentum, so r'' &gt;= -k / r^2 with k = {@value #STRENGTH} mu: oblateness adds
 * 1.5 J2 (R / r)^2 = 1.6e-3 at most, Moon and Sun less than 1e-3 below {@value #HIGHEST_METRES} m, and what SGP4 leaves out of the short periods some J2 e. As -k / r^2 grows
 * with r, no object is ever lower than one that falls straight from the same radius with a radial velocity that is not greater (comparison theorem for r'' &gt;= g(r)); the fall is an ellipse of eccentricity 1,
 * r = a (1 - cos H), t = sqrt(a^3 / k) (H - sin H). From the apogee of a transfer orbit that is four fifths of the true time.
 */
final class RadialFall {
    /** Above all attraction, in that of the point mass. */
    static final double STRENGTH = 1.01;

    /** Apogee up to which it holds. */
    static final double HIGHEST_METRES = 2e8;

    /** The velocities of SGP4 are the derivative of its positions to less than that, m/s. */
    private static final double MISMATCH = 10;

    private RadialFall() {}

    /**
     * Seconds for which an object is not below a radius; 0 where that is not known.
     *
     * @param s state, m and m/s, above the radius
     */
    static double seconds(double[] s, double radiusMetres) {
        double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double closed = 2 / r - v2 / EarthOrbitBounds.MU;
        if (!(r > radiusMetres && closed * HIGHEST_METRES > 2)) {
            return 0;
        }
        double rate = (s[0] * s[3] + s[1] * s[4] + s[2] * s[5]) / r - MISMATCH;
        double k = STRENGTH * EarthOrbitBounds.MU;
        double a = 1 / (2 / r - rate * rate / k);
        double cosNow = Math.max(-1, 1 - r / a);
        double cosThen = 1 - radiusMetres / a;
        double risen = Math.acos(cosNow) - Math.sqrt(1 - cosNow * cosNow);
        double fallen = Math.acos(cosThen) - Math.sqrt(1 - cosThen * cosThen);
        // From the centre up and down again it is 2 pi: what is left of it behind the radius is as long as to it.
        double now = rate > 0 ? risen : 2 * Math.PI - risen;
        return a * Math.sqrt(a / k) * (2 * Math.PI - fallen - now);
    }
}

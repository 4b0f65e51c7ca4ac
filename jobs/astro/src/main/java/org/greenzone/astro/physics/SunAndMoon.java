package org.greenzone.astro.physics;

/**
 * Positions of the Sun and the Moon about the Earth's centre in GCRF, from short series.
 *
 * <p>Montenbruck and Gill, Satellite Orbits (2000), section 3.3.2: mean ecliptic and equinox of J2000, a few arc minutes
 * and some hundred kilometres for the Moon, half an arc minute for the Sun, between 1950 and 2050. Good for perturbations and
 * shadows, NOT for pointing. The series are evaluated at fixed nodes an hour apart and interpolated by cubics between
 * them, so a result depends on the instant alone. Not thread-safe.
 */
public final class SunAndMoon {
    /** GM of the Sun, m3/s2 (IERS Conventions 2010, table 1.1). */
    public static final double SUN_MU = 1.32712442099e20;

    /** GM of the Moon, m3/s2 (mass ratio of IERS Conventions 2010, table 1.1). */
    public static final double MOON_MU = 4.902800305e12;

    private static final double ARC_SECOND = Math.PI / 648_000;
    private static final double OBLIQUITY = 23.43929111 * Math.PI / 180;
    private static final long NODE_MICROS = 3_600_000_000L;
    private static final int VALUES = 6;

    private final NodeCache cache = new NodeCache(VALUES, NODE_MICROS, SunAndMoon::series);
    private final LeapSeconds leapSeconds;

    public SunAndMoon(PhysicalData data) {
        this.leapSeconds = data.leapSeconds();
    }

    /**
     * Positions at an instant.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param plusSeconds SI seconds after that instant
     * @param sunThenMoon6 receives the Sun's and then the Moon's position, metres, GCRF
     */
    public void positions(long utcMicros, double plusSeconds, double[] sunThenMoon6) {
        cache.interpolate(leapSeconds.toTaiMicros(utcMicros), plusSeconds, sunThenMoon6);
    }

    /** TT is 32.184 s ahead of TAI; both series take TT. */
    private static void series(long taiMicros, double[] out) {
        double centuries = (taiMicros * 1e-6 + 32.184 - 946_728_000.0) / (36_525.0 * 86_400.0);
        sun(centuries, out);
        moon(centuries, out);
    }

    private static void sun(double t, double[] out) {
        double anomaly = Math.toRadians(357.5256 + 35_999.049 * t);
        // the book holds the perihelion still; it moves by 11.6 arc seconds a year (Simon et al. 1994)
        double longitude = Math.toRadians(282.9400 + 0.3225 * t)
                + anomaly
                + ARC_SECOND * (6_892 * Math.sin(anomaly) + 72 * Math.sin(2 * anomaly));
        double distance = 1e9 * (149.619 - 2.499 * Math.cos(anomaly) - 0.021 * Math.cos(2 * anomaly));
        equatorial(longitude, 0, distance, out, 0);
    }

    private static void moon(double t, double[] out) {
        double mean = Math.toRadians(218.31617 + (481_267.88088 - 1.3972) * t);
        double l = Math.toRadians(134.96292 + 477_198.86753 * t);
        double ls = Math.toRadians(357.52543 + 35_999.04944 * t);
        double f = Math.toRadians(93.27283 + 483_202.01873 * t);
        double d = Math.toRadians(297.85027 + 445_267.11135 * t);
        double departure = ARC_SECOND
                * (22_640 * Math.sin(l)
                        + 769 * Math.sin(2 * l)
                        - 4_586 * Math.sin(l - 2 * d)
                        + 2_370 * Math.sin(2 * d)
                        - 668 * Math.sin(ls)
                        - 412 * Math.sin(2 * f)
                        - 212 * Math.sin(2 * l - 2 * d)
                        - 206 * Math.sin(l + ls - 2 * d)
                        + 192 * Math.sin(l + 2 * d)
                        - 165 * Math.sin(ls - 2 * d)
                        + 148 * Math.sin(l - ls)
                        - 125 * Math.sin(d)
                        - 110 * Math.sin(l + ls)
                        - 55 * Math.sin(2 * f - 2 * d));
        double latitude = ARC_SECOND
                * (18_520 * Math.sin(f + departure + ARC_SECOND * (412 * Math.sin(2 * f) + 541 * Math.sin(ls)))
                        - 526 * Math.sin(f - 2 * d)
                        + 44 * Math.sin(l + f - 2 * d)
                        - 31 * Math.sin(-l + f - 2 * d)
                        - 25 * Math.sin(-2 * l + f)
                        - 23 * Math.sin(ls + f - 2 * d)
                        + 21 * Math.sin(-l + f)
                        + 11 * Math.sin(-ls + f - 2 * d));
        double distance = 1e3
                * (385_000
                        - 20_905 * Math.cos(l)
                        - 3_699 * Math.cos(2 * d - l)
                        - 2_956 * Math.cos(2 * d)
                        - 570 * Math.cos(2 * l)
                        + 246 * Math.cos(2 * l - 2 * d)
                        - 205 * Math.cos(ls - 2 * d)
                        - 171 * Math.cos(l + 2 * d)
                        - 152 * Math.cos(l + ls - 2 * d));
        equatorial(mean + departure, latitude, distance, out, 3);
    }

    private static void equatorial(double longitude, double latitude, double distance, double[] out, int at) {
        double x = distance * Math.cos(latitude) * Math.cos(longitude);
        double y = distance * Math.cos(latitude) * Math.sin(longitude);
        double z = distance * Math.sin(latitude);
        double c = Math.cos(OBLIQUITY);
        double s = Math.sin(OBLIQUITY);
        out[at] = x;
        out[at + 1] = c * y - s * z;
        out[at + 2] = s * y + c * z;
    }
}

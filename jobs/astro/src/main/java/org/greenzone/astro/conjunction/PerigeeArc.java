package org.greenzone.astro.conjunction;

/**
 * Where an eccentric object is, whenever it is down at a radius during half a day: near its perigee, on an arc of its plane. In the form of {@link OrbitPhases} with a rate of 0, so that
 * {@link MeetingTimes} names the passes of a primary through that arc, or none.
 *
 * <p>From one state in the middle of the segment, with bounds on what can change until its ends: the accelerations besides that of the point mass are
 * 3 J2 mu R^2 / r^4 at most, their torque 1.5 J2 mu R^2 / r^3, and Moon and Sun {@value #TIDE} r. Gauss's equations, integrated over whole revolutions (N of them hold the half segment), give
 *
 * <pre>
 *   |change of the direction of h| and of ln h &lt;= 3 pi N J2 (R / p)^2 + 1.5 TIDE r^2 T / h
 *   |change of the eccentricity vector|       &lt;= 12 pi N J2 (R / p)^2 (1 + e) + 2 TIDE r v r T / mu
 * </pre>
 *
 * with r and v at the apogee for the tides (r^2 there is greatest, r v is h at both ends and below {@code sqrt(1 / (1 - e^2))} h between), and {@value #MODEL} on top for what SGP4 leaves out of its velocities; drag adds what it changes e and ln a by. The object is below the radius where
 * p / r = 1 + e cos(nu) allows it. A test holds that against the positions of real sets.
 */
final class PerigeeArc {
    /** Less is not an arc. */
    private static final double LEAST_ECCENTRICITY = 0.15;

    private static final double J2 = 1.0827e-3;

    /** Of Moon and Sun at their nearest, along the line to them, 1/s2. */
    private static final double TIDE = 3e-13;

    /** Of directions and of the eccentricity, besides. */
    private static final double MODEL = 4e-3;

    private PerigeeArc() {}

    /**
     * Writes the numbers of a segment.
     *
     * @param s state in its middle, m and m/s
     * @param dragChange what drag changes the eccentricity and ln a by until the ends of the segment
     * @param radiusMetres below which the object matters
     * @param numbers as those of {@link OrbitPhases}
     * @return false where nothing is known: a round orbit, or one whose perigee is not told from the rest
     */
    static boolean write(double[] s, double dragChange, double radiusMetres, float[] numbers) {
        double hx = s[1] * s[5] - s[2] * s[4];
        double hy = s[2] * s[3] - s[0] * s[5];
        double hz = s[0] * s[4] - s[1] * s[3];
        double h2 = hx * hx + hy * hy + hz * hz;
        double h = Math.sqrt(h2);
        double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
        double mu = EarthOrbitBounds.MU;
        double ex = (s[4] * hz - s[5] * hy) / mu - s[0] / r;
        double ey = (s[5] * hx - s[3] * hz) / mu - s[1] / r;
        double ez = (s[3] * hy - s[4] * hx) / mu - s[2] / r;
        double e = Math.sqrt(ex * ex + ey * ey + ez * ez);
        double p = h2 / mu;
        double a = p / (1 - e * e);
        if (!(e > LEAST_ECCENTRICITY && e < 0.99)) {
            return false;
        }
        double half = OrbitPhases.SEGMENT_SECONDS / 2;
        double revolutions = Math.ceil(half * Math.sqrt(mu / a) / a / (2 * Math.PI));
        double flat = EarthOrbitBounds.LOWEST_RADIUS / p;
        double oblate = 3 * Math.PI * revolutions * J2 * flat * flat;
        double apogee = a * (1 + e);
        double turn = oblate + 1.5 * TIDE * apogee * apogee * half / h + dragChange / (1 - e * e) + MODEL;
        double bend =
                4 * oblate * (1 + e) + 2 * TIDE * apogee * h / Math.sqrt(1 - e * e) * half / mu + dragChange + MODEL;
        double least = e - bend;
        double most = e + bend;
        // ln p changes twice as much as ln h.
        double lowestP = p * (1 - 2.1 * turn);
        double cosine = (lowestP / radiusMetres - 1) / (lowestP > radiusMetres ? most : least);
        if (!(least > 0.5 * e && turn < 0.2 && cosine > -1)) {
            return false;
        }
        double arc = cosine < 1 ? Math.acos(cosine) : 0;
        numbers[OrbitPhases.NORMAL] = (float) (hx / h);
        numbers[OrbitPhases.NORMAL + 1] = (float) (hy / h);
        numbers[OrbitPhases.NORMAL + 2] = (float) (hz / h);
        numbers[OrbitPhases.AXIS] = (float) (ex / e);
        numbers[OrbitPhases.AXIS + 1] = (float) (ey / e);
        numbers[OrbitPhases.AXIS + 2] = (float) (ez / e);
        numbers[OrbitPhases.PHASE] = 0;
        numbers[OrbitPhases.RATE] = 0;
        numbers[OrbitPhases.SPREAD] = (float) (arc + 1.1 * Math.asin(bend / e) + turn * turn);
        numbers[OrbitPhases.OFF_PLANE] = (float) turn;
        numbers[OrbitPhases.LOWEST] = (float) (lowestP / (1 + most));
        numbers[OrbitPhases.HIGHEST] = Float.POSITIVE_INFINITY;
        return true;
    }
}

package org.greenzone.astro.track;

import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SunAndMoon;
import org.greenzone.astro.physics.Vectors;

/**
 * By how much Sun and Moon move a site on the solid Earth: IERS Conventions 2010, equation 7.5, degree 2 with the nominal Love and
 * Shida numbers, up to 0.35 m.
 *
 * <p>For site coordinates free of the permanent tide, as those of ITRF are. Left out: degree 3 (2 mm), the frequencies of step 2
 * (13 mm), ocean loading (some cm at coasts), pole tide (1 cm). Not thread-safe.
 */
public final class SolidEarthTide {
    private static final double EARTH_MU = 3.986004418e14;
    private static final double EARTH_RADIUS = 6_378_136.6;
    private static final double LOVE = 0.6078;
    private static final double LOVE_BY_LATITUDE = -0.0006;
    private static final double SHIDA = 0.0847;
    private static final double SHIDA_BY_LATITUDE = 0.0002;

    private final SunAndMoon sunAndMoon;
    private final double[] bodies = new double[6];

    public SolidEarthTide(PhysicalData data) {
        this.sunAndMoon = new SunAndMoon(data);
    }

    /**
     * Moves a site.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param latitudeRadians of the site (geodetic will do for the small latitude terms)
     * @param stateGcrf the first three numbers are the position of the site, GCRF metres, and are moved
     */
    public void displace(long utcMicros, double latitudeRadians, double[] stateGcrf) {
        sunAndMoon.positions(utcMicros, 0, bodies);
        displace(bodies, latitudeRadians, stateGcrf);
    }

    /** The same for Sun and Moon (6 numbers) and site in any one frame about the Earth's centre, metres. */
    static void displace(double[] bodies, double latitudeRadians, double[] position) {
        double sine = Math.sin(latitudeRadians);
        double shape = (3 * sine * sine - 1) / 2;
        double love = LOVE + LOVE_BY_LATITUDE * shape;
        double shida = SHIDA + SHIDA_BY_LATITUDE * shape;
        double r = Vectors.norm(position);
        double[] moved = new double[3];
        for (int body = 0; body < 2; body++) {
            int b = 3 * body;
            double distance = Vectors.norm(bodies, b);
            double mu = body == 0 ? SunAndMoon.SUN_MU : SunAndMoon.MOON_MU;
            double near = EARTH_RADIUS / distance;
            double scale = mu / EARTH_MU * EARTH_RADIUS * near * near * near;
            double cosine = (bodies[b] * position[0] + bodies[b + 1] * position[1] + bodies[b + 2] * position[2])
                    / (distance * r);
            for (int i = 0; i < 3; i++) {
                double up = position[i] / r;
                double towards = bodies[b + i] / distance;
                moved[i] += scale
                        * (love * up * (1.5 * cosine * cosine - 0.5) + 3 * shida * cosine * (towards - cosine * up));
            }
        }
        for (int i = 0; i < 3; i++) {
            position[i] += moved[i];
        }
    }
}

package org.greenzone.astro.track;

import org.greenzone.astro.physics.EarthRotation;

/**
 * Position, velocity and horizon axes of a radar site in GCRF.
 *
 * <p>WGS84 geodetic coordinates of the site are taken as ITRF; tides and plate motion (decimetres) are left out, and
 * the Earth turns about the pole of ITRF (1 mm/s). Not thread-safe.
 */
public final class SiteFrame {
    /** WGS84 equatorial radius, metres. */
    private static final double EQUATORIAL_RADIUS = 6_378_137.0;

    private static final double FLATTENING = 1 / 298.257223563;

    private final EarthRotation rotation;
    private final double[] positionItrf = new double[3];
    private final double[] enuItrf;
    private final double[] matrix = new double[9];

    public SiteFrame(EarthRotation rotation, Site site) {
        this.rotation = rotation;
        double sinLat = Math.sin(site.latitudeRadians());
        double cosLat = Math.cos(site.latitudeRadians());
        double sinLon = Math.sin(site.longitudeRadians());
        double cosLon = Math.cos(site.longitudeRadians());
        double e2 = FLATTENING * (2 - FLATTENING);
        double curvature = EQUATORIAL_RADIUS / Math.sqrt(1 - e2 * sinLat * sinLat);
        positionItrf[0] = (curvature + site.altitudeMetres()) * cosLat * cosLon;
        positionItrf[1] = (curvature + site.altitudeMetres()) * cosLat * sinLon;
        positionItrf[2] = (curvature * (1 - e2) + site.altitudeMetres()) * sinLat;
        enuItrf = new double[] {
            -sinLon, cosLon, 0, -sinLat * cosLon, -sinLat * sinLon, cosLat, cosLat * cosLon, cosLat * sinLon, sinLat
        };
    }

    /**
     * State of the site.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param out6 receives position (m) and velocity (m/s) in GCRF
     */
    public void stateGcrf(long utcMicros, double[] out6) {
        rotation.gcrfToItrf(utcMicros, 0, matrix);
        double vx = -EarthRotation.RATE * positionItrf[1];
        double vy = EarthRotation.RATE * positionItrf[0];
        for (int j = 0; j < 3; j++) {
            out6[j] = matrix[j] * positionItrf[0] + matrix[3 + j] * positionItrf[1] + matrix[6 + j] * positionItrf[2];
            out6[3 + j] = matrix[j] * vx + matrix[3 + j] * vy;
        }
    }

    /**
     * Axes of the horizon.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param out9 receives the unit vectors east, north and up (geodetic) in GCRF, by rows
     */
    public void enuAxes(long utcMicros, double[] out9) {
        rotation.gcrfToItrf(utcMicros, 0, matrix);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                out9[3 * i + j] = enuItrf[3 * i] * matrix[j]
                        + enuItrf[3 * i + 1] * matrix[3 + j]
                        + enuItrf[3 * i + 2] * matrix[6 + j];
            }
        }
    }
}

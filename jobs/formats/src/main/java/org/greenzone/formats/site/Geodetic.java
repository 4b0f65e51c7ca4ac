package org.greenzone.formats.site;

/** Earth-fixed Cartesian to geodetic coordinates on the WGS84 ellipsoid. */
final class Geodetic {
    private static final double EQUATORIAL_RADIUS_METRES = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    /** Converges to far below a micrometre near the surface. */
    private static final int ITERATIONS = 12;

    private Geodetic() {}

    /** Latitude and longitude in radians, height above the ellipsoid in metres; fixed-point iteration on the latitude. */
    static double[] fromEarthFixed(double x, double y, double z) {
        double distanceFromAxis = Math.hypot(x, y);
        double latitude = Math.atan2(z, distanceFromAxis * (1 - ECCENTRICITY_SQUARED));
        double height = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double sine = Math.sin(latitude);
            double normal = EQUATORIAL_RADIUS_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
            latitude = Math.atan2(z + ECCENTRICITY_SQUARED * normal * sine, distanceFromAxis);
            double newSine = Math.sin(latitude);
            // Valid at the poles too: height along the normal from both components.
            height = distanceFromAxis * Math.cos(latitude)
                    + z * newSine
                    - EQUATORIAL_RADIUS_METRES * Math.sqrt(1 - ECCENTRICITY_SQUARED * newSine * newSine);
        }
        return new double[] {latitude, Math.atan2(y, x), height};
    }

    /** A place moved by metres up, north and east; offsets far smaller than the Earth. */
    static double[] moved(double[] geodetic, double[] upNorthEast) {
        double sine = Math.sin(geodetic[0]);
        double root = 1 - ECCENTRICITY_SQUARED * sine * sine;
        double normal = EQUATORIAL_RADIUS_METRES / Math.sqrt(root);
        double meridian = normal * (1 - ECCENTRICITY_SQUARED) / root;
        return new double[] {
            geodetic[0] + upNorthEast[1] / (meridian + geodetic[2]),
            geodetic[1] + upNorthEast[2] / ((normal + geodetic[2]) * Math.cos(geodetic[0])),
            geodetic[2] + upNorthEast[0]
        };
    }
}

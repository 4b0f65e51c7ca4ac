package org.greenzone.astro.track;

/**
 * What the lower atmosphere adds to a radar measurement, for a standard atmosphere.
 *
 * <p>Zenith delay of Saastamoinen (1972) with the pressure of the standard atmosphere (ICAO) at the height of the site and 0.1 m
 * for water vapour that falls off with 2 km; mapped to the elevation by Black and Eisner (1984). One way: 2.4 m at the zenith at
 * sea level, 4.8 m at 30 degrees, 13 m at 10, 24 m at 5; good to about 5 per cent above 5 degrees. The elevation is
 * seen too high by the refractivity at the ground times the cotangent (Bean and Dutton 1966; 0.1 degree at 10 degrees). Below 3
 * degrees both are held at their value there.
 */
final class Troposphere {
    private static final double MINIMUM_ELEVATION = Math.toRadians(3);
    private static final double WET_ZENITH_DELAY = 0.1;
    private static final double WET_SCALE_HEIGHT = 2000;
    /** Mean refractivity at the ground, ITU-R P.453, and its scale height. */
    private static final double REFRACTIVITY = 315e-6;

    private static final double REFRACTIVITY_SCALE_HEIGHT = 7350;
    private static final double BLACK_EISNER = 0.002001;

    private final double zenithDelayMetres;
    private final double refractivity;

    Troposphere(Site site) {
        double height = Math.max(-500, Math.min(site.altitudeMetres(), 10_000));
        double pressureHectopascal = 1013.25 * Math.pow(1 - 2.25577e-5 * height, 5.25588);
        double gravity = 1 - 0.00266 * Math.cos(2 * site.latitudeRadians()) - 0.28e-6 * height;
        zenithDelayMetres = 0.0022768 * pressureHectopascal / gravity
                + WET_ZENITH_DELAY * Math.exp(-Math.max(0, height) / WET_SCALE_HEIGHT);
        refractivity = REFRACTIVITY * Math.exp(-height / REFRACTIVITY_SCALE_HEIGHT);
    }

    /** By how much the one-way path is measured too long, metres. */
    double rangeMetres(double elevation) {
        double sin = Math.sin(Math.max(elevation, MINIMUM_ELEVATION));
        return zenithDelayMetres * 1.001 / Math.sqrt(BLACK_EISNER + sin * sin);
    }

    /** Derivative of {@link #rangeMetres} by the elevation, metres per radian. */
    double rangeByElevation(double elevation) {
        if (elevation < MINIMUM_ELEVATION) {
            return 0;
        }
        double sin = Math.sin(elevation);
        double square = BLACK_EISNER + sin * sin;
        return -zenithDelayMetres * 1.001 * sin * Math.cos(elevation) / (square * Math.sqrt(square));
    }

    /** By how much the elevation is measured too high, radians. */
    double elevationRadians(double elevation) {
        return refractivity / Math.tan(Math.max(elevation, MINIMUM_ELEVATION));
    }
}

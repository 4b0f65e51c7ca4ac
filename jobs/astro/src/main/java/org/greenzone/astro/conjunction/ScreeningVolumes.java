package org.greenzone.astro.conjunction;

import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.Vectors;

/** The screening volume of each object, by its orbit. */
@FunctionalInterface
public interface ScreeningVolumes {
    /**
     * Volumes by regime as 18 and 19 SDS screen catalogued objects (half axes of ellipsoids in R, T, N; FACTS of the
     * project, after the Spaceflight Safety Handbook): by height of perigee up to 2000 km, a sphere of 10 km above and for periods of
     * 225 minutes and more.
     */
    ScreeningVolumes BY_REGIME = (perigeeHeightMetres, periodSeconds) -> {
        if (periodSeconds >= 225 * 60 || perigeeHeightMetres > 2000e3) {
            return new ScreeningVolume.Ellipsoid(10e3, 10e3, 10e3);
        }
        if (perigeeHeightMetres > 1200e3) {
            return new ScreeningVolume.Ellipsoid(400, 2e3, 2e3);
        }
        if (perigeeHeightMetres > 750e3) {
            return new ScreeningVolume.Ellipsoid(400, 12e3, 12e3);
        }
        return perigeeHeightMetres > 500e3
                ? new ScreeningVolume.Ellipsoid(400, 25e3, 25e3)
                : new ScreeningVolume.Ellipsoid(400, 44e3, 51e3);
    };

    /**
     * The volume about an object.
     *
     * @param perigeeHeightMetres of the orbit above the equatorial radius
     * @param periodSeconds of the orbit
     */
    ScreeningVolume of(double perigeeHeightMetres, double periodSeconds);

    /** The same volume about every object. */
    static ScreeningVolumes same(ScreeningVolume volume) {
        return (perigeeHeightMetres, periodSeconds) -> volume;
    }

    /** The volume about the object of an element set. */
    default ScreeningVolume of(ElementSet elements) {
        double axis = EarthOrbitBounds.semiMajorAxis(elements);
        return of(
                axis * (1 - elements.eccentricity()) - EarthOrbitBounds.LOWEST_RADIUS,
                2 * Math.PI / elements.meanMotionRadiansPerSecond());
    }

    /** The volume about an object with this state (osculating), 6 numbers, m and m/s. */
    default ScreeningVolume of(double[] s) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        double axis = 1 / (2 / r - v2 / EarthOrbitBounds.MU);
        double eccentricity = Math.hypot(1 - r / axis, rv / Math.sqrt(EarthOrbitBounds.MU * Math.abs(axis)));
        double period =
                axis > 0 ? 2 * Math.PI * Math.sqrt(axis / EarthOrbitBounds.MU) * axis : Double.POSITIVE_INFINITY;
        return of(axis * (1 - eccentricity) - EarthOrbitBounds.LOWEST_RADIUS, period);
    }
}

package org.greenzone.astro.conjunction;

import org.greenzone.astro.catalogue.ElementSet;

/** Bounds that no object in orbit about the Earth exceeds; the sieve of screening rests on them. */
final class EarthOrbitBounds {
    /** Gravitational parameter of the Earth, m3/s2 (WGS84). */
    static final double MU = 3.986004418e14;

    /** Radius below which an object counts as decayed (equatorial radius of WGS72, as SGP4 has it), metres. */
    static final double LOWEST_RADIUS = 6378135.0;

    /** Acceleration at the lowest radius with oblateness (1.5 J2) and a margin for all else, m/s2. */
    static final double ACCELERATION = MU / (LOWEST_RADIUS * LOWEST_RADIUS) * (1 + 2e-3) + 0.02;

    /** No bound orbit is faster at the lowest radius, m/s. */
    static final double ESCAPE_SPEED = Math.sqrt(2 * MU / LOWEST_RADIUS);

    /** Perigee height above which drag does not bring an orbit down by {@link #PERIGEE_MARGIN} within weeks, metres. */
    private static final double DRAG_FREE_HEIGHT = 700e3;

    /** Above all short- and long-period variations of the perigee radius of a near-Earth orbit, metres. */
    private static final double PERIGEE_MARGIN = 100e3;

    /** SDP4 begins here; Moon and Sun move the perigee by more than the margin. */
    private static final double DEEP_SPACE_PERIOD_SECONDS = 225 * 60;

    private EarthOrbitBounds() {}

    /**
     * Greatest speed by the energy integral: at the lowest perigee with the greatest semi-major axis that the elements
     * allow. Where drag or the Moon move the perigee freely, the lowest perigee is the surface.
     */
    static double speed(ElementSet elements) {
        return speed(lowestRadius(elements), semiMajorAxis(elements) + PERIGEE_MARGIN);
    }

    /** Radius below which the object does not come; the surface where drag or the Moon move the perigee freely. */
    static double lowestRadius(ElementSet elements) {
        double perigee = semiMajorAxis(elements) * (1 - elements.eccentricity());
        boolean steady = perigee - LOWEST_RADIUS > DRAG_FREE_HEIGHT && !deepSpace(elements);
        return steady ? perigee - PERIGEE_MARGIN : LOWEST_RADIUS;
    }

    /** Speed at a radius on an orbit of the semi-major axis. */
    static double speed(double radius, double axis) {
        return Math.min(ESCAPE_SPEED, Math.sqrt(MU * (2 / radius - 1 / axis)));
    }

    static double semiMajorAxis(ElementSet elements) {
        double n = elements.meanMotionRadiansPerSecond();
        return Math.cbrt(MU / (n * n));
    }

    static boolean deepSpace(ElementSet elements) {
        return 2 * Math.PI / elements.meanMotionRadiansPerSecond() >= DEEP_SPACE_PERIOD_SECONDS;
    }
}

package org.greenzone.astro.conjunction;

/**
 * By how much the radii of two objects may differ at the instant at which one of them enters the volume about the other: far less than the reach of a
 * flat volume, so that most pairs and most approaches are passed by.
 *
 * <p>Entered is the volume by the straight relative motion p(s) = d + v s about the closest approach ({@link ScreeningVolume#entered}), at an s of at most
 * S = min({@link ScreeningVolume#STRAIGHT_SECONDS}, T / |v|) to either side, T the reach: v is at right angles to d, and |p(s)| is at most T. At that instant
 *
 * <ul>
 *   <li>the true relative position q is within delta = (2 g T + f) S^2 / 2 of p, g the gradient of gravity and f all other relative acceleration;
 *   <li>p is within the half axis a of the volume along R of the closest approach, from which R has turned by w S at most, w the greatest angular rate of
 *       any orbit;
 *   <li>radii differ by q . R, and by what the other object is beside the vertical: q^2 / 2 (r - q) at most.
 * </ul>
 *
 * So they differ by a + T w S + delta + (T + delta)^2 / 2 (r - T - delta) at most, with the lowest radius for r.
 */
final class RadialGate {
    /** Angular rate of any object, rad/s. */
    private static final double RATE = EarthOrbitBounds.ESCAPE_SPEED / EarthOrbitBounds.LOWEST_RADIUS;

    /** Gradient of gravity with oblateness, 1/s2. */
    private static final double GRADIENT = 1.02
            * 2
            * EarthOrbitBounds.MU
            / (EarthOrbitBounds.LOWEST_RADIUS * EarthOrbitBounds.LOWEST_RADIUS * EarthOrbitBounds.LOWEST_RADIUS);

    /** J2, air and all else, difference of two objects, m/s2. */
    static final double OTHER_ACCELERATION = 0.08;

    private RadialGate() {}

    /** The longest time from a closest approach to the entry of a volume, seconds, for relative speeds of at least so much (m/s; none where not positive). */
    static double seconds(double reachMetres, double leastSpeed) {
        return leastSpeed * ScreeningVolume.STRAIGHT_SECONDS > reachMetres
                ? reachMetres / leastSpeed
                : ScreeningVolume.STRAIGHT_SECONDS;
    }

    /**
     * The greatest difference of the radii, metres.
     *
     * @param radialMetres half extent of the volume along R
     * @param reachMetres of the volume
     * @param seconds longest time from the closest approach
     */
    static double metres(double radialMetres, double reachMetres, double seconds) {
        double delta = 0.5 * (2 * GRADIENT * reachMetres + OTHER_ACCELERATION) * seconds * seconds;
        double most = reachMetres + delta;
        double below = EarthOrbitBounds.LOWEST_RADIUS - most;
        double beside = below > 0 ? most * most / (2 * below) : Double.POSITIVE_INFINITY;
        return radialMetres + reachMetres * RATE * seconds + delta + beside;
    }

    /** As the other, of a volume, whatever the relative speed. */
    static double metres(ScreeningVolume volume) {
        return metres(volume.halfAxesMetres()[0], volume.reachMetres(), ScreeningVolume.STRAIGHT_SECONDS);
    }
}

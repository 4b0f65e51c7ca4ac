package org.greenzone.astro.catalogue;

/**
 * Where a near-Earth element set is during an interval, with bounds, from its mean elements alone: no state is computed.
 *
 * <p>SGP4 (Hoots and Roehrich 1980; Vallado et al. 2006) moves the mean argument of latitude L and the node by polynomials of the time; drag moves the mean anomaly and the perigee
 * against each other, which leaves their sum. All else has a closed bound. With e and 1/a at their greatest of the interval, f = e + (J3 long-period term) the length of (axn, ayn), and
 * t = CK2 / (a (1 - f^2))^2,
 *
 * <pre>
 *   |true argument of latitude - L| &lt;= f + 2 asin(f / (1 + sqrt(1 - f^2)))      equation of the centre: E - M, and the greatest nu - E
 *                                    + |long-period term of L|
 *   short periods:   argument of latitude 0.25 t |7 cos^2 i - 1|, node 1.5 t |cos i|, inclination 1.5 t |sin i cos i|,
 *                    radius 1.5 t (1 - 3 cos^2 i) r and 0.5 t a (1 - f^2) sin^2 i
 * </pre>
 *
 * The plane is that of the mean node in the middle of the interval. A node that is d off tilts the path by d sin i at most and turns it in the plane by d cos i
 * (the short periods of node and argument together by 0.25 t sin^2 i), up to (d sin i + the inclination's)^2 + d^3 / 12: the decomposition of the turn about the pole into one about the normal and one about a line in the plane.
 *
 * <p>Not for deep space, where the Moon and the Sun act. Scratch space: not thread-safe.
 */
public final class PathBounds {
    /** Beyond it a closed bound says nothing: decayed, or about to. */
    private static final double MOST_ECCENTRICITY = 0.7;

    private static final double LEAST_SHRINKING = 0.7;

    private static final double MOST_TILT = 0.4;

    private double node;
    private double sinInclination;
    private double cosInclination;
    private double phase;
    private double rate;
    private double spread;
    private double offPlane;
    private double lowest;
    private double highest;

    /**
     * Finds the numbers.
     *
     * @param fromSeconds elapsed (SI) seconds since the epoch of the element set
     * @return false where there are no bounds: deep space, or an orbit that ends
     */
    public boolean find(Sgp4Orbit orbit, double fromSeconds, double toSeconds) {
        if (orbit.isDeepSpace()) {
            return false;
        }
        double t = 0.5 * (fromSeconds + toSeconds) / Sgp4Orbit.SECONDS_PER_MINUTE;
        double h = 0.5 * (toSeconds - fromSeconds) / Sgp4Orbit.SECONDS_PER_MINUTE;
        double far = Math.abs(t) + h;
        boolean whole = !orbit.truncated;
        double d2 = whole ? orbit.d2 : 0;
        double d3 = whole ? orbit.d3 : 0;
        double d4 = whole ? orbit.d4 : 0;
        double t3 = whole ? orbit.t3 : 0;
        double t4 = whole ? orbit.t4 : 0;
        double t5 = whole ? orbit.t5 : 0;

        double shrinking = 1 - t * (orbit.c1 + t * (d2 + t * (d3 + t * d4)));
        double change =
                h * (Math.abs(orbit.c1) + far * (2 * Math.abs(d2) + far * (3 * Math.abs(d3) + far * 4 * Math.abs(d4))));
        double least = shrinking - change;
        double most = shrinking + change;
        double perMinute = orbit.bStar * orbit.c4;
        double swing = whole ? orbit.bStar * orbit.c5 : 0;
        double e = Math.max(
                Sgp4Orbit.LOWEST_ECCENTRICITY,
                orbit.eccentricity
                        - perMinute * t
                        + Math.abs(perMinute) * h
                        + Math.abs(swing)
                        + swing * orbit.sinAnomaly);
        double sin = orbit.sinInclination;
        double cos = orbit.cosInclination;
        double axis = orbit.axis * least * least;
        double longPeriod = Math.abs(Sgp4Orbit.J3_OVER_CK2 * sin) / (axis * (1 - e * e));
        double f = e + 0.25 * longPeriod;
        if (!(least > LEAST_SHRINKING && f < MOST_ECCENTRICITY)) {
            return false;
        }
        double root = Math.sqrt(1 - f * f);
        double centre = f + 2 * Math.asin(f / (1 + root));
        double longArgument = 0.125 * longPeriod * Math.abs((3 + 5 * cos) / (1 + cos)) * e;
        double strength = Sgp4Orbit.CK2 / (axis * root * root);
        double short2 = strength / (axis * root * root);
        double sin2 = sin * sin;
        double shortNode = 1.5 * short2 * Math.abs(cos);
        double shortInclination = shortNode * sin;

        double nodeNow = orbit.nodeRate + 2 * orbit.nodeDrag * t;
        double nodeBend = Math.abs(orbit.nodeDrag) * h * h;
        double nodeOff = Math.abs(nodeNow) * h + nodeBend + shortNode;
        double tilt = nodeOff * sin + shortInclination;
        double n = orbit.meanMotion;
        double argumentRate = orbit.anomalyRate
                + orbit.perigeeRate
                + n * t * (2 * orbit.t2 + t * (3 * t3 + t * (4 * t4 + t * 5 * t5)));
        double argumentBend = 0.5
                * h
                * h
                * n
                * (2 * Math.abs(orbit.t2)
                        + far * (6 * Math.abs(t3) + far * (12 * Math.abs(t4) + far * 20 * Math.abs(t5))));
        if (!(tilt < MOST_TILT && nodeOff < MOST_TILT)) {
            return false;
        }

        node = orbit.node + t * (orbit.nodeRate + t * orbit.nodeDrag);
        sinInclination = sin;
        cosInclination = cos;
        phase = orbit.anomaly
                + orbit.perigee
                + t * (orbit.anomalyRate + orbit.perigeeRate + n * t * (orbit.t2 + t * (t3 + t * (t4 + t * t5))));
        rate = (argumentRate + cos * nodeNow) / Sgp4Orbit.SECONDS_PER_MINUTE;
        spread = centre
                + longArgument
                + 0.25 * short2 * sin2
                + argumentBend
                + Math.abs(cos) * nodeBend
                + tilt * tilt
                + nodeOff * nodeOff * nodeOff / 12;
        offPlane = tilt;
        double radial = 1.5 * short2 * (3 * cos * cos - 1);
        double wave = 0.5 * strength * sin2;
        double greatestAxis = orbit.axis * most * most;
        lowest = Sgp4Orbit.EARTH_RADIUS_METRES * (axis * (1 - f) * (1 - Math.max(0, radial)) - wave);
        highest = Sgp4Orbit.EARTH_RADIUS_METRES * (greatestAxis * (1 + f) * (1 + Math.max(0, -radial)) + wave);
        return true;
    }

    /** Right ascension of the ascending node in the middle of the interval. */
    public double nodeRadians() {
        return node;
    }

    public double sinInclination() {
        return sinInclination;
    }

    public double cosInclination() {
        return cosInclination;
    }

    /** Angle from the node in the plane in the middle of the interval, not reduced. */
    public double phaseRadians() {
        return phase;
    }

    /** How fast that angle grows. */
    public double rateRadiansPerSecond() {
        return rate;
    }

    /** What the angle may be off phase + rate times the time from the middle. */
    public double spreadRadians() {
        return spread;
    }

    /** What the object's direction may be off the plane. */
    public double offPlaneRadians() {
        return offPlane;
    }

    /** Distance from the centre of the Earth below which the object does not come. */
    public double lowestMetres() {
        return lowest;
    }

    public double highestMetres() {
        return highest;
    }
}

package org.greenzone.astro.catalogue;

/**
 * A general-perturbations element set: SGP4 mean elements (Brouwer, Kozai mean motion) in TEME, from a TLE or an OMM.
 *
 * @param objectId NORAD number without leading zeros (alpha-5 resolved: {@code A0000} is 100000)
 * @param objectName empty where not known
 * @param internationalDesignator as {@code 1982-092A}; empty where not known
 * @param epochMicros UTC, microseconds since 1970
 * @param meanMotionRadiansPerSecond Kozai mean motion
 * @param meanMotionDotRadiansPerSecond2 first derivative (not the half that a TLE prints)
 * @param meanMotionDotDotRadiansPerSecond3 second derivative (not the sixth that a TLE prints)
 * @param eccentricity in [0, 1)
 * @param inclinationRadians in [0, pi]
 * @param rightAscensionOfNodeRadians right ascension of the ascending node
 * @param argumentOfPerigeeRadians argument of perigee
 * @param meanAnomalyRadians mean anomaly
 * @param bStar drag term of SGP4, 1 / Earth radii
 * @param ephemerisType 0 for SGP4
 * @param elementSetNumber running number of the sets
 * @param revolutionNumber revolution at epoch
 */
public record ElementSet(
        String objectId,
        String objectName,
        String internationalDesignator,
        long epochMicros,
        double meanMotionRadiansPerSecond,
        double meanMotionDotRadiansPerSecond2,
        double meanMotionDotDotRadiansPerSecond3,
        double eccentricity,
        double inclinationRadians,
        double rightAscensionOfNodeRadians,
        double argumentOfPerigeeRadians,
        double meanAnomalyRadians,
        double bStar,
        int ephemerisType,
        int elementSetNumber,
        int revolutionNumber) {

    public ElementSet {
        if (!(eccentricity >= 0 && eccentricity < 1)) {
            throw new IllegalArgumentException("element set of " + objectId + ": eccentricity outside [0, 1)");
        }
        if (!(meanMotionRadiansPerSecond > 0)) {
            throw new IllegalArgumentException("element set of " + objectId + ": mean motion is not positive");
        }
    }
}

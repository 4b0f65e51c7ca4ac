package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.RtnFrame;

/**
 * Two objects at (about) their time of closest approach, as the probability of collision needs them.
 *
 * @param primaryState position and velocity in an inertial frame, m and m/s, 6 numbers
 * @param primaryCovariance position covariance in the axes of that inertial frame, 3x3, m2
 * @param secondaryState likewise, same frame
 * @param secondaryCovariance likewise
 * @param hardBodyRadiusMetres combined radius
 */
public record Encounter(
        double[] primaryState,
        double[][] primaryCovariance,
        double[] secondaryState,
        double[][] secondaryCovariance,
        double hardBodyRadiusMetres) {

    public Encounter {
        if (primaryState.length != 6 || secondaryState.length != 6) {
            throw new IllegalArgumentException("a state has 6 numbers");
        }
        if (primaryCovariance.length != 3 || secondaryCovariance.length != 3) {
            throw new IllegalArgumentException("a position covariance is 3x3");
        }
    }

    /**
     * From covariances in the RTN frame of each object: lower triangles by rows of which the first six numbers (the
     * position) are used, so 6, 21 (CDM) or 28 numbers.
     */
    public static Encounter ofRtn(
            double[] primaryState,
            double[] primaryCovarianceRtn,
            double[] secondaryState,
            double[] secondaryCovarianceRtn,
            double hardBodyRadiusMetres) {
        return new Encounter(
                primaryState,
                positionCovariance(primaryCovarianceRtn, primaryState),
                secondaryState,
                positionCovariance(secondaryCovarianceRtn, secondaryState),
                hardBodyRadiusMetres);
    }

    /** The encounter seen from the other object. */
    public Encounter swapped() {
        return new Encounter(
                secondaryState, secondaryCovariance, primaryState, primaryCovariance, hardBodyRadiusMetres);
    }

    private static double[][] positionCovariance(double[] lowerTriangle, double[] state) {
        if (lowerTriangle.length < 6) {
            throw new IllegalArgumentException("a covariance triangle has at least 6 numbers");
        }
        double[] position = new double[6];
        System.arraycopy(lowerTriangle, 0, position, 0, 6);
        return RtnFrame.toInertial(position, state);
    }
}

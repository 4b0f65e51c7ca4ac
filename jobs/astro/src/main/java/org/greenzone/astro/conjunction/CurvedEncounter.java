package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.RtnFrame;

/**
 * Two objects at (about) their time of closest approach with the covariances of position and velocity: what a probability
 * needs that follows the curved paths.
 *
 * @param primaryState position and velocity in an inertial frame, m and m/s, 6 numbers
 * @param primaryCovariance 6x6 in the axes of that frame, m2, m2/s, m2/s2
 * @param secondaryState likewise, same frame
 * @param secondaryCovariance likewise
 * @param hardBodyRadiusMetres combined radius
 */
public record CurvedEncounter(
        double[] primaryState,
        double[][] primaryCovariance,
        double[] secondaryState,
        double[][] secondaryCovariance,
        double hardBodyRadiusMetres) {

    public CurvedEncounter {
        if (primaryState.length != 6 || secondaryState.length != 6) {
            throw new IllegalArgumentException("a state has 6 numbers");
        }
        if (primaryCovariance.length != 6 || secondaryCovariance.length != 6) {
            throw new IllegalArgumentException("a covariance of position and velocity is 6x6");
        }
    }

    /** From the 21 numbers of a CDM (lower triangle by rows) in the RTN frame of each object. */
    public static CurvedEncounter ofRtn(
            double[] primaryState,
            double[] primaryCovarianceRtn,
            double[] secondaryState,
            double[] secondaryCovarianceRtn,
            double hardBodyRadiusMetres) {
        return new CurvedEncounter(
                primaryState,
                RtnFrame.toInertial(primaryCovarianceRtn, primaryState),
                secondaryState,
                RtnFrame.toInertial(secondaryCovarianceRtn, secondaryState),
                hardBodyRadiusMetres);
    }

    /** What two dimensions need of it. */
    public Encounter flat() {
        return new Encounter(
                primaryState,
                positions(primaryCovariance),
                secondaryState,
                positions(secondaryCovariance),
                hardBodyRadiusMetres);
    }

    /** The encounter seen from the other object. */
    public CurvedEncounter swapped() {
        return new CurvedEncounter(
                secondaryState, secondaryCovariance, primaryState, primaryCovariance, hardBodyRadiusMetres);
    }

    private static double[][] positions(double[][] covariance) {
        double[][] block = new double[3][3];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(covariance[i], 0, block[i], 0, 3);
        }
        return block;
    }
}

package org.greenzone.astro.initiation;

import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * The place and instant that the fragments of a breakup come from: a point of the orbit of a catalogued object.
 *
 * @param parentId the catalogued object
 * @param epochMicros UTC microseconds since 1970
 * @param epochSigmaSeconds one sigma
 * @param stateGcrf the parent at the epoch, m and m/s
 * @param positionSigmaMetres one sigma of each axis of the place, beside what the epoch leaves open: fragments stay near the parent's
 *     orbit, so that a wrong epoch moves them by their speed against it only
 * @param tracks that it was estimated from
 * @param logLikelihoodRatio natural logarithm of the likelihood ratio of this origin to none, over these tracks
 */
public record Origin(
        String parentId,
        long epochMicros,
        double epochSigmaSeconds,
        double[] stateGcrf,
        double positionSigmaMetres,
        int tracks,
        double logLikelihoodRatio) {
    /** One sigma of each axis of the velocity of fragments against the parent: wide, most have less (Johnson et al. 2001). */
    static final double FRAGMENT_SPEED_SIGMA = 300;

    /** Speed at which fragments part from the parent while its epoch is wrong, each axis. */
    private static final double TYPICAL_SPEED = 100;

    /** Ballistic coefficient of fragments, m2/kg: area-to-mass ratio 0.01 to 0.5 m2/kg (Johnson et al. 2001) at Cd 2.2. */
    static final double FRAGMENT_BALLISTIC = 0.3;

    static final double FRAGMENT_BALLISTIC_SIGMA = 0.5;

    public Origin {
        stateGcrf = stateGcrf.clone();
        if (stateGcrf.length != 6) {
            throw new IllegalArgumentException("origin at " + parentId + ": state has not 6 numbers");
        }
    }

    /** The same with an epoch that is known so well. */
    public Origin withEpochSigma(double seconds) {
        return new Origin(parentId, epochMicros, seconds, stateGcrf, positionSigmaMetres, tracks, logLikelihoodRatio);
    }

    /** Speed against the parent of a state at the epoch, m/s. */
    double speed(double[] vector) {
        double sum = 0;
        for (int j = 3; j < 6; j++) {
            sum += Math.pow(vector[j] - stateGcrf[j], 2);
        }
        return Math.sqrt(sum);
    }

    /** What it says of any fragment at the epoch. */
    EpochFit.Prior prior() {
        double separation = epochSigmaSeconds * TYPICAL_SPEED;
        return prior(Math.hypot(positionSigmaMetres, separation));
    }

    /** The same with a place that is known so well, one sigma of each axis. */
    EpochFit.Prior prior(double placeSigmaMetres) {
        int n = Sighting.PARAMETERS;
        double[][] covariance = new double[n][n];
        double[] mean = new double[n];
        for (int i = 0; i < 3; i++) {
            mean[i] = stateGcrf[i];
            mean[3 + i] = stateGcrf[3 + i];
            covariance[i][i] = placeSigmaMetres * placeSigmaMetres;
            covariance[3 + i][3 + i] = FRAGMENT_SPEED_SIGMA * FRAGMENT_SPEED_SIGMA;
        }
        mean[6] = FRAGMENT_BALLISTIC;
        covariance[6][6] = FRAGMENT_BALLISTIC_SIGMA * FRAGMENT_BALLISTIC_SIGMA;
        return new EpochFit.Prior(epochMicros, mean, SymmetricMatrix.flooredCholesky(covariance));
    }
}

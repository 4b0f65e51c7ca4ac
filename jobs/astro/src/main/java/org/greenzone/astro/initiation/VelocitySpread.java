package org.greenzone.astro.initiation;

import java.util.Arrays;

/**
 * How densely fragments lie in velocity about their parent: a mixture of isotropic Gaussians about its velocity, whose weights are
 * estimated from the fragments seen (expectation maximisation).
 *
 * <p>The distribution of speeds in a breakup is heavy-tailed (log-normal for each size, Johnson et al. 2001); chance matches happen
 * in its dense middle.
 */
final class VelocitySpread {
    private static final double[] SIGMAS = {10, 20, 40, 80, 160, 320, 640};
    private static final int ROUNDS = 20;
    /** Of each part, so that none vanishes. */
    private static final double PSEUDO_COUNT = 0.2;

    private final double[] weights = new double[SIGMAS.length];

    VelocitySpread() {
        Arrays.fill(weights, 1.0 / SIGMAS.length);
    }

    double[] weights() {
        return weights.clone();
    }

    void restore(double[] known) {
        System.arraycopy(known, 0, weights, 0, weights.length);
    }

    /** @param speeds against the parent, m/s */
    void estimate(double[] speeds) {
        double[] part = new double[SIGMAS.length];
        double[] sums = new double[SIGMAS.length];
        Arrays.fill(weights, 1.0 / SIGMAS.length);
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.fill(sums, PSEUDO_COUNT);
            for (double speed : speeds) {
                double whole = 0;
                for (int k = 0; k < SIGMAS.length; k++) {
                    part[k] = weights[k] * density(speed, SIGMAS[k]);
                    whole += part[k];
                }
                for (int k = 0; whole > 0 && k < SIGMAS.length; k++) {
                    sums[k] += part[k] / whole;
                }
            }
            for (int k = 0; k < SIGMAS.length; k++) {
                weights[k] = sums[k] / (speeds.length + PSEUDO_COUNT * SIGMAS.length);
            }
        }
    }

    /** Natural logarithm of the density at a speed over that of {@link Origin#FRAGMENT_SPEED_SIGMA}. */
    double logRatio(double speed) {
        double sum = 0;
        for (int k = 0; k < SIGMAS.length; k++) {
            sum += weights[k] * density(speed, SIGMAS[k]);
        }
        double x = speed / Origin.FRAGMENT_SPEED_SIGMA;
        return Math.log(Math.max(sum, 1e-300))
                + 0.5 * x * x
                + 1.5 * Math.log(2 * Math.PI)
                + 3 * Math.log(Origin.FRAGMENT_SPEED_SIGMA);
    }

    private static double density(double speed, double sigma) {
        double x = speed / sigma;
        return Math.exp(-0.5 * x * x - 1.5 * Math.log(2 * Math.PI)) / (sigma * sigma * sigma);
    }
}

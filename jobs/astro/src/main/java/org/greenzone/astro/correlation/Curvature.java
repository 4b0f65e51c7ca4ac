package org.greenzone.astro.correlation;

import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;

/**
 * The second-order part of the covariance of a least-squares fit (Gelb 1974, 6.1): what a straight line through a curved
 * measurement leaves out.
 */
final class Curvature {
    private static final int ORBIT = 7;
    /** Instants of the track that it is taken at, each for its neighbours. */
    private static final int CURVATURE_SAMPLE = 30;

    private Curvature() {}

    /**
     * Adds the second-order part: with second derivatives d of an observation along pairs (k, l) of posterior sigmas, its
     * error is half the sum of d xi_k xi_l; carried to the parameters by the gain, with mean and variance.
     */
    static void add(TrackLinearisation point, TrackObservations observations, double[] weight, double[][] posterior) {
        int parameters = point.parameters();
        double[][] sigmas = SymmetricMatrix.flooredCholesky(posterior);
        double[][][] moved = new double[ORBIT][ORBIT][parameters];
        double[] values = new double[TrackObservations.KINDS];
        double[][] forward = new double[ORBIT][TrackObservations.KINDS * 6];
        double[][] back = new double[ORBIT][TrackObservations.KINDS * 6];
        double[][] shift = new double[ORBIT][6];
        int stride = Math.max(1, observations.instants() / CURVATURE_SAMPLE);
        int instant = -1;
        for (int s = 0; s < weight.length; s++) {
            int here = observations.instant(s);
            if (weight[s] == 0 || here % stride != 0) {
                continue;
            }
            if (here != instant) {
                instant = here;
                double[] map = point.stateAtByDeviates(instant);
                double[] state = point.stateAt(instant);
                for (int k = 0; k < ORBIT; k++) {
                    double[] plus = state.clone();
                    double[] minus = state.clone();
                    for (int i = 0; i < 6; i++) {
                        double sum = 0;
                        for (int j = k; j < ORBIT; j++) {
                            sum += map[i * ORBIT + j] * sigmas[j][k];
                        }
                        shift[k][i] = sum;
                        plus[i] += sum;
                        minus[i] -= sum;
                    }
                    observations.predict(instant, plus, values, forward[k]);
                    observations.predict(instant, minus, values, back[k]);
                }
            }
            int kind = observations.kind(s).ordinal();
            double factor = stride * weight[s];
            for (int k = 0; k < ORBIT; k++) {
                for (int l = 0; l <= k; l++) {
                    double second = 0;
                    for (int i = 0; i < 6; i++) {
                        second += 0.5 * (forward[k][kind * 6 + i] - back[k][kind * 6 + i]) * shift[l][i];
                    }
                    for (int c = 0; c < parameters; c++) {
                        moved[k][l][c] += factor * second * point.row[s][c];
                    }
                }
            }
        }
        double[] mean = new double[parameters];
        double[][] added = new double[parameters][parameters];
        for (int k = 0; k < ORBIT; k++) {
            for (int l = 0; l <= k; l++) {
                double[] gained = new double[parameters];
                for (int i = 0; i < parameters; i++) {
                    for (int j = 0; j < parameters; j++) {
                        gained[i] += posterior[i][j] * moved[k][l][j];
                    }
                    mean[i] += k == l ? 0.5 * gained[i] : 0;
                }
                outer(added, gained, k == l ? 0.5 : 1);
            }
        }
        outer(added, mean, 1);
        for (int i = 0; i < parameters; i++) {
            for (int j = 0; j < parameters; j++) {
                posterior[i][j] += added[i][j];
            }
        }
    }

    private static void outer(double[][] sum, double[] v, double factor) {
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                sum[i][j] += factor * v[i] * v[j];
            }
        }
    }
}

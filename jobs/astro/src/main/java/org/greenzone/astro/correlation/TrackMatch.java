package org.greenzone.astro.correlation;

import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;

/**
 * How well a track and a prior orbit agree.
 *
 * @param mahalanobisSquared squared distance of the track from the prior in the directions that the track observes
 * @param degreesOfFreedom number of these directions
 * @param logVolume logarithm of the ratio of the determinants of innovation and noise: how much the prior leaves open
 * @param newObjectLogVolume the same for an object of which nothing is known but that it is near and moves like a satellite
 * @param misfit twice the logarithm of likelihood that the scatter about the fit costs: enlarged sigmas, outliers
 */
public record TrackMatch(
        double mahalanobisSquared, int degreesOfFreedom, double logVolume, double newObjectLogVolume, double misfit) {
    /** Chi-squared quantiles at 1 - 1e-4 for 1 to 8 degrees of freedom. */
    private static final double[] AGREEMENT = {15.14, 18.42, 21.11, 23.51, 25.74, 27.86, 29.88, 31.83};

    /** A squared distance beyond which no number of degrees of freedom agrees. */
    static final double WIDEST_AGREEMENT = AGREEMENT[AGREEMENT.length - 1];

    private static final int ORBIT = 7;
    /** A direction counts as observed where the track is about half as good as the prior ... */
    private static final double OBSERVED = 0.3;
    /** ... or a tenth as good as in its best direction; where sigmas are wrong, weaker ones are their noise. */
    private static final double OBSERVED_OF_BEST = 0.01;
    /** Up to this factor a site may state its sigmas too small; beyond, residuals count as distance. */
    private static final double LARGEST_SCALE = 3;
    /** Spread of the unknown objects in the view of a radar: position m, velocity m/s, ballistic coefficient m2/kg. */
    private static final double[] NEW_OBJECT = {500_000, 500_000, 500_000, 3_000, 3_000, 3_000, 0.1};

    /** Whether track and prior may be of one object: one true pair in ten thousand fails this. */
    public boolean agrees() {
        return degreesOfFreedom > 0
                && mahalanobisSquared <= AGREEMENT[Math.min(degreesOfFreedom, AGREEMENT.length) - 1];
    }

    /** Distance over the square root of the degrees of freedom: about 1 where they agree. */
    public double mahalanobis() {
        return degreesOfFreedom == 0 ? 0 : Math.sqrt(mahalanobisSquared / degreesOfFreedom);
    }

    /**
     * The match at the solution: with N = A^T W A in whitened deviates, eigenvalues D and innovations y (linear about the solution), the
     * track alone would move the prior by c / D along each direction, c = V^T A^T W y, with variance 1 + 1 / D.
     */
    static TrackMatch of(
            TrackLinearisation point,
            TrackObservations observations,
            double[] weight,
            double[] scale,
            double[] deviates,
            double misfit) {
        int n = point.parameters();
        double[][] information = new double[n][n];
        double[][] scaled = new double[n][n];
        double[] gradient = new double[n];
        for (int s = 0; s < weight.length; s++) {
            if (weight[s] == 0) {
                continue;
            }
            double[] row = point.row[s];
            double innovation = point.residual[s];
            for (int c = 0; c < n; c++) {
                innovation += row[c] * deviates[c];
            }
            double excess = Math.max(1, scale[observations.kind(s).ordinal()] / LARGEST_SCALE);
            double capped = weight[s] * excess * excess;
            for (int i = 0; i < n; i++) {
                gradient[i] += capped * row[i] * innovation;
                for (int j = 0; j < n; j++) {
                    information[i][j] += capped * row[i] * row[j];
                    scaled[i][j] += weight[s] * row[i] * row[j];
                }
            }
        }
        double[][] directions = new double[n][n];
        double[] values = SymmetricMatrix.eigen(information, directions);
        double best = 0;
        for (double value : values) {
            best = Math.max(best, value);
        }
        double distance = 0;
        int observed = 0;
        for (int k = 0; k < n; k++) {
            if (values[k] > Math.min(OBSERVED, OBSERVED_OF_BEST * best)) {
                double along = 0;
                for (int c = 0; c < n; c++) {
                    along += directions[c][k] * gradient[c];
                }
                distance += along * along / (values[k] * (1 + values[k]));
                observed++;
            }
        }
        return new TrackMatch(distance, observed, logVolume(scaled), newObject(point, scaled), misfit);
    }

    private static double logVolume(double[][] information) {
        double[][] sum = new double[information.length][];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = information[i].clone();
            sum[i][i] += 1;
        }
        return SymmetricMatrix.logDeterminant(SymmetricMatrix.cholesky(sum));
    }

    /** The information in the deviates of the prior, seen in those of a new object: K^T I K with K = M^-1 diag(spread). */
    private static double newObject(TrackLinearisation point, double[][] information) {
        double[][] spread = new double[ORBIT][ORBIT];
        for (int i = 0; i < ORBIT; i++) {
            spread[i][i] = NEW_OBJECT[i];
        }
        double[][] orbit = SymmetricMatrix.solveGeneral(point.stateByDeviates, spread);
        int n = information.length;
        double[][] transposed = new double[n][n];
        for (int i = 0; i < n; i++) {
            transposed[i][i] = 1;
            for (int j = 0; j < ORBIT && i < ORBIT; j++) {
                transposed[i][j] = orbit[j][i];
            }
        }
        return logVolume(SymmetricMatrix.congruence(transposed, information));
    }
}

package org.greenzone.astro.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * The biases of a site as a normal distribution over its passes: mean and variance from pass to pass (a mixed model, Laird and Ware
 * 1982), by expectation-maximisation of the restricted likelihood. All in units of the bounds; the prior of the mean is standard
 * normal, so that what is not observed keeps the bound.
 */
final class BiasDistribution {
    private static final int BIASES = BiasKind.COUNT;
    private static final int ROUNDS = 60;
    /** Median of the absolute value of a normal deviate. */
    private static final double MEDIAN_NORMAL = 0.6745;

    /** Normal deviate beyond which a pass is cut: two-sided 5e-4. */
    private static final double CUT = 3.3;

    private double[] mean = new double[BIASES];
    private double[][] covariance = new double[BIASES][BIASES];
    private final double[] variance = new double[BIASES];

    BiasDistribution() {
        Arrays.fill(variance, 1);
    }

    double[] mean() {
        return mean;
    }

    /** Of the mean. */
    double[][] covariance() {
        return covariance;
    }

    /** From pass to pass. */
    double[] variance() {
        return variance;
    }

    /** Medians over the passes, each by itself: a start that a third of wrong passes does not move. */
    void startFromMedians(List<PassFit> passes) {
        double[][] estimate = new double[passes.size()][];
        double[][] spread = new double[passes.size()][BIASES];
        for (int p = 0; p < estimate.length; p++) {
            double[][] normal = copy(passes.get(p).information());
            for (int i = 0; i < BIASES; i++) {
                normal[i][i] += 1;
            }
            double[][] inverse = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(normal));
            estimate[p] = times(inverse, passes.get(p).gradient());
            for (int i = 0; i < BIASES; i++) {
                spread[p][i] = inverse[i][i];
            }
        }
        double[] start = new double[BIASES];
        for (int i = 0; i < BIASES; i++) {
            int kind = i;
            start[i] = median(estimate.length, p -> estimate[p][kind], p -> 1 / spread[p][kind]);
            double middle = start[i];
            double typical = median(estimate.length, p -> spread[p][kind], p -> 1);
            double ratio = median(
                            estimate.length,
                            p -> Math.abs(estimate[p][kind] - middle) / Math.sqrt(spread[p][kind]),
                            p -> 1)
                    / MEDIAN_NORMAL;
            // Never below what a pass leaves open: too large a start shrinks fast, too small a one grows slowly.
            variance[i] = Math.min(1, Math.max(1, ratio * ratio) * typical);
        }
        mean = start;
    }

    /** The passes that the distribution explains; at least half of them. */
    List<PassFit> explained(List<PassFit> passes) {
        record Judged(PassFit pass, double excess) {}
        List<Judged> judged = new ArrayList<>();
        for (PassFit pass : passes) {
            judged.add(new Judged(pass, excess(pass)));
        }
        judged.sort(Comparator.comparingDouble(Judged::excess)
                .thenComparing(j -> j.pass().pass().trackId()));
        List<PassFit> kept = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            if (2 * i < judged.size() || judged.get(i).excess() <= CUT) {
                kept.add(judged.get(i).pass());
            }
        }
        kept.sort(Comparator.comparingLong((PassFit f) -> f.pass().endMicros())
                .thenComparing(f -> f.pass().trackId()));
        return kept;
    }

    /** Distance of a pass as a normal deviate (Wilson and Hilferty 1931), in the directions that it observes. */
    private double excess(PassFit pass) {
        double[][] vectors = new double[BIASES][BIASES];
        double[] values = SymmetricMatrix.eigen(copy(pass.information()), vectors);
        double[] rest = rest(pass);
        List<double[]> seen = new ArrayList<>();
        for (int k = 0; k < BIASES; k++) {
            if (values[k] > 1) {
                double[] direction = new double[BIASES];
                for (int i = 0; i < BIASES; i++) {
                    direction[i] = vectors[i][k];
                }
                seen.add(direction);
            }
        }
        int n = seen.size();
        if (n == 0) {
            return 0;
        }
        double[][] spread = copy(pass.information());
        double[][] bias = copy(covariance);
        for (int i = 0; i < BIASES; i++) {
            bias[i][i] += variance[i];
        }
        double[][] moved = SymmetricMatrix.congruence(pass.information(), bias);
        double[][] inside = new double[n][n];
        double[] off = new double[n];
        for (int a = 0; a < n; a++) {
            off[a] = PassFit.dot(seen.get(a), rest);
            for (int b = 0; b < n; b++) {
                double sum = 0;
                for (int i = 0; i < BIASES; i++) {
                    for (int j = 0; j < BIASES; j++) {
                        sum += seen.get(a)[i] * (spread[i][j] + moved[i][j]) * seen.get(b)[j];
                    }
                }
                inside[a][b] = sum;
            }
        }
        SymmetricMatrix.symmetrize(inside);
        double distance = 0;
        for (double x : SymmetricMatrix.forward(SymmetricMatrix.flooredCholesky(inside), off)) {
            distance += x * x;
        }
        double ninth = 2.0 / (9 * n);
        return (Math.cbrt(distance / n) - 1 + ninth) / Math.sqrt(ninth);
    }

    private double[] rest(PassFit pass) {
        double[] rest = times(pass.information(), mean);
        for (int i = 0; i < BIASES; i++) {
            rest[i] = pass.gradient()[i] - rest[i];
        }
        return rest;
    }

    /**
     * The mean, and the variance where there are enough passes; else the variance is zero.
     *
     * @param passes in a fixed order
     */
    void estimate(List<PassFit> passes) {
        boolean scatters = passes.size() >= SiteCalibration.FEWEST_PASSES;
        if (!scatters) {
            Arrays.fill(variance, 0);
        }
        for (int round = 0; round < (scatters ? ROUNDS : 1); round++) {
            double[][][] gain = new double[passes.size()][][];
            double[][] sum = new double[BIASES][BIASES];
            double[] right = new double[BIASES];
            for (int p = 0; p < gain.length; p++) {
                gain[p] = gain(passes.get(p).information());
                double[][] weight =
                        SymmetricMatrix.product(gain[p], passes.get(p).information());
                double[] weighted = times(gain[p], passes.get(p).gradient());
                for (int i = 0; i < BIASES; i++) {
                    right[i] += weighted[i];
                    for (int j = 0; j < BIASES; j++) {
                        sum[i][j] += weight[i][j];
                    }
                }
            }
            for (int i = 0; i < BIASES; i++) {
                sum[i][i] += 1;
            }
            SymmetricMatrix.symmetrize(sum);
            covariance = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(sum));
            mean = times(covariance, right);
            if (scatters) {
                maximise(passes, gain);
            }
        }
    }

    /** (1 + information variance)^-1. */
    private double[][] gain(double[][] information) {
        double[][] sum = new double[BIASES][BIASES];
        double[][] identity = new double[BIASES][BIASES];
        for (int i = 0; i < BIASES; i++) {
            identity[i][i] = 1;
            for (int j = 0; j < BIASES; j++) {
                sum[i][j] = information[i][j] * variance[j] + (i == j ? 1 : 0);
            }
        }
        return SymmetricMatrix.solveGeneral(sum, identity);
    }

    /** Variance as the mean square of the deviations of the passes, with what is not known of each. */
    private void maximise(List<PassFit> passes, double[][][] gain) {
        double[] squares = new double[BIASES];
        for (int p = 0; p < gain.length; p++) {
            double[] scaled = times(gain[p], rest(passes.get(p)));
            double[][] weight = SymmetricMatrix.product(gain[p], passes.get(p).information());
            double[][] ofMean = SymmetricMatrix.congruence(weight, covariance);
            for (int i = 0; i < BIASES; i++) {
                double deviation = variance[i] * scaled[i];
                squares[i] +=
                        deviation * deviation + variance[i] * gain[p][i][i] + variance[i] * variance[i] * ofMean[i][i];
            }
        }
        for (int i = 0; i < BIASES; i++) {
            variance[i] = Math.min(1, squares[i] / gain.length);
        }
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = PassFit.dot(matrix[i], vector);
        }
        return product;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** Weighted median. */
    private static double median(int size, IntToDoubleFunction value, IntToDoubleFunction weight) {
        double[][] pairs = new double[size][];
        double total = 0;
        for (int p = 0; p < size; p++) {
            pairs[p] = new double[] {value.applyAsDouble(p), weight.applyAsDouble(p)};
            total += pairs[p][1];
        }
        Arrays.sort(
                pairs, Comparator.comparingDouble((double[] pair) -> pair[0]).thenComparingDouble(pair -> pair[1]));
        double passed = 0;
        for (double[] pair : pairs) {
            passed += pair[1];
            if (2 * passed >= total) {
                return pair[0];
            }
        }
        throw new IllegalStateException("the median of nothing");
    }
}

package org.greenzone.astro.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
            estimate[p] = SymmetricMatrix.product(inverse, passes.get(p).gradient());
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
            off[a] = SymmetricMatrix.dot(seen.get(a), rest);
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
        double[] rest = SymmetricMatrix.product(pass.information(), mean);
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
        Weights weights = new Weights(passes);
        for (int round = 0; round < (scatters ? ROUNDS : 1); round++) {
            weights.weigh(variance);
            double[][] sum = weights.sum();
            covariance = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(sum));
            mean = SymmetricMatrix.product(covariance, weights.right());
            if (scatters) {
                weights.maximise(mean, covariance, variance);
            }
        }
    }

    /**
     * What each pass says of the mean when its own bias has a variance: with the information I of the pass and the deviations S from pass to pass, M = 1 + S I S,
     * the gain is (1 + I S^2)^-1 = S^-1 M^-1 S and the weight W = gain I = S^-1 (M^-1 S I S) S^-1. Kinds of bias of which no pass says anything are left out: nothing changes
     * for them.
     */
    private static final class Weights {
        /** Below it a deviation is none: a millionth of what a rigid pass has. */
        private static final double LEAST_DEVIATION = 1e-12;

        private final List<PassFit> passes;
        private final int[] kinds;
        private final int n;
        private final double[] information;
        private final double[] gradient;
        private final double[] inverse;
        private final double[] weight;
        private final double[] deviation;
        private final double[] scaled;
        private final double[] lower;

        Weights(List<PassFit> passes) {
            this.passes = passes;
            kinds = IntStream.range(0, BIASES)
                    .filter(i -> passes.stream().anyMatch(p -> p.information()[i][i] != 0))
                    .toArray();
            n = kinds.length;
            information = new double[passes.size() * n * n];
            gradient = new double[passes.size() * n];
            inverse = new double[information.length];
            weight = new double[information.length];
            deviation = new double[n];
            scaled = new double[n * n];
            lower = new double[n * n];
            for (int p = 0; p < passes.size(); p++) {
                for (int i = 0; i < n; i++) {
                    gradient[p * n + i] = passes.get(p).gradient()[kinds[i]];
                    for (int j = 0; j < n; j++) {
                        information[(p * n + i) * n + j] = passes.get(p).information()[kinds[i]][kinds[j]];
                    }
                }
            }
        }

        /** Inverse of M and weight of each pass. */
        void weigh(double[] variance) {
            for (int i = 0; i < n; i++) {
                deviation[i] = Math.max(LEAST_DEVIATION, Math.sqrt(variance[kinds[i]]));
            }
            for (int p = 0; p < passes.size(); p++) {
                int at = p * n * n;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        scaled[i * n + j] = deviation[i] * information[at + i * n + j] * deviation[j];
                    }
                }
                invert(at);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        double product = 0;
                        for (int k = 0; k < n; k++) {
                            product += inverse[at + i * n + k] * scaled[k * n + j];
                        }
                        product /= deviation[i] * deviation[j];
                        weight[at + i * n + j] = product;
                        weight[at + j * n + i] = product;
                    }
                }
            }
        }

        /** Inverse of 1 + {@link #scaled}: of its Cholesky factor L, then L^-T L^-1. */
        private void invert(int at) {
            for (int j = 0; j < n; j++) {
                double diagonal = scaled[j * n + j] + 1;
                for (int k = 0; k < j; k++) {
                    diagonal -= lower[j * n + k] * lower[j * n + k];
                }
                // The reciprocals of the diagonal stand in its place.
                double reciprocal = 1 / Math.sqrt(diagonal);
                lower[j * n + j] = reciprocal;
                for (int i = j + 1; i < n; i++) {
                    double sum = scaled[i * n + j];
                    for (int k = 0; k < j; k++) {
                        sum -= lower[i * n + k] * lower[j * n + k];
                    }
                    lower[i * n + j] = sum * reciprocal;
                }
            }
            for (int j = 0; j < n; j++) {
                for (int i = j + 1; i < n; i++) {
                    double sum = 0;
                    for (int k = j; k < i; k++) {
                        sum -= lower[i * n + k] * lower[k * n + j];
                    }
                    lower[i * n + j] = sum * lower[i * n + i];
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int k = i; k < n; k++) {
                        sum += lower[k * n + i] * lower[k * n + j];
                    }
                    inverse[at + i * n + j] = sum;
                    inverse[at + j * n + i] = sum;
                }
            }
        }

        /** Information of all passes on the mean, that of its prior included. */
        double[][] sum() {
            double[][] sum = new double[BIASES][BIASES];
            for (int i = 0; i < BIASES; i++) {
                sum[i][i] = 1;
            }
            for (int p = 0; p < passes.size(); p++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        sum[kinds[i]][kinds[j]] += weight[(p * n + i) * n + j];
                    }
                }
            }
            return sum;
        }

        /** Sum of gain times gradient. */
        double[] right() {
            double[] right = new double[BIASES];
            double[] weighted = new double[n];
            for (int p = 0; p < passes.size(); p++) {
                gain(p, i -> gradient[i], weighted);
                for (int i = 0; i < n; i++) {
                    right[kinds[i]] += weighted[i];
                }
            }
            return right;
        }

        private void gain(int p, IntToDoubleFunction vector, double[] out) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += inverse[(p * n + i) * n + k] * deviation[k] * vector.applyAsDouble(p * n + k);
                }
                out[i] = sum / deviation[i];
            }
        }

        /** Variance as the mean square of the deviations of the passes, with what is not known of each. */
        void maximise(double[] mean, double[][] covariance, double[] variance) {
            double[] squares = new double[n];
            double[] moved = new double[n];
            double[] rest = new double[passes.size() * n];
            for (int p = 0; p < passes.size(); p++) {
                for (int i = 0; i < n; i++) {
                    double sum = gradient[p * n + i];
                    for (int k = 0; k < n; k++) {
                        sum -= information[(p * n + i) * n + k] * mean[kinds[k]];
                    }
                    rest[p * n + i] = sum;
                }
                gain(p, i -> rest[i], moved);
                for (int i = 0; i < n; i++) {
                    int row = (p * n + i) * n;
                    double ofMean = 0;
                    for (int j = 0; j < n; j++) {
                        double sum = 0;
                        for (int k = 0; k < n; k++) {
                            sum += covariance[kinds[j]][kinds[k]] * weight[row + k];
                        }
                        ofMean += weight[row + j] * sum;
                    }
                    double v = variance[kinds[i]];
                    squares[i] += v * v * moved[i] * moved[i] + v * inverse[row + i] + v * v * ofMean;
                }
            }
            for (int i = 0; i < n; i++) {
                variance[kinds[i]] = Math.min(1, squares[i] / passes.size());
            }
        }
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

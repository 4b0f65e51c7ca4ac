package org.greenzone.astro.correlation;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.TrackLinearisation.Coordinates;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Weighted least squares of one track with a prior orbit: Gauss-Newton on seven parameters and the shared range error, each
 * observation judged for itself.
 *
 * <p>First all observations that the prior does not forbid, then weights after Huber (1981), then a cut at 3.5 robust sigmas (median of
 * the absolute residuals, never below the stated sigma), repeated until the set stands. A kind whose residuals are
 * significantly larger than stated gets its sigma enlarged to them, never reduced. The covariance gets the second-order
 * part that a straight line through a curved measurement leaves out (Gelb 1974, 6.1): a range that is known to metres and a
 * direction that is known to a degree make a bowl, not an ellipsoid.
 *
 * <p>Deterministic. Not thread-safe.
 */
public final class TrackFit {
    /** The outcome. */
    public sealed interface Result {}

    /**
     * A fit.
     *
     * @param state at the instant of the prior
     * @param covariance 7 x 7, GCRF state and ballistic coefficient
     * @param used scalar observations used
     * @param rejected scalar observations rejected
     * @param weightedRms of residual over stated sigma of those used
     * @param rmsByKind rms of the used residuals by label of the kind
     * @param match how well track and prior agree
     */
    public record Fitted(
            OrbitalState state,
            double[][] covariance,
            int used,
            int rejected,
            double weightedRms,
            Map<String, Double> rmsByKind,
            TrackMatch match)
            implements Result {}

    /** No fit, and why, in one line. */
    public record Failed(String reason) implements Result {}

    private static final int ORBIT = 7;
    private static final int ITERATIONS = 20;
    private static final int ROBUST_ITERATIONS = 8;
    private static final int CUT_ROUNDS = 10;
    private static final int HALVINGS = 8;
    /** Squared length of the last step in posterior sigmas. */
    private static final double CONVERGED = 1e-6;

    private static final double PRIOR_GATE_SIGMAS = 10;
    private static final double HUBER = 1.5;
    private static final double CUT_SIGMAS = 3.5;
    /** Median of the absolute value of a normal deviate. */
    private static final double MEDIAN_NORMAL = 0.6745;

    private static final int SMALLEST_SAMPLE_FOR_SCALE = 5;
    private static final double OUTLIER_COST = CUT_SIGMAS * CUT_SIGMAS;
    private static final int EFFECTIVE_SAMPLE = 20;

    private final OrbitPropagator propagator;
    private final PhysicalData data;

    public TrackFit(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
    }

    /** Twice the logarithm of likelihood that so many outliers cost. */
    static double outlierCost(int rejected) {
        return OUTLIER_COST * Math.min(rejected, EFFECTIVE_SAMPLE);
    }

    /** Twice the logarithm of likelihood that an enlarged sigma costs; neighbouring measurements are not independent. */
    static double scaleCost(double scale, int count) {
        return 2 * Math.min(count, EFFECTIVE_SAMPLE) * Math.log(scale);
    }

    /** Fits a track to a prior that was propagated to an instant near the track. */
    public Result fit(PredictedOrbit prior, TrackObservations observations) {
        return fit(prior, observations, Double.POSITIVE_INFINITY);
    }

    /**
     * As {@link #fit(PredictedOrbit, TrackObservations)}, for who wants to know only of a track that agrees.
     *
     * @param hopeless squared distance from the prior, after the robust weights, beyond which the fit is given up; the
     *     {@link TrackMatch} would be no less
     */
    public Result fit(PredictedOrbit prior, TrackObservations observations, double hopeless) {
        return fit(prior, observations, Coordinates.ELEMENTS, hopeless);
    }

    /** Fits a track to a prior that only bounds position and velocity. */
    public Result fitBounded(PredictedOrbit bound, TrackObservations observations) {
        return fit(bound, observations, Coordinates.CARTESIAN, Double.POSITIVE_INFINITY);
    }

    private Result fit(PredictedOrbit prior, TrackObservations observations, Coordinates coordinates, double hopeless) {
        if (observations.size() == 0) {
            return new Failed("the track measures nothing");
        }
        try {
            TrackLinearisation point = new TrackLinearisation(
                    propagator, data.leapSeconds(), data.gravity().mu(), prior, observations, coordinates);
            return new Solution(point, observations, hopeless).run();
        } catch (ArithmeticException singular) {
            return new Failed("singular: " + singular.getMessage());
        }
    }

    /** The state of one fit. */
    private static final class Solution {
        private final TrackLinearisation point;
        private final TrackObservations observations;
        private final double hopeless;
        private final int parameters;
        private final double[] weight;
        private final double[] gate = new double[TrackObservations.KINDS];
        private final double[] scale = new double[TrackObservations.KINDS];
        private double[] deviates;
        private double[][] normal;

        Solution(TrackLinearisation point, TrackObservations observations, double hopeless) {
            this.hopeless = hopeless;
            this.point = point;
            this.observations = observations;
            this.parameters = point.parameters();
            this.weight = new double[observations.size()];
            this.deviates = new double[parameters];
            this.normal = new double[parameters][parameters];
            Arrays.fill(scale, 1);
        }

        Result run() {
            if (!point.evaluate(deviates)) {
                return new Failed("the prior orbit does not last over the track");
            }
            weighByPrior();
            boolean converged = iterate(ITERATIONS);
            for (int i = 0; i < ROBUST_ITERATIONS; i++) {
                weighAfterHuber();
                if (iterate(1)) {
                    break;
                }
            }
            double distance = 0;
            for (double x : deviates) {
                distance += x * x;
            }
            if (distance > hopeless) {
                return new Failed("too far from the prior");
            }
            int used = cut();
            for (int round = 0; round < CUT_ROUNDS; round++) {
                converged = iterate(ITERATIONS);
                int before = Arrays.hashCode(weight);
                used = cut();
                if (Arrays.hashCode(weight) == before) {
                    break;
                }
            }
            if (!converged) {
                converged = iterate(ITERATIONS);
            }
            if (!converged) {
                return new Failed("least squares did not converge");
            }
            if (2 * used < observations.size()) {
                return new Failed("more than half of the measurements are outliers (" + (observations.size() - used)
                        + " of " + observations.size() + ")");
            }
            return result(used);
        }

        /** Equal trust in all that the prior allows; in all at all where it forbids most. */
        private void weighByPrior() {
            int forbidden = 0;
            for (int s = 0; s < weight.length; s++) {
                double sigma = observations.sigma(s);
                double variance = sigma * sigma;
                for (double x : point.row[s]) {
                    variance += x * x;
                }
                boolean far = Math.abs(point.residual[s]) > PRIOR_GATE_SIGMAS * Math.sqrt(variance);
                forbidden += far ? 1 : 0;
                weight[s] = far ? 0 : 1 / (sigma * sigma);
            }
            if (2 * forbidden > weight.length) {
                for (int s = 0; s < weight.length; s++) {
                    weight[s] = 1 / (observations.sigma(s) * observations.sigma(s));
                }
            }
        }

        private void weighAfterHuber() {
            robustScale();
            for (int s = 0; s < weight.length; s++) {
                double sigma = observations.sigma(s) * gate[observations.kind(s).ordinal()];
                double ratio = Math.abs(point.residual[s]) / sigma;
                weight[s] = (ratio > HUBER ? HUBER / ratio : 1) / (sigma * sigma);
            }
        }

        /** Median of the absolute residuals of each kind in stated sigmas, at least one. */
        private void robustScale() {
            for (Kind kind : Kind.values()) {
                double[] ratios = new double[weight.length];
                int n = 0;
                for (int s = 0; s < weight.length; s++) {
                    if (observations.kind(s) == kind) {
                        ratios[n++] = Math.abs(point.residual[s]) / observations.sigma(s);
                    }
                }
                double robust = 1;
                if (n >= SMALLEST_SAMPLE_FOR_SCALE) {
                    double[] sorted = Arrays.copyOf(ratios, n);
                    Arrays.sort(sorted);
                    robust = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]) / MEDIAN_NORMAL;
                }
                gate[kind.ordinal()] = Math.max(1, robust);
            }
        }

        /** Cuts outliers and enlarges sigmas that are significantly too small; how many are used. */
        private int cut() {
            robustScale();
            int used = 0;
            double[] squares = new double[TrackObservations.KINDS];
            int[] count = new int[TrackObservations.KINDS];
            for (int s = 0; s < weight.length; s++) {
                int kind = observations.kind(s).ordinal();
                double ratio = Math.abs(point.residual[s]) / observations.sigma(s);
                if (ratio <= CUT_SIGMAS * gate[kind]) {
                    squares[kind] += ratio * ratio;
                    count[kind]++;
                    used++;
                }
            }
            for (int kind = 0; kind < scale.length; kind++) {
                double mean = count[kind] > 0 ? squares[kind] / count[kind] : 0;
                boolean significant =
                        count[kind] >= SMALLEST_SAMPLE_FOR_SCALE && mean > 1 + 2 * Math.sqrt(2.0 / count[kind]);
                // Rounded to 1 in 1000, so that the repetition comes to rest.
                scale[kind] = significant ? Math.rint(1000 * Math.sqrt(mean)) / 1000 : 1;
            }
            for (int s = 0; s < weight.length; s++) {
                int kind = observations.kind(s).ordinal();
                double sigma = observations.sigma(s);
                boolean kept = Math.abs(point.residual[s]) / sigma <= CUT_SIGMAS * gate[kind];
                weight[s] = kept ? 1 / (sigma * sigma * scale[kind] * scale[kind]) : 0;
            }
            return used;
        }

        private double cost(double[] at) {
            double sum = 0;
            for (double x : at) {
                sum += x * x;
            }
            for (int s = 0; s < weight.length; s++) {
                sum += weight[s] * point.residual[s] * point.residual[s];
            }
            return sum;
        }

        /** Gauss-Newton with halved steps where the cost would grow; whether it came to rest. */
        private boolean iterate(int most) {
            for (int i = 0; i < most; i++) {
                assemble();
                double[] gradient = new double[parameters];
                for (int c = 0; c < parameters; c++) {
                    gradient[c] = -deviates[c];
                }
                for (int s = 0; s < weight.length; s++) {
                    double factor = weight[s] * point.residual[s];
                    for (int c = 0; c < parameters; c++) {
                        gradient[c] += factor * point.row[s][c];
                    }
                }
                double[] step = SymmetricMatrix.solve(SymmetricMatrix.flooredCholesky(normal), gradient);
                double length = 0;
                for (int c = 0; c < parameters; c++) {
                    length += step[c] * gradient[c];
                }
                double before = cost(deviates);
                double[] start = deviates;
                double part = 1;
                boolean better = false;
                for (int h = 0; h <= HALVINGS && !better; h++, part *= 0.5) {
                    double[] next = new double[parameters];
                    for (int c = 0; c < parameters; c++) {
                        next[c] = start[c] + part * step[c];
                    }
                    better = point.evaluate(next) && cost(next) <= before + Math.max(CONVERGED, 1e-9 * before);
                    deviates = next;
                }
                if (!better) {
                    deviates = start;
                    if (!point.evaluate(start)) {
                        throw new ArithmeticException("the orbit was lost between two steps");
                    }
                    return length < CONVERGED;
                }
                if (length < CONVERGED) {
                    return true;
                }
            }
            return false;
        }

        private void assemble() {
            double[][] sum = new double[parameters][parameters];
            for (int s = 0; s < weight.length; s++) {
                if (weight[s] == 0) {
                    continue;
                }
                double[] row = point.row[s];
                for (int i = 0; i < parameters; i++) {
                    double factor = weight[s] * row[i];
                    for (int j = 0; j <= i; j++) {
                        sum[i][j] += factor * row[j];
                    }
                }
            }
            for (int i = 0; i < parameters; i++) {
                sum[i][i] += 1;
                for (int j = 0; j < i; j++) {
                    sum[j][i] = sum[i][j];
                }
            }
            normal = sum;
        }

        private Result result(int used) {
            assemble();
            double[][] posterior = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(normal));
            Curvature.add(point, observations, weight, posterior);
            double[][] orbit = new double[ORBIT][];
            for (int i = 0; i < ORBIT; i++) {
                orbit[i] = Arrays.copyOf(posterior[i], ORBIT);
            }
            double[][] covariance = SymmetricMatrix.congruence(point.stateByDeviates, orbit);
            double[] squares = new double[TrackObservations.KINDS];
            int[] count = new int[TrackObservations.KINDS];
            double weighted = 0;
            for (int s = 0; s < weight.length; s++) {
                if (weight[s] > 0) {
                    int kind = observations.kind(s).ordinal();
                    squares[kind] += point.residual[s] * point.residual[s];
                    count[kind]++;
                    double ratio = point.residual[s] / observations.sigma(s);
                    weighted += ratio * ratio;
                }
            }
            Map<String, Double> rms = new TreeMap<>();
            double misfit = outlierCost(observations.size() - used);
            for (Kind kind : Kind.values()) {
                int n = count[kind.ordinal()];
                if (n > 0) {
                    rms.put(kind.label(), Math.sqrt(squares[kind.ordinal()] / n));
                    misfit += scaleCost(scale[kind.ordinal()], n);
                }
            }
            for (double[] line : covariance) {
                for (double x : line) {
                    if (!Double.isFinite(x)) {
                        return new Failed("the covariance is not finite");
                    }
                }
            }
            return new Fitted(
                    point.current(),
                    covariance,
                    used,
                    observations.size() - used,
                    Math.sqrt(weighted / Math.max(1, used)),
                    rms,
                    TrackMatch.of(point, observations, weight, scale, deviates, misfit));
        }
    }
}

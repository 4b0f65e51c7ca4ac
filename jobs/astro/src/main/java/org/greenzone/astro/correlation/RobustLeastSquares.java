package org.greenzone.astro.correlation;

import java.util.Arrays;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * Gauss-Newton on observations of which some are wrong and some worse than stated.
 *
 * <p>The parameters are standard normal deviates: the prior is the unit matrix about zero. First all observations that the
 * prior does not forbid, then weights after Huber (1981), then a cut at 3.5 robust sigmas (median of the absolute residuals of the
 * group, never below the stated sigma), repeated until the set stands. A group whose residuals are significantly larger than
 * stated gets its sigma enlarged to them, never reduced. Where there are several blocks (tracks), one of which more than half
 * is cut goes as a whole.
 *
 * <p>Deterministic. One object for one fit; not thread-safe.
 */
public final class RobustLeastSquares {
    /** What is fitted. */
    public interface Problem {
        int parameters();

        /** Number of scalar observations. */
        int size();

        /** Computes residuals at a point; whether there is an orbit there. */
        boolean evaluate(double[] deviates);

        /** Makes the point evaluated last that of the partials; residuals may change by what the expansion leaves out. */
        void linearise();

        /** Observed minus predicted at the point evaluated last. */
        double residual(int scalar);

        /** Partials of the predicted scalar by the deviates at the point linearised last; not to be written. */
        double[] partials(int scalar);

        /** One sigma as stated. */
        double sigma(int scalar);

        /** Observations whose sigmas are wrong by one factor; from 0. */
        int group(int scalar);

        /** Observations that may be wrong together (a track), from 0. */
        int block(int scalar);
    }

    /** The outcome. */
    public sealed interface Outcome {}

    /**
     * The fit came to rest; the problem stands at this point.
     *
     * @param weight of each scalar: one over the variance used, 0 where rejected
     * @param scale of the stated sigma, by group
     * @param normal matrix at the point, prior included
     * @param used scalar observations used
     */
    public record Converged(double[] deviates, double[] weight, double[] scale, double[][] normal, int used)
            implements Outcome {}

    /** No fit, and why, in one line. */
    public record Stopped(String reason) implements Outcome {}

    /** When to end. */
    public static final class Limits {
        /** Squared length of the last step in posterior sigmas. */
        private final double converged;
        /** The same of a step that does not lead down: partials are not exact, and further steps would creep. */
        private final double creeping;

        private final double hopeless;

        private Limits(double converged, double creeping, double hopeless) {
            this.converged = converged;
            this.creeping = creeping;
            this.hopeless = hopeless;
        }

        /**
         * Of one track: a thousandth of a sigma.
         *
         * @param hopeless squared distance from the prior, after the robust weights, beyond which the fit is given up
         */
        static Limits ofTrack(double hopeless) {
            return new Limits(1e-6, 1e-6, hopeless);
        }

        /**
         * Of an arc of days: a hundredth of a sigma; the step of the integration follows the point and moves it by less. Where the tracks leave
         * kilometres open, the partials of the coarser field are too rough for that: 0.3 sigma.
         */
        public static Limits ofArc() {
            return new Limits(1e-4, 0.1, Double.POSITIVE_INFINITY);
        }
    }

    private static final int ITERATIONS = 20;
    private static final int ROBUST_ITERATIONS = 8;
    private static final int CUT_ROUNDS = 10;
    /**
     * Tried one after the other where a step does not lead down: as if the prior were so many times narrower about the point (Marquardt
     * 1963).
     */
    private static final double[] DAMPINGS = {0, 1, 10, 100, 1e3, 1e4, 1e6, 1e8};

    private static final double PRIOR_GATE_SIGMAS = 10;
    private static final double HUBER = 1.5;
    static final double CUT_SIGMAS = 3.5;
    /** Median of the absolute value of a normal deviate. */
    private static final double MEDIAN_NORMAL = 0.6745;

    private static final int SMALLEST_SAMPLE_FOR_SCALE = 5;

    private final Problem problem;
    private final Limits limits;
    private final int parameters;
    private final double[] weight;
    private final int groups;
    private final int blocks;
    private final double[] gate;
    private final double[] scale;
    private double[] deviates;
    private double[][] normal;
    /** Place of the damping that was needed last. */
    private int damping;

    public RobustLeastSquares(Problem problem, Limits limits) {
        this.problem = problem;
        this.limits = limits;
        this.parameters = problem.parameters();
        this.weight = new double[problem.size()];
        int groupCount = 0;
        int blockCount = 0;
        for (int s = 0; s < weight.length; s++) {
            groupCount = Math.max(groupCount, problem.group(s) + 1);
            blockCount = Math.max(blockCount, problem.block(s) + 1);
        }
        this.groups = groupCount;
        this.blocks = blockCount;
        this.gate = new double[groups];
        this.scale = new double[groups];
        this.deviates = new double[parameters];
        this.normal = new double[parameters][parameters];
        Arrays.fill(scale, 1);
    }

    /**
     * Fits from a point.
     *
     * @throws ArithmeticException where the normal matrix is singular
     */
    public Outcome run(double[] startDeviates) {
        deviates = startDeviates.clone();
        if (!problem.evaluate(deviates)) {
            return new Stopped("the prior orbit does not last over the track");
        }
        problem.linearise();
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
        if (distance > limits.hopeless) {
            return new Stopped("too far from the prior");
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
            return new Stopped("least squares did not converge");
        }
        if (2 * used < weight.length) {
            return new Stopped("more than half of the measurements are outliers (" + (weight.length - used) + " of "
                    + weight.length + ")");
        }
        assemble();
        return new Converged(deviates, weight, scale, normal, used);
    }

    /** Equal trust in all that the prior allows; in all at all where it forbids most. */
    private void weighByPrior() {
        int forbidden = 0;
        for (int s = 0; s < weight.length; s++) {
            double sigma = problem.sigma(s);
            double variance = sigma * sigma;
            for (double x : problem.partials(s)) {
                variance += x * x;
            }
            boolean far = Math.abs(problem.residual(s)) > PRIOR_GATE_SIGMAS * Math.sqrt(variance);
            forbidden += far ? 1 : 0;
            weight[s] = far ? 0 : 1 / (sigma * sigma);
        }
        if (2 * forbidden > weight.length) {
            for (int s = 0; s < weight.length; s++) {
                weight[s] = 1 / (problem.sigma(s) * problem.sigma(s));
            }
        }
    }

    private void weighAfterHuber() {
        robustScale();
        for (int s = 0; s < weight.length; s++) {
            double sigma = problem.sigma(s) * gate[problem.group(s)];
            double ratio = Math.abs(problem.residual(s)) / sigma;
            weight[s] = (ratio > HUBER ? HUBER / ratio : 1) / (sigma * sigma);
        }
    }

    /** Median of the absolute residuals of each group in stated sigmas, at least one. */
    private void robustScale() {
        for (int group = 0; group < groups; group++) {
            double[] ratios = new double[weight.length];
            int n = 0;
            for (int s = 0; s < weight.length; s++) {
                if (problem.group(s) == group) {
                    ratios[n++] = Math.abs(problem.residual(s)) / problem.sigma(s);
                }
            }
            double robust = 1;
            if (n >= SMALLEST_SAMPLE_FOR_SCALE) {
                double[] sorted = Arrays.copyOf(ratios, n);
                Arrays.sort(sorted);
                robust = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]) / MEDIAN_NORMAL;
            }
            gate[group] = Math.max(1, robust);
        }
    }

    /** Cuts outliers and blocks of them, and enlarges sigmas that are significantly too small; how many are used. */
    private int cut() {
        robustScale();
        boolean[] kept = kept();
        int used = 0;
        double[] squares = new double[groups];
        int[] count = new int[groups];
        for (int s = 0; s < weight.length; s++) {
            if (kept[s]) {
                int group = problem.group(s);
                double ratio = Math.abs(problem.residual(s)) / problem.sigma(s);
                squares[group] += ratio * ratio;
                count[group]++;
                used++;
            }
        }
        for (int group = 0; group < groups; group++) {
            double mean = count[group] > 0 ? squares[group] / count[group] : 0;
            boolean significant =
                    count[group] >= SMALLEST_SAMPLE_FOR_SCALE && mean > 1 + 2 * Math.sqrt(2.0 / count[group]);
            // Rounded to 1 in 1000, so that the repetition comes to rest.
            scale[group] = significant ? Math.rint(1000 * Math.sqrt(mean)) / 1000 : 1;
        }
        for (int s = 0; s < weight.length; s++) {
            double sigma = problem.sigma(s);
            double enlarged = scale[problem.group(s)];
            weight[s] = kept[s] ? 1 / (sigma * sigma * enlarged * enlarged) : 0;
        }
        return used;
    }

    private boolean[] kept() {
        boolean[] kept = new boolean[weight.length];
        int[] keptOfBlock = new int[blocks];
        int[] ofBlock = new int[blocks];
        for (int s = 0; s < weight.length; s++) {
            kept[s] = Math.abs(problem.residual(s)) / problem.sigma(s) <= CUT_SIGMAS * gate[problem.group(s)];
            keptOfBlock[problem.block(s)] += kept[s] ? 1 : 0;
            ofBlock[problem.block(s)]++;
        }
        for (int s = 0; s < weight.length && blocks > 1; s++) {
            int block = problem.block(s);
            kept[s] = kept[s] && 2 * keptOfBlock[block] >= ofBlock[block];
        }
        return kept;
    }

    private double cost(double[] at) {
        double sum = 0;
        for (double x : at) {
            sum += x * x;
        }
        for (int s = 0; s < weight.length; s++) {
            sum += weight[s] * problem.residual(s) * problem.residual(s);
        }
        return sum;
    }

    /** Gauss-Newton, damped where the cost would grow; whether it came to rest. */
    private boolean iterate(int most) {
        for (int i = 0; i < most; i++) {
            assemble();
            double[] gradient = new double[parameters];
            for (int c = 0; c < parameters; c++) {
                gradient[c] = -deviates[c];
            }
            for (int s = 0; s < weight.length; s++) {
                double factor = weight[s] * problem.residual(s);
                for (int c = 0; c < parameters; c++) {
                    gradient[c] += factor * problem.partials(s)[c];
                }
            }
            double[] step = SymmetricMatrix.solve(SymmetricMatrix.flooredCholesky(normal), gradient);
            double length = 0;
            for (int c = 0; c < parameters; c++) {
                length += step[c] * gradient[c];
            }
            double before = cost(deviates);
            double[] start = deviates;
            boolean better = false;
            damping = length < limits.converged ? 0 : Math.max(0, damping - 1);
            while (!better && damping < DAMPINGS.length) {
                double[] move = damping == 0 ? step : damped(DAMPINGS[damping], gradient);
                double[] next = new double[parameters];
                for (int c = 0; c < parameters; c++) {
                    next[c] = start[c] + move[c];
                }
                better = problem.evaluate(next) && cost(next) <= before + Math.max(limits.converged, 1e-9 * before);
                if (better) {
                    deviates = next;
                    problem.linearise();
                } else {
                    damping = length < limits.creeping ? DAMPINGS.length : damping + 1;
                }
            }
            if (!better) {
                damping = 0;
                if (!problem.evaluate(start)) {
                    throw new ArithmeticException("the orbit was lost between two steps");
                }
                return length < limits.creeping;
            }
            if (length < limits.converged) {
                return true;
            }
        }
        return false;
    }

    private double[] damped(double by, double[] gradient) {
        double[][] narrower = new double[parameters][];
        for (int c = 0; c < parameters; c++) {
            narrower[c] = normal[c].clone();
            narrower[c][c] += by;
        }
        return SymmetricMatrix.solve(SymmetricMatrix.flooredCholesky(narrower), gradient);
    }

    private void assemble() {
        double[][] sum = new double[parameters][parameters];
        for (int s = 0; s < weight.length; s++) {
            if (weight[s] == 0) {
                continue;
            }
            double[] row = problem.partials(s);
            for (int i = 0; i < parameters; i++) {
                if (row[i] == 0) {
                    continue;
                }
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
}

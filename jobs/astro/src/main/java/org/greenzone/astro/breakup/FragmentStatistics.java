package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the orbits of fragments say of a breakup, in an inertial frame.
 *
 * @param gabbard apogee, perigee and period of each, by id
 * @param speeds distribution of the speeds against the parent at the epoch
 * @param meanDeltaVRtn mean velocity against the parent in radial, transverse, normal, m/s
 * @param sigmaDeltaVRtn standard deviations of the same
 * @param energy what such speeds speak for
 * @param energyLogOdds natural logarithm of the odds of that class against the next best
 */
public record FragmentStatistics(
        List<GabbardRow> gabbard,
        Speeds speeds,
        double[] meanDeltaVRtn,
        double[] sigmaDeltaVRtn,
        EnergyClass energy,
        double energyLogOdds) {

    private static final double EARTH_RADIUS = FragmentCloud.EARTH_RADIUS;
    private static final int LEAST_FOR_CLASS = 5;

    public FragmentStatistics {
        gabbard = List.copyOf(gabbard);
    }

    /**
     * A fragment at the epoch of the breakup.
     *
     * @param objectId the fragment
     * @param state inertial, m and m/s
     */
    public record FragmentState(String objectId, double[] state) {}

    /** One point pair of a Gabbard diagram: metres above 6378.137 km, seconds; osculating. */
    public record GabbardRow(String objectId, double apogeeMetres, double perigeeMetres, double periodSeconds) {}

    /** Speeds against the parent, m/s: number, mean, and quantiles (linear between the order statistics). */
    public record Speeds(int count, double mean, double p05, double median, double p95, double greatest) {
        static Speeds of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            return n == 0
                    ? new Speeds(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                    : new Speeds(
                            n,
                            Arrays.stream(sorted).average().orElseThrow(),
                            quantile(sorted, 0.05),
                            quantile(sorted, 0.5),
                            quantile(sorted, 0.95),
                            sorted[n - 1]);
        }
    }

    /**
     * What made fragments of such speeds. Log-normal, for fragments that are tracked: log10 A/M of -0.8 +- 0.4 through the relations of Johnson et al.
     * 2001 gives 150 m/s (0.54 in log10) for collisions and 49 m/s (0.41) for explosions; what is shed without either parts with
     * about 3 m/s (0.5, an assumption).
     */
    public enum EnergyClass {
        COLLISION(2.18, 0.54),
        EXPLOSION(1.69, 0.41),
        SHEDDING(0.5, 0.5),
        /** Too few speeds. */
        UNKNOWN(Double.NaN, Double.NaN);

        private final double mean;
        private final double sigma;

        EnergyClass(double mean, double sigma) {
            this.mean = mean;
            this.sigma = sigma;
        }

        private double logLikelihood(double[] speeds) {
            double sum = 0;
            for (double speed : speeds) {
                double u = (Math.log10(Math.max(0.01, speed)) - mean) / sigma;
                sum += -0.5 * u * u - Math.log(sigma);
            }
            return sum;
        }
    }

    /** Extent of fragments about the parent's place at one instant: half axes that hold 90 % in each of R, T, N, metres. */
    public record Extent(double radialMetres, double transverseMetres, double normalMetres) {}

    /** @param parentState at the same instant and in the same frame as the fragments */
    public static FragmentStatistics of(double[] parentState, List<FragmentState> fragments) {
        List<FragmentState> byId = fragments.stream()
                .sorted(Comparator.comparing(FragmentState::objectId))
                .toList();
        List<GabbardRow> rows = new ArrayList<>();
        double[] speeds = new double[byId.size()];
        double[] sum = new double[3];
        double[] squares = new double[3];
        int n = 0;
        for (FragmentState fragment : byId) {
            GabbardRow row = gabbard(fragment.objectId(), fragment.state());
            if (!Double.isNaN(row.periodSeconds())) {
                rows.add(row);
            }
            double[] deltaV = deltaVRtn(parentState, fragment.state());
            speeds[n++] = Vectors.norm(deltaV);
            for (int j = 0; j < 3; j++) {
                sum[j] += deltaV[j];
                squares[j] += deltaV[j] * deltaV[j];
            }
        }
        double[] mean = new double[3];
        double[] sigma = new double[3];
        for (int j = 0; j < 3; j++) {
            mean[j] = sum[j] / n;
            sigma[j] = Math.sqrt(Math.max(0, squares[j] / n - mean[j] * mean[j]));
        }
        EnergyClass best = EnergyClass.UNKNOWN;
        double odds = 0;
        if (n >= LEAST_FOR_CLASS) {
            List<EnergyClass> ordered =
                    List.of(EnergyClass.COLLISION, EnergyClass.EXPLOSION, EnergyClass.SHEDDING).stream()
                            .sorted(Comparator.comparingDouble((EnergyClass c) -> -c.logLikelihood(speeds)))
                            .toList();
            best = ordered.get(0);
            odds = best.logLikelihood(speeds) - ordered.get(1).logLikelihood(speeds);
        }
        return new FragmentStatistics(rows, Speeds.of(speeds), mean, sigma, best, odds);
    }

    /** The points of an object in a Gabbard diagram; NaN where it is not on an ellipse. */
    public static GabbardRow gabbard(String objectId, double[] state) {
        double[] v = Vectors.velocity(state);
        double r = Vectors.norm(state);
        double axis = 1 / (2 / r - Vectors.dot(v, v) / FragmentCloud.MU);
        double[] h = Vectors.cross(state, v);
        double ecc = Math.sqrt(Math.max(0, 1 - Vectors.dot(h, h) / (FragmentCloud.MU * axis)));
        return axis > 0
                ? new GabbardRow(
                        objectId,
                        axis * (1 + ecc) - EARTH_RADIUS,
                        axis * (1 - ecc) - EARTH_RADIUS,
                        2 * Math.PI * Math.sqrt(axis * axis * axis / FragmentCloud.MU))
                : new GabbardRow(objectId, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Velocity of a state against the parent's in the parent's radial, transverse, normal axes, m/s. */
    public static double[] deltaVRtn(double[] parentState, double[] state) {
        double[][] axes = axes(parentState);
        double[] deltaV = {state[3] - parentState[3], state[4] - parentState[4], state[5] - parentState[5]};
        return new double[] {Vectors.dot(deltaV, axes[0]), Vectors.dot(deltaV, axes[1]), Vectors.dot(deltaV, axes[2])};
    }

    /** State at the parent's place that leaves it so fast. */
    public static double[] withDeltaV(double[] parentState, double[] deltaVRtn) {
        double[][] axes = axes(parentState);
        double[] state = parentState.clone();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                state[3 + i] += deltaVRtn[j] * axes[j][i];
            }
        }
        return state;
    }

    /** Extent about the parent (as if it were whole) at one instant. */
    public static Extent extent(double[] parentState, List<FragmentState> fragments) {
        double[][] axes = axes(parentState);
        double[][] values = new double[3][fragments.size()];
        for (int i = 0; i < fragments.size(); i++) {
            double[] s = fragments.get(i).state();
            double[] offset = {s[0] - parentState[0], s[1] - parentState[1], s[2] - parentState[2]};
            for (int j = 0; j < 3; j++) {
                values[j][i] = Math.abs(Vectors.dot(offset, axes[j]));
            }
        }
        double[] half = new double[3];
        for (int j = 0; j < 3; j++) {
            Arrays.sort(values[j]);
            half[j] = quantile(values[j], 0.9);
        }
        return new Extent(half[0], half[1], half[2]);
    }

    /** Spread in slant range: between the 5 % and 95 % quantiles of the ranges (metres) that one site saw in one pass. */
    public static double slantRangeSpread(double[] rangesMetres) {
        double[] sorted = rangesMetres.clone();
        Arrays.sort(sorted);
        return quantile(sorted, 0.95) - quantile(sorted, 0.05);
    }

    private static double[][] axes(double[] state) {
        double[] radial = Vectors.unit(state);
        double[] normal = Vectors.normal(state);
        return new double[][] {radial, Vectors.cross(normal, radial), normal};
    }

    static double quantile(double[] sorted, double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = part * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(sorted.length - 1, low + 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}

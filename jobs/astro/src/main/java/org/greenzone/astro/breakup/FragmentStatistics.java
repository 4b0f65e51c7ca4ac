package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.physics.Vectors;

/**
 * What the orbits of fragments say of a breakup, in an inertial frame.
 *
 * @param gabbard apogee, perigee and period of each, by id
 * @param speeds distribution of the speeds against the parent at the epoch
 * @param meanDeltaVRtn mean velocity against the parent in radial, transverse, normal, m/s
 * @param sigmaDeltaVRtn standard deviations of the same
 */
public record FragmentStatistics(
        List<GabbardRow> gabbard, Speeds speeds, double[] meanDeltaVRtn, double[] sigmaDeltaVRtn) {

    private static final double EARTH_RADIUS = FragmentCloud.EARTH_RADIUS;

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
     * What made fragments, by their speeds against the parent.
     *
     * <p>The standard model (Johnson et al. 2001) gives pieces above 10 cm speeds with log10 of 2.01 +- 0.59 after collisions (median 103 m/s) and of 1.65 +- 0.41 after explosions (45 m/s); what is shed
     * without either parts with about 3 m/s (0.5 +- 0.5, an assumption).
     */
    public enum EnergyClass {
        COLLISION(2.01, 0.59),
        EXPLOSION(1.65, 0.41),
        SHEDDING(0.5, 0.5),
        /** Too few speeds. */
        UNKNOWN(Double.NaN, Double.NaN);

        private final double meanLogSpeed;
        private final double sigmaLogSpeed;

        EnergyClass(double meanLogSpeed, double sigmaLogSpeed) {
            this.meanLogSpeed = meanLogSpeed;
            this.sigmaLogSpeed = sigmaLogSpeed;
        }

        /** Mean of log10 of the speeds, m/s. */
        double meanLogSpeed() {
            return meanLogSpeed;
        }

        /** Standard deviation of log10 of the speeds. */
        double sigmaLogSpeed() {
            return sigmaLogSpeed;
        }
    }

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
        return new FragmentStatistics(rows, Speeds.of(speeds), mean, sigma);
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

    /** Between the quantiles that leave out so large a part of the values on each side; NaN of none. */
    static double width(double[] values, double partOutside) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return quantile(sorted, 1 - partOutside) - quantile(sorted, partOutside);
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

package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.dynamics.ProcessNoise;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * What the force model does not know, as unknowns of a fit over an arc: one kick of seven numbers for each gap between tracks.
 *
 * <p>The kicks are mapped to the epoch: there the walk of state and ballistic coefficient is a plain sum of kicks from the epoch
 * outward, to both sides. Each is standard normal deviates times the Cholesky factor of {@link ProcessNoise#atEpoch}. A least squares fit
 * with these unknowns is the smoother (Rauch, Tung and Striebel 1965) of the same noise, but for the walk of the radiation coefficient.
 * Tracks within ten minutes of each other share their kicks.
 */
final class ArcNoise {
    private static final int ORBIT = 7;
    private static final double SHARED_SECONDS = 600;
    /** An object without drag still has a coefficient that walks by something, m2/kg. */
    private static final double LEAST_BALLISTIC = 1e-6;

    /** Ends of the gaps, seconds from the epoch: those before it (falling) and those after it (rising). */
    private final List<double[]> gaps = new ArrayList<>();
    /** By track: first and last gap (exclusive) between it and the epoch. */
    private final int[] firstGap;

    private final int[] lastGap;
    private final int gravityDegree;
    private double[][][] factors = new double[0][][];

    /**
     * @param middleSeconds of each track, from the epoch
     * @param gravityDegree of the field in the motion
     */
    ArcNoise(double[] middleSeconds, int gravityDegree) {
        this.gravityDegree = gravityDegree;
        firstGap = new int[middleSeconds.length];
        lastGap = new int[middleSeconds.length];
        side(middleSeconds, -1);
        side(middleSeconds, 1);
    }

    private void side(double[] middleSeconds, int sign) {
        List<Integer> outward = new ArrayList<>();
        for (int t = 0; t < middleSeconds.length; t++) {
            if (sign < 0 ? middleSeconds[t] < 0 : middleSeconds[t] >= 0) {
                outward.add(t);
            }
        }
        outward.sort(Comparator.comparingDouble(t -> Math.abs(middleSeconds[t])));
        int begin = gaps.size();
        double reached = 0;
        for (int t : outward) {
            if (Math.abs(middleSeconds[t] - reached) > SHARED_SECONDS) {
                gaps.add(new double[] {reached, middleSeconds[t]});
                reached = middleSeconds[t];
            }
            firstGap[t] = begin;
            lastGap[t] = gaps.size();
        }
    }

    int parameters() {
        return ORBIT * gaps.size();
    }

    /** Takes the size of the kicks from a motion, the first one that is there; it changes little from step to step. */
    void prepare(Trajectory motion, double ballisticCoefficient) {
        if (factors.length == gaps.size()) {
            return;
        }
        double ballistic = Math.max(ballisticCoefficient, LEAST_BALLISTIC);
        factors = new double[gaps.size()][][];
        for (int g = 0; g < factors.length; g++) {
            double[] ends = gaps.get(g);
            factors[g] = SymmetricMatrix.flooredCholesky(
                    ProcessNoise.atEpoch(motion, ends[0], ends[1], gravityDegree, ballistic));
        }
    }

    /**
     * What the kicks between the epoch and a track add up to, mapped to the epoch.
     *
     * @param deviates of all parameters of the fit
     * @param first index of the first kick in them
     * @param out7 receives the sum, GCRF state and ballistic coefficient
     */
    void sum(int track, double[] deviates, int first, double[] out7) {
        Arrays.fill(out7, 0);
        for (int g = firstGap[track]; g < lastGap[track]; g++) {
            double[][] factor = factors[g];
            int at = first + ORBIT * g;
            for (int i = 0; i < ORBIT; i++) {
                for (int j = 0; j <= i; j++) {
                    out7[i] += factor[i][j] * deviates[at + j];
                }
            }
        }
    }

    /**
     * Partials of a scalar by the kicks.
     *
     * @param byEpoch7 partials of the scalar by state and ballistic coefficient at the epoch
     * @param row receives them from {@code first} on
     */
    void partials(int track, double[] byEpoch7, double[] row, int first) {
        for (int g = firstGap[track]; g < lastGap[track]; g++) {
            double[][] factor = factors[g];
            int at = first + ORBIT * g;
            for (int j = 0; j < ORBIT; j++) {
                double sum = 0;
                for (int i = j; i < ORBIT; i++) {
                    sum += byEpoch7[i] * factor[i][j];
                }
                row[at + j] = sum;
            }
        }
    }
}

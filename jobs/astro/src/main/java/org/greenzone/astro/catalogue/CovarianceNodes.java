package org.greenzone.astro.catalogue;

import java.util.Arrays;
import org.greenzone.astro.dynamics.Motion;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ProcessNoise;
import org.greenzone.astro.dynamics.SecularTransition;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * The covariance of an orbit each {@value #SPACING_SECONDS} s after its epoch, from which it is carried to any instant between: by the secular
 * partials of {@link SecularTransition}, at a small part of the cost of integrating them.
 *
 * <p>For screening, where each orbit that changes has encounters over days with objects of which only a table of positions is kept. Against
 * {@link OrbitPrediction}: sigmas along T within 15 per cent, along R and N within
 * 40 over a week and as long as T is below 25 km, mostly within 5 (a test holds the bounds). The walk of the coefficients and the white acceleration of {@link ProcessNoise} are in
 * it; what sunlight moves by an error of the radiation coefficient is not. Depends on the orbit alone, however far it reaches. Not before the epoch.
 */
public final class CovarianceNodes {
    /** Distance of the nodes: a table of positions that is to carry a covariance begins at one. */
    public static final double SPACING_SECONDS = 86_400;

    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;
    private static final int TRIANGLE = CatalogueOrbit.COVARIANCE_LENGTH;

    private final LeapSeconds leapSeconds;
    private final long epochMicros;
    private final double ballisticCoefficient;
    private final double radiationCoefficient;
    private final double noiseScale;
    private final int count;
    private final double[] nodes;

    /**
     * @param propagator the one of the screening
     * @param orbit at the epoch
     * @param motion of the orbit from its epoch on, seconds from it
     * @param untilSeconds how far the motion goes
     */
    public CovarianceNodes(
            LeapSeconds leapSeconds,
            OrbitPropagator propagator,
            CatalogueOrbit orbit,
            Motion motion,
            double untilSeconds) {
        this.leapSeconds = leapSeconds;
        epochMicros = orbit.epochMicros();
        ballisticCoefficient = orbit.ballisticCoefficient();
        radiationCoefficient = orbit.radiationCoefficient();
        noiseScale = orbit.realism().noiseScale();
        count = 1 + Math.max(0, (int) Math.floor(untilSeconds / SPACING_SECONDS));
        nodes = new double[count * TRIANGLE];
        double[][] all = orbit.covarianceGcrf();
        double[][] covariance = new double[PARAMETERS][];
        for (int i = 0; i < PARAMETERS; i++) {
            covariance[i] = Arrays.copyOf(all[i], PARAMETERS);
        }
        keep(0, covariance);
        for (int n = 1; n < count; n++) {
            covariance = carried(propagator, motion, (n - 1) * SPACING_SECONDS, SPACING_SECONDS, covariance);
            keep(n, covariance);
        }
    }

    /**
     * Nodes that were made elsewhere, of an orbit.
     *
     * @param triangles what {@link #triangles} gave there
     */
    public CovarianceNodes(LeapSeconds leapSeconds, CatalogueOrbit orbit, double[] triangles) {
        this.leapSeconds = leapSeconds;
        epochMicros = orbit.epochMicros();
        ballisticCoefficient = orbit.ballisticCoefficient();
        radiationCoefficient = orbit.radiationCoefficient();
        noiseScale = orbit.realism().noiseScale();
        count = triangles.length / TRIANGLE;
        nodes = triangles.clone();
    }

    /** The lower triangles of all nodes, one after the other. */
    public double[] triangles() {
        return nodes.clone();
    }

    /** Seconds from the epoch of the last node that is not after an instant. */
    public static double nodeBefore(double seconds) {
        return SPACING_SECONDS * Math.floor(seconds / SPACING_SECONDS);
    }

    /** Whether the covariance can be said at an instant, seconds from the epoch. */
    public boolean reaches(double seconds) {
        return seconds >= 0 && seconds < count * SPACING_SECONDS;
    }

    /**
     * The covariance at an instant: 7 x 7, GCRF position (m), velocity (m/s) and ballistic coefficient (m2/kg).
     *
     * @param motion of the orbit, at least from the node before the instant, seconds from the epoch
     * @param seconds from the epoch, within what {@link #reaches}
     */
    public double[][] at(OrbitPropagator propagator, Motion motion, double seconds) {
        int n = (int) Math.min(count - 1, Math.floor(seconds / SPACING_SECONDS));
        double[][] covariance = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = nodes[n * TRIANGLE + i * (i + 1) / 2 + j];
                covariance[j][i] = covariance[i][j];
            }
        }
        double after = seconds - n * SPACING_SECONDS;
        return after > 0 ? carried(propagator, motion, n * SPACING_SECONDS, after, covariance) : covariance;
    }

    /** Bytes of the nodes. */
    public int bytes() {
        return 8 * nodes.length;
    }

    private void keep(int n, double[][] covariance) {
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j <= i; j++) {
                nodes[n * TRIANGLE + i * (i + 1) / 2 + j] = covariance[i][j];
            }
        }
    }

    /** Phi (P + N) Phi^T with N the process noise of the span, mapped to its start. */
    private double[][] carried(
            OrbitPropagator propagator, Motion motion, double from, double seconds, double[][] covariance) {
        Motion shifted = (t, out) -> motion.state(from + t, out);
        double[] state = new double[6];
        shifted.state(0, state);
        SecularTransition partials = propagator.secularTransition(
                shifted,
                new OrbitalState(
                        leapSeconds.plusSeconds(epochMicros, from), state, ballisticCoefficient, radiationCoefficient),
                seconds);
        double[][] noise =
                ProcessNoise.atEpoch(shifted, partials, seconds, propagator.gravityDegree(), ballisticCoefficient);
        double[][] sum = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                sum[i][j] = covariance[i][j] + noiseScale * noise[i][j];
            }
        }
        double[] flat = new double[6 * PARAMETERS];
        partials.at(seconds, flat);
        double[][] transition = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(flat, i * PARAMETERS, transition[i], 0, PARAMETERS);
        }
        transition[6][6] = 1;
        return SymmetricMatrix.congruence(transition, sum);
    }
}

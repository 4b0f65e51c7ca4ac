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
 * Weighted least squares of one track with a prior orbit: {@link RobustLeastSquares} on seven parameters and the shared range
 * error, one sigma scale for each kind of observation. The covariance gets the second-order
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
    private static final double OUTLIER_COST = RobustLeastSquares.CUT_SIGMAS * RobustLeastSquares.CUT_SIGMAS;
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
            RobustLeastSquares.Outcome outcome = new RobustLeastSquares(
                            point, RobustLeastSquares.Limits.ofTrack(hopeless))
                    .run(new double[point.parameters()]);
            return outcome instanceof RobustLeastSquares.Converged converged
                    ? result(point, observations, converged)
                    : new Failed(((RobustLeastSquares.Stopped) outcome).reason());
        } catch (ArithmeticException singular) {
            return new Failed("singular: " + singular.getMessage());
        }
    }

    private static Result result(
            TrackLinearisation point, TrackObservations observations, RobustLeastSquares.Converged fit) {
        int used = fit.used();
        double[] weight = fit.weight();
        double[] scale = fit.scale();
        double[][] posterior = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(fit.normal()));
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
                TrackMatch.of(point, observations, weight, scale, fit.deviates(), misfit));
    }
}

package org.greenzone.astro.correlation;

import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Compares a pass with an orbit that does not know it: residuals as they are, nothing fitted, nothing rejected, beside what
 * the covariance of the orbit foretells for them.
 *
 * <p>Not thread-safe, because the propagator is not.
 */
public final class PassPrediction {
    /**
     * The residuals of one kind over a pass, observed less predicted, in its unit (m, m/s, rad).
     *
     * @param count number of measurements; 0 where the kind does not occur, then the rest is NaN
     * @param mean of the residuals
     * @param rms of the residuals
     * @param predictedSigma root of the mean of the variances that the covariance of the orbit foretells, without noise and
     *     bias of the measurements
     */
    public record Residuals(int count, double mean, double rms, double predictedSigma) {}

    private static final int ORBIT = 7;

    private final PhysicalData data;
    private final OrbitPropagator propagator;

    public PassPrediction(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
    }

    /**
     * The residuals of a kind.
     *
     * @param predicted the orbit, carried to an instant near the pass
     * @throws ArithmeticException where the orbit is not one, or does not last over the pass
     */
    public Residuals residuals(PredictedOrbit predicted, TrackObservations observations, Kind kind) {
        TrackLinearisation point = new TrackLinearisation(
                propagator,
                data.leapSeconds(),
                data.gravity().mu(),
                predicted,
                observations,
                TrackLinearisation.Coordinates.ELEMENTS);
        if (!point.evaluate(new double[point.parameters()])) {
            throw new ArithmeticException("the orbit does not last over the pass");
        }
        int count = 0;
        double sum = 0;
        double squares = 0;
        double variances = 0;
        for (int s = 0; s < observations.size(); s++) {
            if (observations.kind(s) != kind) {
                continue;
            }
            count++;
            sum += point.residual[s];
            squares += point.residual[s] * point.residual[s];
            // In whitened deviates the covariance is the unit matrix; those behind the orbit are of the measurement.
            for (int c = 0; c < ORBIT; c++) {
                variances += point.row[s][c] * point.row[s][c];
            }
        }
        return count == 0
                ? new Residuals(0, Double.NaN, Double.NaN, Double.NaN)
                : new Residuals(count, sum / count, Math.sqrt(squares / count), Math.sqrt(variances / count));
    }
}

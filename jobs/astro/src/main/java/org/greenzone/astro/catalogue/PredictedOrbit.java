package org.greenzone.astro.catalogue;

import java.util.Arrays;
import org.greenzone.astro.dynamics.OrbitalState;

/**
 * A catalogue orbit carried to an instant, with its covariance.
 *
 * <p>Immutable by convention: the arrays are not to be written.
 *
 * @param state at the instant
 * @param covariance 7 x 7, GCRF position (m), velocity (m/s) and ballistic coefficient (m2/kg), with process noise
 * @param transition 7 x 7 regression of these on the same at the epoch of the orbit: the partials, and what those tell of the
 *     radiation coefficient
 * @param radiation covariance of the radiation coefficient with the seven, and its variance: 8 numbers
 */
public record PredictedOrbit(OrbitalState state, double[][] covariance, double[][] transition, double[] radiation) {
    /** With the radiation coefficient held as known. */
    public PredictedOrbit(OrbitalState state, double[][] covariance, double[][] transition) {
        this(state, covariance, transition, new double[CatalogueOrbit.ALL_PARAMETERS]);
    }

    /** UTC microseconds since 1970. */
    public long micros() {
        return state.epochMicros();
    }

    @Override
    public String toString() {
        return "PredictedOrbit[" + state.epochMicros() + ", " + Arrays.toString(state.stateGcrf()) + "]";
    }
}

package org.greenzone.astro.score;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;

/**
 * True states between those of a table, propagated from the nearest one with the true coefficients: states an hour apart
 * are too coarse to interpolate.
 *
 * <p>As good as the propagator is like the one that made the table; {@link #gapMetres} measures it. Not thread-safe.
 */
public final class TrueMotion {
    private final OrbitPropagator propagator;
    private final LeapSeconds leapSeconds;

    public TrueMotion(OrbitPropagator propagator, LeapSeconds leapSeconds) {
        this.propagator = propagator;
        this.leapSeconds = leapSeconds;
    }

    /**
     * The true state.
     *
     * @return position (m) and velocity (m/s), GCRF; empty where the object does not exist then
     */
    public Optional<double[]> at(TrueOrbit orbit, long micros) {
        if (micros < orbit.fromMicros() || micros > orbit.toMicros()) {
            return Optional.empty();
        }
        List<OrbitalState> states = orbit.states();
        OrbitalState last = states.get(states.size() - 1);
        if (micros == last.epochMicros()) {
            return Optional.of(last.stateGcrf().clone());
        }
        OrbitalState nearest = states.get(0);
        // Not back from the last state: it may be that of a re-entry, from which the way back is lost in the air.
        for (OrbitalState state : states.subList(0, Math.max(1, states.size() - 1))) {
            if (Math.abs(state.epochMicros() - micros) < Math.abs(nearest.epochMicros() - micros)) {
                nearest = state;
            }
        }
        return carry(nearest, micros);
    }

    /**
     * How far apart, midway between two true states about the middle of the object's life, the propagations from both are:
     * the worst instant of {@link #at}.
     *
     * @return metres; NaN where there are not two states before the last one
     */
    public double gapMetres(TrueOrbit orbit) {
        List<OrbitalState> states = orbit.states();
        if (states.size() < 3) {
            return Double.NaN;
        }
        OrbitalState before = states.get((states.size() - 2) / 2);
        OrbitalState after = states.get((states.size() - 2) / 2 + 1);
        long middle = before.epochMicros() + (after.epochMicros() - before.epochMicros()) / 2;
        Optional<double[]> forwards = carry(before, middle);
        Optional<double[]> backwards = carry(after, middle);
        if (forwards.isEmpty() || backwards.isEmpty()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double difference = forwards.get()[i] - backwards.get()[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private Optional<double[]> carry(OrbitalState state, long micros) {
        if (micros == state.epochMicros()) {
            return Optional.of(state.stateGcrf().clone());
        }
        double seconds = leapSeconds.elapsedSeconds(state.epochMicros(), micros);
        try {
            Trajectory trajectory = propagator.propagate(state, Math.min(0, seconds), Math.max(0, seconds));
            if (trajectory.decayed()) {
                return Optional.empty();
            }
            double[] carried = new double[6];
            trajectory.state(seconds, carried);
            return Optional.of(carried);
        } catch (IllegalArgumentException notAClosedOrbit) {
            return Optional.empty();
        }
    }
}

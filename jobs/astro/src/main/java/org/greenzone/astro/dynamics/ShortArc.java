package org.greenzone.astro.dynamics;

import java.util.Arrays;

/**
 * Motion and its partials over the arc of one track, at a thousandth of the cost of starting a multistep integration.
 *
 * <p>Centre and flattening of the Earth are integrated (Runge-Kutta of the fourth order); all other accelerations, and the
 * gradient of the force, are those of a reference object at the epoch and held. The partials are series in time about the
 * epoch to the third order. Over {@link #LONGEST_SECONDS} the motion of the reference differs from {@link OrbitPropagator} by
 * a decimetre at most (300 km), that of an object 200 km away from it by two, which a test holds; NOT valid over longer
 * arcs or at other instants.
 *
 * <p>Not thread-safe. A result depends on the arguments alone.
 */
public final class ShortArc {
    /** Greatest distance in time from the epoch, seconds. */
    public static final double LONGEST_SECONDS = 60;

    /** Partials of a state by state and ballistic coefficient, 6 x 7 by rows. */
    public static final int TRANSITION = 42;

    private static final double LONGEST_STEP_SECONDS = 10;
    private static final int STATE = 6;
    private static final int PARAMETERS = 7;
    private static final int BY_VELOCITY = 9;
    private static final int BY_BALLISTIC = 18;

    private final ForceField force;
    private final double[] here = new double[STATE];
    private final double[] stage = new double[STATE];
    private final double[] rates = new double[4 * STATE];
    private final double heldBallistic;
    private final double[] held = new double[3];
    private final double[] own = new double[3];
    private final double[] partials = new double[21];

    ShortArc(ForceField force, OrbitalState reference) {
        this.force = force;
        double[] s = reference.stateGcrf();
        force.begin(reference);
        force.at(0);
        force.acceleration(s[0], s[1], s[2], s[3], s[4], s[5], held, 0);
        force.partials(s[0], s[1], s[2], partials, 0);
        force.simpleAcceleration(s[0], s[1], s[2], rates, 0);
        for (int d = 0; d < 3; d++) {
            held[d] -= rates[d];
        }
        // Of drag the part by the coefficient is the object's own.
        heldBallistic = reference.ballisticCoefficient();
    }

    /**
     * States and partials at instants near the epoch.
     *
     * @param object at the instant of the reference, GCRF
     * @param seconds the instants, SI seconds from the epoch, in either order
     * @param states receives 6 numbers an instant, m and m/s
     * @param transitions receives {@value #TRANSITION} numbers an instant: partials by state and ballistic coefficient of the epoch
     * @return whether the object is above the altitude of decay at the epoch and at the instants
     * @throws IllegalArgumentException where an instant is further away than {@link #LONGEST_SECONDS}
     */
    public boolean expand(OrbitalState object, double[] seconds, double[] states, double[] transitions) {
        double[] s = object.stateGcrf();
        force.begin(object);
        if (!aloft(s)) {
            return false;
        }
        double more = object.ballisticCoefficient() - heldBallistic;
        for (int d = 0; d < 3; d++) {
            own[d] = held[d] + more * partials[BY_BALLISTIC + d];
        }
        for (int i = 0; i < seconds.length; i++) {
            double t = seconds[i];
            if (!(Math.abs(t) <= LONGEST_SECONDS)) {
                throw new IllegalArgumentException(t + " s from the epoch is too far for a short arc");
            }
            boolean onwards = i > 0 && Math.abs(t - seconds[i - 1]) < Math.abs(t);
            if (!onwards) {
                System.arraycopy(s, 0, here, 0, STATE);
            }
            advance(onwards ? t - seconds[i - 1] : t);
            if (!aloft(here)) {
                return false;
            }
            System.arraycopy(here, 0, states, i * STATE, STATE);
            transition(t, transitions, i * TRANSITION);
        }
        return true;
    }

    private boolean aloft(double[] state) {
        return force.altitude(state[0], state[1], state[2]) >= OrbitPropagator.DECAY_ALTITUDE_METRES;
    }

    private void advance(double seconds) {
        int steps = (int) Math.ceil(Math.abs(seconds) / LONGEST_STEP_SECONDS);
        double h = steps == 0 ? 0 : seconds / steps;
        for (int k = 0; k < steps; k++) {
            for (int part = 0; part < 4; part++) {
                double ahead = part == 0 ? 0 : part == 3 ? h : h / 2;
                int before = Math.max(part - 1, 0) * STATE;
                for (int d = 0; d < STATE; d++) {
                    stage[d] = here[d] + (part == 0 ? 0 : ahead * rates[before + d]);
                }
                int at = part * STATE;
                System.arraycopy(stage, 3, rates, at, 3);
                force.simpleAcceleration(stage[0], stage[1], stage[2], rates, at + 3);
                for (int d = 0; d < 3; d++) {
                    rates[at + 3 + d] += own[d];
                }
            }
            for (int d = 0; d < STATE; d++) {
                here[d] += h / 6 * (rates[d] + 2 * rates[STATE + d] + 2 * rates[2 * STATE + d] + rates[3 * STATE + d]);
            }
        }
    }

    /** exp(A t) to the third order for A = [0 1; G D], and what a constant acceleration by the coefficient adds. */
    private void transition(double t, double[] out, int at) {
        Arrays.fill(out, at, at + TRANSITION, 0);
        for (int i = 0; i < 3; i++) {
            int position = at + i * PARAMETERS;
            int velocity = position + 3 * PARAMETERS;
            for (int j = 0; j < 3; j++) {
                double g = partials[3 * i + j];
                double d = partials[BY_VELOCITY + 3 * i + j];
                out[position + j] = g * t * t / 2;
                out[position + 3 + j] = g * t * t * t / 6 + d * t * t / 2;
                out[velocity + j] = g * t;
                out[velocity + 3 + j] = g * t * t / 2 + d * t;
            }
            out[position + i] += 1;
            out[position + 3 + i] += t;
            out[velocity + 3 + i] += 1;
            out[position + STATE] = partials[BY_BALLISTIC + i] * t * t / 2;
            out[velocity + STATE] = partials[BY_BALLISTIC + i] * t;
        }
    }
}

package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.PhysicalData;

/**
 * Numerical propagation of an orbit about the Earth, on flat arrays.
 *
 * <p>Not thread-safe. A result depends on the arguments alone, bit for bit, never on earlier calls.
 */
public final class OrbitPropagator {
    private static final double STEP = 20;
    private static final double DECAY_RADIUS = 6_378_137.0 + 90_000;
    private static final double J2 = 1.08262668e-3;
    private final double mu;
    private final double radius;

    public OrbitPropagator(PhysicalData data, ForceModel model) {
        this.mu = data.gravity().mu();
        this.radius = data.gravity().radiusMetres();
    }

    /**
     * The motion over an interval.
     *
     * @param state the object at the epoch
     * @param fromSeconds start of the interval, seconds from the epoch
     * @param toSeconds end of the interval, seconds from the epoch
     * @throws IllegalArgumentException where the state is hyperbolic or below the ground, or the interval is not one
     */
    public Trajectory propagate(OrbitalState state, double fromSeconds, double toSeconds) {
        return run(state, fromSeconds, toSeconds, false);
    }

    /** As {@link #propagate}, with the partials of the state. */
    public Trajectory propagateWithTransition(OrbitalState state, double fromSeconds, double toSeconds) {
        return run(state, fromSeconds, toSeconds, true);
    }

    private Trajectory run(OrbitalState state, double from, double to, boolean withTransition) {
        if (!(from <= to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw new IllegalArgumentException("not an interval: " + from + " to " + to + " s");
        }
        double[] s = state.stateGcrf();
        double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        if (v2 / 2 - mu / r >= 0) {
            throw new IllegalArgumentException("the orbit is hyperbolic");
        }
        int back = (int) Math.ceil(Math.max(0, -from) / STEP) + 1;
        int ahead = (int) Math.ceil(Math.max(0, to) / STEP) + 1;
        int n = back + ahead + 1;
        double[] nodes = new double[n * 9];
        double[] partials = withTransition ? new double[n * 63] : new double[0];
        int[] reached = new int[2];
        reached[1] = sweep(s, STEP, ahead, back, 1, nodes);
        reached[0] = sweep(s, -STEP, back, back, -1, nodes);
        if (withTransition) {
            double[] other = new double[n * 9];
            for (int c = 0; c < 6; c++) {
                double d = c < 3 ? 10 : 0.01;
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] p = s.clone();
                    p[c] += sign * d;
                    sweep(p, STEP, ahead, back, 1, other);
                    sweep(p, -STEP, back, back, -1, other);
                    for (int i = 0; i < n; i++) {
                        for (int k = 0; k < 9; k++) {
                            partials[i * 63 + k * 7 + c] += sign * other[i * 9 + k] / (2 * d);
                        }
                    }
                }
            }
        }
        boolean decayed = reached[0] < back || reached[1] < ahead;
        double first = reached[0] < back ? Math.max(from, -STEP * reached[0]) : from;
        double last = reached[1] < ahead ? Math.min(to, STEP * reached[1]) : to;
        return new Trajectory(state.epochMicros(), first, last, decayed, -STEP * back, STEP, nodes, partials);
    }

    private int sweep(double[] start, double h, int steps, int origin, int direction, double[] nodes) {
        double[] y = start.clone();
        double[] k1 = new double[6];
        double[] k2 = new double[6];
        double[] k3 = new double[6];
        double[] k4 = new double[6];
        double[] t = new double[6];
        for (int i = 0; ; i++) {
            rate(y, k1);
            int at = (origin + direction * i) * 9;
            System.arraycopy(y, 0, nodes, at, 6);
            System.arraycopy(k1, 3, nodes, at + 6, 3);
            if (i == steps || y[0] * y[0] + y[1] * y[1] + y[2] * y[2] < DECAY_RADIUS * DECAY_RADIUS) {
                return i;
            }
            for (int j = 0; j < 6; j++) {
                t[j] = y[j] + h / 2 * k1[j];
            }
            rate(t, k2);
            for (int j = 0; j < 6; j++) {
                t[j] = y[j] + h / 2 * k2[j];
            }
            rate(t, k3);
            for (int j = 0; j < 6; j++) {
                t[j] = y[j] + h * k3[j];
            }
            rate(t, k4);
            for (int j = 0; j < 6; j++) {
                y[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
            }
        }
    }

    private void rate(double[] y, double[] out) {
        double r2 = y[0] * y[0] + y[1] * y[1] + y[2] * y[2];
        double central = -mu / (r2 * Math.sqrt(r2));
        double q = 1.5 * J2 * radius * radius / r2;
        double z = 5 * y[2] * y[2] / r2;
        out[0] = y[3];
        out[1] = y[4];
        out[2] = y[5];
        out[3] = central * y[0] * (1 + q * (1 - z));
        out[4] = central * y[1] * (1 + q * (1 - z));
        out[5] = central * y[2] * (1 + q * (3 - z));
    }
}

package org.greenzone.astro.dynamics;

/**
 * The motion of one object over an interval, in GCRF, as nodes at even steps with quintic Hermite interpolation.
 *
 * <p>Immutable and thread-safe. Times are SI seconds from the epoch of the state that was propagated. Outside
 * {@link #firstSeconds()} to {@link #lastSeconds()} the methods throw.
 */
public final class Trajectory implements Motion {
    static final int ROW = 9;
    static final int TRANSITION_ROW = 63;
    private static final double TOLERANCE_SECONDS = 1e-6;

    private final long epochMicros;
    private final double firstSeconds;
    private final double lastSeconds;
    private final boolean decayed;
    private final double originSeconds;
    private final double stepSeconds;
    private final int count;
    private final double[] nodes;
    private final double[] transitionNodes;

    /**
     * @param nodes position, velocity and acceleration of each node, 9 numbers each
     * @param transitionNodes the 3 x 7 partials of position, velocity and acceleration by the state at the epoch and the
     *     ballistic coefficient, 63 numbers each; empty where not computed
     */
    Trajectory(
            long epochMicros,
            double firstSeconds,
            double lastSeconds,
            boolean decayed,
            double originSeconds,
            double stepSeconds,
            double[] nodes,
            double[] transitionNodes) {
        this.epochMicros = epochMicros;
        this.firstSeconds = firstSeconds;
        this.lastSeconds = lastSeconds;
        this.decayed = decayed;
        this.originSeconds = originSeconds;
        this.stepSeconds = stepSeconds;
        this.count = nodes.length / ROW;
        this.nodes = nodes;
        this.transitionNodes = transitionNodes;
    }

    /** Instant of the propagated state, UTC microseconds since 1970. */
    public long epochMicros() {
        return epochMicros;
    }

    /** First instant that is covered, seconds from the epoch. */
    public double firstSeconds() {
        return firstSeconds;
    }

    /** Last instant that is covered, seconds from the epoch. */
    public double lastSeconds() {
        return lastSeconds;
    }

    /** Whether the object re-entered, so that less than the interval asked for is covered. */
    public boolean decayed() {
        return decayed;
    }

    /** Whether {@link #transition} is there. */
    public boolean hasTransition() {
        return transitionNodes.length > 0;
    }

    /** Position (m) and velocity (m/s) in GCRF. */
    @Override
    public void state(double seconds, double[] out6) {
        interpolate(seconds, nodes, ROW, 3, out6, true);
    }

    /** Position (m) in GCRF. */
    public void position(double seconds, double[] out3) {
        interpolate(seconds, nodes, ROW, 3, out3, false);
    }

    /**
     * Partials of the state at an instant by the state at the epoch and the ballistic coefficient.
     *
     * @param out42 receives 6 x 7 numbers by rows, SI
     */
    public void transition(double seconds, double[] out42) {
        if (transitionNodes.length == 0) {
            throw new IllegalStateException("this trajectory was propagated without its transition matrix");
        }
        interpolate(seconds, transitionNodes, TRANSITION_ROW, 21, out42, true);
    }

    /** Quintic Hermite from value, first and second derivative at both ends of the step. */
    private void interpolate(double seconds, double[] rows, int row, int width, double[] out, boolean withRate) {
        if (!(seconds >= firstSeconds - TOLERANCE_SECONDS && seconds <= lastSeconds + TOLERANCE_SECONDS)) {
            throw new IllegalArgumentException(
                    seconds + " s is outside the trajectory, " + firstSeconds + " to " + lastSeconds + " s");
        }
        double scaled = (seconds - originSeconds) / stepSeconds;
        int left = Math.max(0, Math.min((int) Math.floor(scaled), count - 2));
        double u = scaled - left;
        double h = stepSeconds;
        double u2 = u * u;
        double u3 = u2 * u;
        double u4 = u3 * u;
        double u5 = u4 * u;
        double b1 = 10 * u3 - 15 * u4 + 6 * u5;
        double b0 = 1 - b1;
        double c0 = h * (u - 6 * u3 + 8 * u4 - 3 * u5);
        double c1 = h * (-4 * u3 + 7 * u4 - 3 * u5);
        double d0 = h * h * 0.5 * (u2 - 3 * u3 + 3 * u4 - u5);
        double d1 = h * h * 0.5 * (u3 - 2 * u4 + u5);
        int i = left * row;
        int j = count > 1 ? i + row : i;
        for (int k = 0; k < width; k++) {
            out[k] = b0 * rows[i + k]
                    + b1 * rows[j + k]
                    + c0 * rows[i + width + k]
                    + c1 * rows[j + width + k]
                    + d0 * rows[i + 2 * width + k]
                    + d1 * rows[j + 2 * width + k];
        }
        if (withRate) {
            double b = (30 * u2 - 60 * u3 + 30 * u4) / h;
            double c0r = 1 - 18 * u2 + 32 * u3 - 15 * u4;
            double c1r = -12 * u2 + 28 * u3 - 15 * u4;
            double d0r = h * 0.5 * (2 * u - 9 * u2 + 12 * u3 - 5 * u4);
            double d1r = h * 0.5 * (3 * u2 - 8 * u3 + 5 * u4);
            for (int k = 0; k < width; k++) {
                out[width + k] = b * (rows[j + k] - rows[i + k])
                        + c0r * rows[i + width + k]
                        + c1r * rows[j + width + k]
                        + d0r * rows[i + 2 * width + k]
                        + d1r * rows[j + 2 * width + k];
            }
        }
    }
}

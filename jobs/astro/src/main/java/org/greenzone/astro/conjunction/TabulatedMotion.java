package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * Motion between tabulated states (an OEM) by Hermite interpolation of positions and velocities (each node gives two
 * conditions, so {@code nodes} nodes give degree {@code 2 nodes - 1}).
 *
 * <p>Nodes that are not strictly increasing start a new segment (a manoeuvre); interpolation never crosses it.
 */
public final class TabulatedMotion implements Ephemeris {
    private final double[] times;
    private final double[] states;
    private final int nodes;

    /**
     * @param seconds times from the origin, not decreasing
     * @param states position (m) and velocity (m/s) of each time, 6 numbers each
     * @param degree of interpolation that is wanted (5 or 7 are usual); odd degrees 3 to 15 are used
     */
    public TabulatedMotion(double[] seconds, double[] states, int degree) {
        if (seconds.length < 2 || states.length != 6 * seconds.length) {
            throw new IllegalArgumentException("a table needs two states or more, of 6 numbers each");
        }
        for (int i = 1; i < seconds.length; i++) {
            if (!(seconds[i] >= seconds[i - 1])) {
                throw new IllegalArgumentException("the times of the table decrease at state " + i);
            }
        }
        this.times = seconds.clone();
        this.states = states.clone();
        this.nodes = Math.max(2, Math.min(8, (degree + 1) / 2));
    }

    @Override
    public double firstSeconds() {
        return times[0];
    }

    @Override
    public double lastSeconds() {
        return times[times.length - 1];
    }

    @Override
    public double speedBound() {
        return EarthOrbitBounds.ESCAPE_SPEED;
    }

    @Override
    public boolean state(double seconds, double[] out6) {
        if (!(seconds >= firstSeconds() && seconds <= lastSeconds())) {
            Arrays.fill(out6, Double.NaN);
            return false;
        }
        int at = Arrays.binarySearch(times, seconds);
        int left = Math.min(at >= 0 ? at : -at - 2, times.length - 2);
        while (left > 0 && times[left + 1] == times[left]) {
            left--;
        }
        int from = left;
        int to = left + 1;
        while (to - from + 1 < nodes) {
            boolean canLeft = from > 0 && times[from - 1] < times[from];
            boolean canRight = to < times.length - 1 && times[to + 1] > times[to];
            if (canRight && (!canLeft || left - from >= to - left - 1)) {
                to++;
            } else if (canLeft) {
                from--;
            } else {
                break;
            }
        }
        hermite(seconds, from, to, out6);
        return true;
    }

    /** Divided differences with each node doubled, and the derivative by the product rule along Horner's scheme. */
    private void hermite(double seconds, int from, int to, double[] out6) {
        int n = 2 * (to - from + 1);
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = times[from + i / 2] - seconds;
        }
        double[] table = new double[n];
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < n; i++) {
                table[i] = states[6 * (from + i / 2) + axis];
            }
            for (int order = 1; order < n; order++) {
                for (int i = n - 1; i >= order; i--) {
                    table[i] = order == 1 && i % 2 == 1
                            ? states[6 * (from + i / 2) + axis + 3]
                            : (table[i] - table[i - 1]) / (z[i] - z[i - order]);
                }
            }
            double value = table[n - 1];
            double rate = 0;
            for (int i = n - 2; i >= 0; i--) {
                rate = rate * -z[i] + value;
                value = value * -z[i] + table[i];
            }
            out6[axis] = value;
            out6[axis + 3] = rate;
        }
    }
}

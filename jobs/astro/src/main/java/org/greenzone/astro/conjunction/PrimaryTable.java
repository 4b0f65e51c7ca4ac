package org.greenzone.astro.conjunction;

/** States of a primary on the grid of a screening, computed once for all other objects. Thread-safe to read. */
public final class PrimaryTable {
    /** Between two nodes the radius moves by less than half a step's acceleration beyond the nodes' own values. */
    static final double SAGITTA_METRES =
            EarthOrbitBounds.ACCELERATION * CloseApproachFinder.STEP_SECONDS * CloseApproachFinder.STEP_SECONDS / 4;

    private final Ephemeris ephemeris;
    private final double from;
    private final double to;
    private final int size;
    private final double[] states;
    private final double lowestRadius;
    private final double highestRadius;

    /**
     * @param ephemeris of the primary
     * @param fromSeconds start of the screening, seconds from the origin
     * @param toSeconds end of the screening
     */
    public PrimaryTable(Ephemeris ephemeris, double fromSeconds, double toSeconds) {
        this(ephemeris, fromSeconds, toSeconds, new double[0], 0, 0);
    }

    private PrimaryTable(
            Ephemeris ephemeris, double from, double to, double[] computed, double lowest, double highest) {
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw new IllegalArgumentException("not an interval to screen: " + from + " to " + to + " s");
        }
        this.ephemeris = ephemeris;
        this.from = from;
        this.to = to;
        this.size = (int) Math.ceil((to - from) / CloseApproachFinder.STEP_SECONDS) + 1;
        if (computed.length > 0) {
            this.states = computed;
            this.lowestRadius = lowest;
            this.highestRadius = highest;
            return;
        }
        this.states = new double[6 * size];
        double[] state = new double[6];
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int i = 0; i < size; i++) {
            if (ephemeris.state(seconds(i), state)) {
                double radius = Math.sqrt(state[0] * state[0] + state[1] * state[1] + state[2] * state[2]);
                low = Math.min(low, radius);
                high = Math.max(high, radius);
            }
            System.arraycopy(state, 0, states, 6 * i, 6);
        }
        this.lowestRadius = low - SAGITTA_METRES;
        this.highestRadius = high + SAGITTA_METRES;
    }

    /** The same table with another instance of the same motion, for another thread. */
    public PrimaryTable withEphemeris(Ephemeris another) {
        return new PrimaryTable(another, from, to, states, lowestRadius, highestRadius);
    }

    Ephemeris ephemeris() {
        return ephemeris;
    }

    int size() {
        return size;
    }

    /** Time of a node; the last one is the end of the screening. */
    double seconds(int i) {
        return Math.min(to, from + i * CloseApproachFinder.STEP_SECONDS);
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    double lowestRadius() {
        return lowestRadius;
    }

    double highestRadius() {
        return highestRadius;
    }

    boolean state(int i, double[] out6) {
        System.arraycopy(states, 6 * i, out6, 0, 6);
        return !Double.isNaN(out6[0]);
    }
}

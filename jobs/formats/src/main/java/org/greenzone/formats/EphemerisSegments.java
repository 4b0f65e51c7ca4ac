package org.greenzone.formats;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.formats.oem.OemEphemeris;

/**
 * Positions of one object at instants, some perhaps with velocities, as segments of an ephemeris. Missing velocities are the
 * derivative of the polynomial through the ten nearest positions in GCRF (Lagrange). Measured on SPOT-5 (832 km): for steps
 * of 60 s within 0.1 mm/s, at the ends of a segment 0.6 mm/s; 180 s 2 mm/s and 3 cm/s; 300 s 6 mm/s and 25 cm/s.
 *
 * <p>Velocities that contradict the positions (there are files with another unit) give way to derived ones. Not thread-safe.
 */
public final class EphemerisSegments {
    private static final int POINTS = 10;

    /** Fewer positions in a row say too little of their velocity. */
    private static final int FEWEST = 8;

    /** Longer pauses than so many steps begin another segment. */
    private static final double GAP_STEPS = 1.5;

    /** Velocities further than this from the derivative of the positions are not velocities of these positions, m/s. */
    private static final double CONTRADICTION = 10;

    private record State(long micros, double[] gcrf) {}

    private final List<State> states = new ArrayList<>();

    /**
     * Adds a state.
     *
     * @param gcrf position and velocity; a velocity of NaN is derived later
     * @throws BadValueException where the instant is not after the one before
     */
    public void add(long micros, double[] gcrf) throws BadValueException {
        if (!states.isEmpty() && micros <= states.get(states.size() - 1).micros()) {
            throw new BadValueException("its time is not after that of the state before");
        }
        states.add(new State(micros, gcrf));
    }

    public boolean isEmpty() {
        return states.isEmpty();
    }

    public int size() {
        return states.size();
    }

    public long firstMicros() {
        return states.get(0).micros();
    }

    /**
     * The segments, between pauses.
     *
     * @param stepMicros usual distance of two states; 0 for the smallest that occurs
     * @param label field that problems are noted under
     */
    public List<OemEphemeris.Segment> build(long stepMicros, String label, Problems problems) {
        long step = stepMicros > 0 ? stepMicros : smallestStep();
        List<OemEphemeris.Segment> segments = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= states.size(); i++) {
            boolean ends = i == states.size()
                    || states.get(i).micros() - states.get(i - 1).micros() > GAP_STEPS * step;
            if (ends) {
                segment(states.subList(from, i), label, problems, segments);
                from = i;
            }
        }
        return segments;
    }

    private long smallestStep() {
        long smallest = Long.MAX_VALUE;
        for (int i = 1; i < states.size(); i++) {
            smallest = Math.min(
                    smallest, states.get(i).micros() - states.get(i - 1).micros());
        }
        return smallest;
    }

    private static void segment(List<State> run, String label, Problems problems, List<OemEphemeris.Segment> segments) {
        boolean complete = run.stream().noneMatch(s -> Double.isNaN(s.gcrf()[3]));
        if (!complete && run.size() < FEWEST) {
            problems.error(
                    0,
                    label,
                    "only " + run.size() + " positions in a row at "
                            + UtcText.ofMicros(run.get(0).micros())
                            + ", too few for their velocities; they are left out");
            return;
        }
        long[] micros = run.stream().mapToLong(State::micros).toArray();
        double[][] gcrf = new double[run.size()][];
        double[][] derived = new double[run.size()][];
        int contradictions = 0;
        for (int i = 0; i < gcrf.length; i++) {
            gcrf[i] = run.get(i).gcrf();
            derived[i] = run.size() < FEWEST ? gcrf[i] : withVelocity(run, i);
            contradictions += Vectors.distance(gcrf[i], derived[i], 3) > CONTRADICTION ? 1 : 0;
            gcrf[i] = Double.isNaN(gcrf[i][3]) ? derived[i] : gcrf[i];
        }
        if (2 * contradictions > gcrf.length) {
            problems.note(0, label, "the velocities contradict the positions (another unit?); derived ones are taken");
            gcrf = derived;
        }
        segments.add(
                new OemEphemeris.Segment(micros, gcrf, micros[0], micros[micros.length - 1], List.of(), List.of()));
    }

    private static double[] withVelocity(List<State> run, int at) {
        int count = Math.min(POINTS, run.size());
        int first = Math.max(0, Math.min(at - count / 2, run.size() - count));
        double[] seconds = new double[count];
        for (int j = 0; j < count; j++) {
            seconds[j] = (run.get(first + j).micros() - run.get(at).micros()) / 1e6;
        }
        double[] state = run.get(at).gcrf().clone();
        for (int k = 0; k < 3; k++) {
            state[3 + k] = 0;
        }
        for (int j = 0; j < count; j++) {
            double weight = derivativeWeight(seconds, at - first, j);
            for (int k = 0; k < 3; k++) {
                state[3 + k] += weight * run.get(first + j).gcrf()[k];
            }
        }
        return state;
    }

    /** Derivative at point {@code at} (whose abscissa is 0) of the Lagrange polynomial that is 1 at point {@code j}. */
    private static double derivativeWeight(double[] x, int at, int j) {
        if (j == at) {
            double sum = 0;
            for (int m = 0; m < x.length; m++) {
                sum += m == at ? 0 : 1 / (x[at] - x[m]);
            }
            return sum;
        }
        double weight = 1 / (x[j] - x[at]);
        for (int m = 0; m < x.length; m++) {
            if (m != at && m != j) {
                weight *= (x[at] - x[m]) / (x[j] - x[m]);
            }
        }
        return weight;
    }
}

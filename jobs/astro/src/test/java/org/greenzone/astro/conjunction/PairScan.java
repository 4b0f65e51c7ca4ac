package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every local minimum of the distance of some objects and all others of a catalogue, by looking at all pairs each
 * {@value #STEP} s: no filter but the distance that two objects cover within half a step. Minima are refined by ternary search.
 */
final class PairScan {
    private static final double STEP = 20;
    private static final int CHUNK = 180;

    /** Twice the escape speed, half a step. */
    private static final double COVERED = 22_400 * STEP / 2;

    private final Sgp4Motion[] motions;
    private final double reach;
    private final double seconds;

    /** A minimum of the pair of two objects of the catalogue. */
    record Minimum(int one, int other, double seconds, double metres, double speed) {}

    PairScan(Sgp4Motion[] motions, double seconds, double reach) {
        this.motions = motions;
        this.seconds = seconds;
        this.reach = reach;
    }

    /** Pairs of two of the chosen are given once. */
    List<Minimum> scan(boolean[] chosen) {
        int[] rows = IntStream.range(0, motions.length).filter(i -> chosen[i]).toArray();
        List<Minimum> found = new ArrayList<>();
        int last = (int) Math.ceil(seconds / STEP);
        for (int from = 0; from < last; from += CHUNK) {
            int start = from - 1;
            int n = Math.min(CHUNK, last - from) + 3;
            double[][] p = table(start, n);
            found.addAll(IntStream.of(rows)
                    .parallel()
                    .mapToObj(i -> scan(i, chosen, p, start, n))
                    .flatMap(List::stream)
                    .toList());
        }
        found.sort(Comparator.comparingInt(Minimum::one)
                .thenComparingInt(Minimum::other)
                .thenComparing(Minimum::seconds));
        List<Minimum> once = new ArrayList<>();
        for (Minimum m : found) {
            Minimum before = once.isEmpty() ? null : once.get(once.size() - 1);
            boolean same = before != null
                    && before.one == m.one
                    && before.other == m.other
                    && m.seconds - before.seconds < 0.5;
            if (!same) {
                once.add(m);
            }
        }
        return once;
    }

    private double[][] table(int start, int n) {
        double[][] p = new double[3 * n][motions.length];
        IntStream.range(0, motions.length).parallel().forEach(i -> {
            double[] at = new double[3];
            for (int k = 0; k < n; k++) {
                boolean there = motions[i].position((start + k) * STEP, at, 0);
                for (int axis = 0; axis < 3; axis++) {
                    p[3 * k + axis][i] = there ? at[axis] : Double.NaN;
                }
            }
        });
        return p;
    }

    private List<Minimum> scan(int i, boolean[] chosen, double[][] p, int start, int n) {
        int size = motions.length;
        List<Minimum> found = new ArrayList<>();
        double[] before = new double[size];
        double[] here = new double[size];
        double[] after = new double[size];
        double most = (reach + COVERED) * (reach + COVERED);
        squares(i, p, 0, here);
        squares(i, p, 1, after);
        for (int k = 1; k < n - 1; k++) {
            double[] spare = before;
            before = here;
            here = after;
            after = spare;
            squares(i, p, k + 1, after);
            for (int j = 0; j < size; j++) {
                // NaN: the orbit ends or begins next to here.
                if (here[j] < most
                        && !(before[j] < here[j])
                        && !(after[j] < here[j])
                        && j != i
                        && (!chosen[j] || j > i)) {
                    refine(i, j, (start + k) * STEP, found);
                }
            }
        }
        return found;
    }

    private static void squares(int i, double[][] p, int k, double[] out) {
        double[] x = p[3 * k];
        double[] y = p[3 * k + 1];
        double[] z = p[3 * k + 2];
        double ax = x[i];
        double ay = y[i];
        double az = z[i];
        for (int j = 0; j < out.length; j++) {
            double dx = x[j] - ax;
            double dy = y[j] - ay;
            double dz = z[j] - az;
            out[j] = dx * dx + dy * dy + dz * dz;
        }
    }

    private void refine(int i, int j, double at, List<Minimum> found) {
        double low = Math.max(0, at - STEP);
        double high = Math.min(seconds, at + STEP);
        double from = low;
        double to = high;
        while (high - low > 1e-6) {
            double c = low + (high - low) / 3;
            double d = high - (high - low) / 3;
            double fc = distance(i, j, c);
            double fd = distance(i, j, d);
            // Where there is no state, the side that has one.
            if (fc < fd || Double.isNaN(fd)) {
                high = d;
            } else {
                low = c;
            }
        }
        double seen = 0.5 * (low + high);
        double metres = distance(i, j, seen);
        if (metres <= reach && seen > from + 1e-3 && seen < to - 1e-3 && seen > 1e-3 && seen < seconds - 1e-3) {
            double[] a = new double[6];
            double[] b = new double[6];
            motions[i].state(seen, a);
            motions[j].state(seen, b);
            found.add(new Minimum(i, j, seen, metres, Math.sqrt(sq(b[3] - a[3]) + sq(b[4] - a[4]) + sq(b[5] - a[5]))));
        }
    }

    private static double sq(double x) {
        return x * x;
    }

    private double distance(int i, int j, double at) {
        double[] a = new double[3];
        double[] b = new double[3];
        if (!motions[i].position(at, a, 0) || !motions[j].position(at, b, 0)) {
            return Double.NaN;
        }
        return Math.sqrt(sq(b[0] - a[0]) + sq(b[1] - a[1]) + sq(b[2] - a[2]));
    }
}

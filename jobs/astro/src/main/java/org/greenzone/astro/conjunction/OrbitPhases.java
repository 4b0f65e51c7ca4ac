package org.greenzone.astro.conjunction;

import java.util.Arrays;
import org.greenzone.astro.catalogue.PathBounds;

/**
 * The plane of an object and its phase in it over each {@value #STEPS} steps of the common grid, with bounds: 48 bytes a segment, so that a pair
 * is asked for the times at which it may meet without its positions.
 *
 * <p>In a segment the object is where w (its mean normal) and e1 span its frame with e2 = w x e1: its direction is off the plane by
 * |sin| &lt;= beta, and its angle in the plane is within {@code spread} of phase + rate t, t from the middle of the segment. Both bounds are those of the
 * positions of the table, widened by what can happen between two of them: out of the plane by the acceleration there, (mu / r^2 beta + 0.05 m/s2) h^2 / 8;
 * in it by twice an eighth of the greatest second difference of the angle. Of an element set near the Earth the same numbers follow from {@link PathBounds}, without a position.
 */
final class OrbitPhases {
    /** Half a day: within it a low plane turns by 4 degrees at most. */
    static final int STEPS = 360;

    static final double SEGMENT_SECONDS = STEPS * OrbitTable.STEP_SECONDS;

    static final int NORMAL = 0;
    static final int AXIS = 3;
    static final int PHASE = 6;
    static final int RATE = 7;
    static final int SPREAD = 8;
    static final int OFF_PLANE = 9;
    static final int LOWEST = 10;
    static final int HIGHEST = 11;
    static final int WIDTH = 12;

    /** J2 across the plane, air and all else, m/s2. */
    private static final double OTHER_ACCELERATION = 0.05;

    /** For floats: rad, and metres. */
    private static final double ROUNDING = 1e-4;

    private static final double ROUNDING_METRES = 2;

    private final long firstSegment;
    private final int count;
    private final float[] at;

    /** @param sagittaMetres what the radius may depart from that of the positions between them */
    OrbitPhases(OrbitTable table, double sagittaMetres) {
        firstSegment = Math.floorDiv(table.firstStep(), STEPS);
        count = (int) (Math.floorDiv(table.lastStep(), STEPS) - firstSegment) + 1;
        at = new float[WIDTH * count];
        int[] p = table.positions();
        int fine = table.stride() / 3;
        double unit = table.unitMetres();
        double step = OrbitTable.STEP_SECONDS / fine;
        double[] positions = new double[3 * (STEPS * fine + 1)];
        for (int s = 0; s < count; s++) {
            long begin = (firstSegment + s) * STEPS;
            int from = (int) Math.max(0, (begin - table.firstStep()) * fine);
            int to = (int) Math.min(p.length / 3 - 1L, (begin + STEPS - table.firstStep()) * fine);
            for (int i = 3 * from; i < 3 * to + 3; i++) {
                positions[i - 3 * from] = unit * p[i];
            }
            double middle = (begin + 0.5 * STEPS - table.firstStep()) * fine;
            int n = to - from + 1;
            fill(s, positions, n, from - middle, step, (to - middle) * step, sagittaMetres);
        }
    }

    /** Of a primary, on the grid of its screening: segment 0 begins with it. Where it has no state at some nodes, nothing is known of the segment. */
    OrbitPhases(PrimaryTable table) {
        int steps = (int) (SEGMENT_SECONDS / CloseApproachFinder.STEP_SECONDS);
        firstSegment = 0;
        count = (table.size() - 2) / steps + 1;
        at = new float[WIDTH * count];
        double[] positions = new double[3 * (steps + 1)];
        double[] state = new double[6];
        for (int s = 0; s < count; s++) {
            int from = s * steps;
            int to = Math.min(table.size() - 1, from + steps);
            boolean known = true;
            for (int k = from; k <= to; k++) {
                known &= table.state(k, state);
                System.arraycopy(state, 0, positions, 3 * (k - from), 3);
            }
            double end = table.seconds(to) - table.from() - (s + 0.5) * SEGMENT_SECONDS;
            int n = known ? to - from + 1 : 0;
            fill(s, positions, n, -0.5 * steps, CloseApproachFinder.STEP_SECONDS, end, PrimaryTable.SAGITTA_METRES);
        }
    }

    /** The numbers of one segment, from what SGP4's elements say of it. */
    static void write(PathBounds path, float[] numbers) {
        double sinNode = Math.sin(path.nodeRadians());
        double cosNode = Math.cos(path.nodeRadians());
        numbers[NORMAL] = (float) (path.sinInclination() * sinNode);
        numbers[NORMAL + 1] = (float) (-path.sinInclination() * cosNode);
        numbers[NORMAL + 2] = (float) path.cosInclination();
        numbers[AXIS] = (float) cosNode;
        numbers[AXIS + 1] = (float) sinNode;
        numbers[AXIS + 2] = 0;
        numbers[PHASE] = (float) within(path.phaseRadians());
        numbers[RATE] = (float) path.rateRadiansPerSecond();
        numbers[SPREAD] = (float) (path.spreadRadians() + ROUNDING);
        numbers[OFF_PLANE] = (float) (path.offPlaneRadians() + ROUNDING);
        numbers[LOWEST] = (float) (path.lowestMetres() - ROUNDING_METRES);
        numbers[HIGHEST] = (float) (path.highestMetres() + ROUNDING_METRES);
    }

    /** Of a segment of which nothing is known, so that nothing is filtered. */
    static void writeUnknown(float[] numbers, int o) {
        Arrays.fill(numbers, o, o + WIDTH, 0);
        numbers[o + OFF_PLANE] = 1;
        numbers[o + HIGHEST] = Float.POSITIVE_INFINITY;
    }

    private static double within(double angle) {
        return angle - 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
    }

    boolean has(long segment) {
        return segment >= firstSegment && segment < firstSegment + count;
    }

    /** Where the numbers of a segment begin in {@link #numbers}. */
    int offset(long segment) {
        return WIDTH * (int) (segment - firstSegment);
    }

    float[] numbers() {
        return at;
    }

    int bytes() {
        return 4 * at.length;
    }

    /**
     * @param p positions, metres
     * @param n how many
     * @param start of the first, in steps from the middle of the segment
     * @param step between two, seconds
     * @param end time of the last, seconds from the middle: the step before it may be shorter
     */
    private void fill(int s, double[] p, int n, double start, double step, double end, double sagitta) {
        double wx = 0;
        double wy = 0;
        double wz = 0;
        for (int i = 0; i < 3 * (n - 1); i += 3) {
            wx += p[i + 1] * p[i + 5] - p[i + 2] * p[i + 4];
            wy += p[i + 2] * p[i + 3] - p[i] * p[i + 5];
            wz += p[i] * p[i + 4] - p[i + 1] * p[i + 3];
        }
        double norm = Math.sqrt(wx * wx + wy * wy + wz * wz);
        int o = WIDTH * s;
        if (!(norm > 0)) {
            // One position alone, or none: nothing is known of its plane.
            writeUnknown(at, o);
            return;
        }
        at[o] = (float) (wx / norm);
        at[o + 1] = (float) (wy / norm);
        at[o + 2] = (float) (wz / norm);
        axis(o);
        double[] angles = new double[n];
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        double off = 0;
        double sum = 0;
        double sumT = 0;
        double sumTt = 0;
        double sumTa = 0;
        for (int k = 0; k < n; k++) {
            double x = p[3 * k];
            double y = p[3 * k + 1];
            double z = p[3 * k + 2];
            double r = Math.sqrt(x * x + y * y + z * z);
            low = Math.min(low, r);
            high = Math.max(high, r);
            off = Math.max(off, Math.abs(at[o] * x + at[o + 1] * y + at[o + 2] * z) / r);
            double angle = angle(o, x, y, z);
            if (k > 0) {
                angle -= 2 * Math.PI * Math.rint((angle - angles[k - 1]) / (2 * Math.PI));
            }
            angles[k] = angle;
            double t = k < n - 1 ? (start + k) * step : end;
            sum += angle;
            sumT += t;
            sumTt += t * t;
            sumTa += t * angle;
        }
        double rate = (n * sumTa - sumT * sum) / (n * sumTt - sumT * sumT);
        double phase = (sum - rate * sumT) / n;
        double spread = 0;
        double bend = 0;
        for (int k = 0; k < n; k++) {
            double t = k < n - 1 ? (start + k) * step : end;
            spread = Math.max(spread, Math.abs(angles[k] - phase - rate * t));
            if (k > 0 && k < n - 1) {
                bend = Math.max(bend, Math.abs(angles[k - 1] - 2 * angles[k] + angles[k + 1]));
            }
        }
        double across = (EarthOrbitBounds.MU / (low * low) * off + OTHER_ACCELERATION) * step * step / 8 / low;
        at[o + PHASE] = (float) within(phase);
        at[o + RATE] = (float) rate;
        at[o + SPREAD] = (float) (spread + 0.25 * bend + ROUNDING);
        at[o + OFF_PLANE] = (float) (off + across + ROUNDING);
        at[o + LOWEST] = (float) (low - sagitta - ROUNDING_METRES);
        at[o + HIGHEST] = (float) (high + sagitta + ROUNDING_METRES);
    }

    /** An axis in the plane: across the normal and the axis of the Earth, or, where these are near each other, the x axis. */
    private void axis(int o) {
        double wx = at[o];
        double wy = at[o + 1];
        double wz = at[o + 2];
        boolean polar = Math.abs(wz) > 0.9;
        double x = polar ? 0 : -wy;
        double y = polar ? -wz : wx;
        double z = polar ? wy : 0;
        double norm = Math.sqrt(x * x + y * y + z * z);
        at[o + AXIS] = (float) (x / norm);
        at[o + AXIS + 1] = (float) (y / norm);
        at[o + AXIS + 2] = (float) (z / norm);
    }

    private double angle(int o, double x, double y, double z) {
        double ex = at[o + AXIS];
        double ey = at[o + AXIS + 1];
        double ez = at[o + AXIS + 2];
        double fx = at[o + 1] * ez - at[o + 2] * ey;
        double fy = at[o + 2] * ex - at[o] * ez;
        double fz = at[o] * ey - at[o + 1] * ex;
        return Math.atan2(fx * x + fy * y + fz * z, ex * x + ey * y + ez * z);
    }
}

package org.greenzone.astro.conjunction;

/**
 * The plane of an object and its phase in it over each {@value #STEPS} steps of the common grid, with bounds: 48 bytes a segment, so that a pair
 * is asked for the times at which it may meet without its positions.
 *
 * <p>In a segment the object is where w (its mean normal) and e1 span its frame with e2 = w x e1: its direction is off the plane by
 * |sin| &lt;= beta, and its angle in the plane is within {@code spread} of phase + rate t, t from the middle of the segment. Both bounds are those of the
 * positions of the table, widened by what can happen between two of them: out of the plane by the acceleration there, (mu / r^2 beta + 0.05 m/s2) h^2 / 8;
 * in it by twice an eighth of the greatest second difference of the angle.
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
        for (int s = 0; s < count; s++) {
            fill(table, s, sagittaMetres);
        }
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

    private void fill(OrbitTable table, int s, double sagitta) {
        int[] p = table.positions();
        int fine = table.stride() / 3;
        double unit = table.unitMetres();
        long begin = (firstSegment + s) * STEPS;
        int from = (int) Math.max(0, (begin - table.firstStep()) * fine);
        int to = (int) Math.min(p.length / 3 - 1L, (begin + STEPS - table.firstStep()) * fine);
        double wx = 0;
        double wy = 0;
        double wz = 0;
        for (int k = from; k < to; k++) {
            int i = 3 * k;
            wx += (double) p[i + 1] * p[i + 5] - (double) p[i + 2] * p[i + 4];
            wy += (double) p[i + 2] * p[i + 3] - (double) p[i] * p[i + 5];
            wz += (double) p[i] * p[i + 4] - (double) p[i + 1] * p[i + 3];
        }
        double norm = Math.sqrt(wx * wx + wy * wy + wz * wz);
        int o = WIDTH * s;
        if (!(norm > 0)) {
            // One position alone: nothing is known of its plane, and nothing is filtered.
            at[o + OFF_PLANE] = 1;
            at[o + HIGHEST] = Float.POSITIVE_INFINITY;
            return;
        }
        at[o] = (float) (wx / norm);
        at[o + 1] = (float) (wy / norm);
        at[o + 2] = (float) (wz / norm);
        axis(o);
        double step = OrbitTable.STEP_SECONDS / fine;
        double middle = (begin + 0.5 * STEPS - table.firstStep()) * fine;
        double[] angles = new double[to - from + 1];
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        double off = 0;
        double sum = 0;
        double sumT = 0;
        double sumTt = 0;
        double sumTa = 0;
        for (int k = from; k <= to; k++) {
            double x = unit * p[3 * k];
            double y = unit * p[3 * k + 1];
            double z = unit * p[3 * k + 2];
            double r = Math.sqrt(x * x + y * y + z * z);
            low = Math.min(low, r);
            high = Math.max(high, r);
            off = Math.max(off, Math.abs(at[o] * x + at[o + 1] * y + at[o + 2] * z) / r);
            double angle = angle(o, x, y, z);
            int n = k - from;
            if (n > 0) {
                angle -= 2 * Math.PI * Math.rint((angle - angles[n - 1]) / (2 * Math.PI));
            }
            angles[n] = angle;
            double t = (k - middle) * step;
            sum += angle;
            sumT += t;
            sumTt += t * t;
            sumTa += t * angle;
        }
        int n = angles.length;
        double rate = (n * sumTa - sumT * sum) / (n * sumTt - sumT * sumT);
        double phase = (sum - rate * sumT) / n;
        double spread = 0;
        double bend = 0;
        for (int k = 0; k < n; k++) {
            spread = Math.max(spread, Math.abs(angles[k] - phase - rate * (from + k - middle) * step));
            if (k > 0 && k < n - 1) {
                bend = Math.max(bend, Math.abs(angles[k - 1] - 2 * angles[k] + angles[k + 1]));
            }
        }
        double across = (EarthOrbitBounds.MU / (low * low) * off + OTHER_ACCELERATION) * step * step / 8 / low;
        at[o + PHASE] = (float) (phase - 2 * Math.PI * Math.rint(phase / (2 * Math.PI)));
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

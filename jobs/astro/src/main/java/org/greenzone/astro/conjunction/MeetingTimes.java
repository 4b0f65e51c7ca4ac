package org.greenzone.astro.conjunction;

import java.util.Arrays;

/**
 * When two objects may be within a reach of each other during a segment, from their {@link OrbitPhases}: where their planes cross, and they pass there
 * at the same time (the filters of orbit path and time of Hoots, Crawford and Roehrich 1984, with bounds in place of iterations).
 *
 * <p>Nothing is lost. At an instant at which the objects are within R of each other, the direction of the first is off the plane of the
 * second by |sin| &lt;= s2 = beta2 (1 + R / r1) + R / r1 (r1 the lowest radius of the first). That direction is beta1 at most off its own plane, in which the sine of the angle
 * from the line where the planes cross, times the sine of the angle I between the planes, is its distance from the other plane. So
 *
 * <pre>  |sin(theta1 - node1)| &lt;= (s2 + beta1) / (sin I cos beta1) = x1,   theta1 within D1 = asin(x1) + spread1 of the crossing by its phase,</pre>
 *
 * and the same for the second, at the same one of both crossings as R is small against the radius. The first passes crossing p (even: where w1 x w2 points,
 * odd: opposite) at t(p) by its phase, and is within D1 of it for D1 / rate1 on both sides. In that time the phase of the second moves by
 * D1 rate2 / rate1: so its phase at t(p) is within D2 + D1 rate2 / rate1 of the same crossing, or they do not meet there.
 *
 * <p>Where an x is above {@value #MOST_SINE} (planes that nearly coincide) or a bound is no bound, the whole segment is named. Not thread-safe.
 */
final class MeetingTimes {
    private static final double MOST_SINE = 0.7;
    /** Two that stay within 10 km of each other over a revolution have planes that are nearer than that. */
    private static final double COPLANAR_SINE = 0.01;

    private static final double MOST_OFF_PLANE = 0.3;
    private static final double MOST_HALF_WIDTH = 0.8;

    /** Of {@link #angle} and all float arithmetic, rad. */
    private static final double ROUNDING = 2e-4;

    private static final double HALF_SECONDS = OrbitPhases.SEGMENT_SECONDS / 2;

    /** Begin and end of each window, seconds from the middle of the segment; windows may overlap, their middles increase. */
    double[] windows = new double[64];

    int count;

    /** Whether the planes were within {@value #COPLANAR_SINE} of each other, or too near to tell when the objects may meet. */
    boolean coplanar;

    /** Finds the windows; the same numbers for both in the order of {@link OrbitPhases}. The second may stand still (a rate of 0): then these are the passes of the first through its arc. */
    void find(float[] one, int a, float[] two, int b, double reach) {
        count = 0;
        coplanar = false;
        double lowOne = one[a + OrbitPhases.LOWEST];
        double lowTwo = two[b + OrbitPhases.LOWEST];
        if (lowOne - reach > two[b + OrbitPhases.HIGHEST] || lowTwo - reach > one[a + OrbitPhases.HIGHEST]) {
            return;
        }
        double offOne = one[a + OrbitPhases.OFF_PLANE];
        double offTwo = two[b + OrbitPhases.OFF_PLANE];
        double ux = one[a];
        double uy = one[a + 1];
        double uz = one[a + 2];
        double vx = two[b];
        double vy = two[b + 1];
        double vz = two[b + 2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double sine = Math.sqrt(nx * nx + ny * ny + nz * nz);
        double xOne = (offTwo * (1 + reach / lowOne) + reach / lowOne + offOne) / sine;
        double xTwo = (offOne * (1 + reach / lowTwo) + reach / lowTwo + offTwo) / sine;
        // 1 / cos(beta) < 1.05 for what passes.
        boolean bounded = 1.05 * xOne < MOST_SINE
                && 1.05 * xTwo < MOST_SINE
                && offOne < MOST_OFF_PLANE
                && offTwo < MOST_OFF_PLANE;
        double rateOne = one[a + OrbitPhases.RATE];
        double rateTwo = two[b + OrbitPhases.RATE];
        double halfOne = arcsine(1.05 * xOne) + one[a + OrbitPhases.SPREAD] + ROUNDING;
        double halfTwo = arcsine(1.05 * xTwo) + two[b + OrbitPhases.SPREAD] + ROUNDING;
        coplanar = !bounded || sine < COPLANAR_SINE;
        if (!bounded || halfOne > MOST_HALF_WIDTH) {
            add(-HALF_SECONDS, HALF_SECONDS);
            return;
        }
        double nodeOne = angle(one, a, nx, ny, nz);
        double nodeTwo = angle(two, b, nx, ny, nz);
        double ratio = rateTwo / rateOne;
        double width = halfTwo + halfOne * ratio;
        double lead = one[a + OrbitPhases.PHASE] - nodeOne;
        int first = (int) Math.ceil((lead - rateOne * HALF_SECONDS - halfOne) / Math.PI);
        int last = (int) Math.floor((lead + rateOne * HALF_SECONDS + halfOne) / Math.PI);
        // Turns of the second from the crossing as the first passes it: at p = 0, and more at each p.
        double turn = (two[b + OrbitPhases.PHASE] - nodeTwo - lead * ratio) / (2 * Math.PI);
        double each = (ratio - 1) / 2;
        double most = width / (2 * Math.PI);
        for (int p = first; p <= last; p++) {
            double place = turn + p * each;
            if (Math.abs(place - Math.rint(place)) <= most) {
                double t = (p * Math.PI - lead) / rateOne;
                double half = halfOne / rateOne;
                add(t - half, t + half);
            }
        }
    }

    private void add(double from, double to) {
        if (2 * count + 2 > windows.length) {
            windows = Arrays.copyOf(windows, 2 * windows.length);
        }
        windows[2 * count] = from;
        windows[2 * count + 1] = to;
        count++;
    }

    /** Not below the arc sine, for 0 to 0.7. */
    private static double arcsine(double x) {
        return x * (1 + 0.22 * x * x);
    }

    /** Angle of a direction in the plane, good to 2e-5 rad (Hastings 1955 for the arc tangent). */
    static double angle(float[] of, int o, double nx, double ny, double nz) {
        double ex = of[o + OrbitPhases.AXIS];
        double ey = of[o + OrbitPhases.AXIS + 1];
        double ez = of[o + OrbitPhases.AXIS + 2];
        double wx = of[o];
        double wy = of[o + 1];
        double wz = of[o + 2];
        double x = ex * nx + ey * ny + ez * nz;
        double y = (wy * ez - wz * ey) * nx + (wz * ex - wx * ez) * ny + (wx * ey - wy * ex) * nz;
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double ratio = Math.min(ax, ay) / (Math.max(ax, ay) + Double.MIN_NORMAL);
        double s = ratio * ratio;
        double angle = ratio
                * (0.99997726
                        + s * (-0.33262347 + s * (0.19354346 + s * (-0.11643287 + s * (0.05265332 - s * 0.01172120)))));
        angle = ay > ax ? Math.PI / 2 - angle : angle;
        angle = x < 0 ? Math.PI - angle : angle;
        return y < 0 ? -angle : angle;
    }
}

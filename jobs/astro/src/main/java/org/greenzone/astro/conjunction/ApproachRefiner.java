package org.greenzone.astro.conjunction;

/**
 * The minimum of the distance of two objects within one step of a grid, on SGP4 itself: none is left from interpolation.
 *
 * <p>Where relative speed is above {@value #CONVEX} / s times the distance, the squared distance is convex: half its second
 * derivative is v^2 + r . a, and the tidal acceleration is below 3.3e-6 / s2 times the distance. Newton's method on r . v then finds the
 * one minimum. Slower pairs move relative to each other with the period of their orbits, 40 steps and more, so that a step
 * holds one minimum at most: the sign of r . v at its ends tells, and bracketing finds it.
 *
 * <p>Rates are the central differences of five positions, as velocities of SGP4 are not the exact derivative of its positions.
 * Not thread-safe.
 */
final class ApproachRefiner {
    private static final double CONVEX = 0.0066;
    private static final double SLOW_SPAN_SECONDS = 5;
    private static final double FAST_SPAN_SECONDS = 0.5;

    /** Where Newton's step is below this, what the pair can still come nearer is known to {@link #PREDICTED_METRES}. */
    private static final double NEAR_SECONDS = 10;

    /** Third order: 3.3e-6 / s2 times 21 km/s times (10 s)^3 / 6, and the mismatch of velocities over 10 s. */
    private static final double PREDICTED_METRES = 100;

    private static final double BEYOND_SECONDS = 20;
    private static final double EDGE_SECONDS = 1e-6;
    private static final int MOST_STEPS = 12;

    private final double[] a = new double[6];
    private final double[] b = new double[6];
    private final double[] p = new double[15];
    private final double[] q = new double[15];
    private double rx;
    private double ry;
    private double rz;
    private double vx;
    private double vy;
    private double vz;

    /** Time of the minimum that was found, seconds from the origin of the motions. */
    double seconds;

    /**
     * Finds the minimum between two instants; those below the reach are found, others may be.
     *
     * @return whether there is one
     */
    boolean find(Sgp4Motion one, Sgp4Motion other, double from, double to, double reach) {
        double at = 0.5 * (from + to);
        int outside = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!one.state(at, a) || !other.state(at, b)) {
                return bracket(one, other, from, to);
            }
            double[] s = a;
            rx = b[0] - s[0];
            ry = b[1] - s[1];
            rz = b[2] - s[2];
            vx = b[3] - s[3];
            vy = b[4] - s[4];
            vz = b[5] - s[5];
            double rr = rx * rx + ry * ry + rz * rz;
            double vv = vx * vx + vy * vy + vz * vz;
            if (vv <= CONVEX * CONVEX * rr) {
                return bracket(one, other, from, to);
            }
            double ga = gravity(a);
            double gb = gravity(b);
            double ax = ga * a[0] - gb * b[0];
            double ay = ga * a[1] - gb * b[1];
            double az = ga * a[2] - gb * b[2];
            double move = -(rx * vx + ry * vy + rz * vz) / (vv + rx * ax + ry * ay + rz * az);
            if (Math.abs(move) < NEAR_SECONDS) {
                double x = rx + move * (vx + 0.5 * move * ax);
                double y = ry + move * (vy + 0.5 * move * ay);
                double z = rz + move * (vz + 0.5 * move * az);
                double most = reach + PREDICTED_METRES;
                if (x * x + y * y + z * z > most * most) {
                    return false;
                }
            }
            at += move;
            if (Math.abs(move) < 1e-3) {
                return polish(one, other, at, from, to);
            }
            if (at < from - BEYOND_SECONDS || at > to + BEYOND_SECONDS) {
                if (++outside > 1) {
                    return false;
                }
                at = Math.max(from, Math.min(to, at));
            }
        }
        return bracket(one, other, from, to);
    }

    private static double gravity(double[] s) {
        double r2 = s[0] * s[0] + s[1] * s[1] + s[2] * s[2];
        return EarthOrbitBounds.MU / (r2 * Math.sqrt(r2));
    }

    private boolean polish(Sgp4Motion one, Sgp4Motion other, double start, double from, double to) {
        double at = start;
        for (int i = 0; i < 3; i++) {
            double f = approach(one, other, at, FAST_SPAN_SECONDS);
            if (Double.isNaN(f)) {
                return false;
            }
            double move = -f / (vx * vx + vy * vy + vz * vz);
            at += move;
            if (Math.abs(move) < 1e-8) {
                break;
            }
        }
        seconds = at;
        return at >= from - EDGE_SECONDS && at <= to + EDGE_SECONDS;
    }

    /** Illinois' false position on r . v (Dowell and Jarratt 1971), where it goes from approach to recession. */
    private boolean bracket(Sgp4Motion one, Sgp4Motion other, double from, double to) {
        double low = from;
        double high = to;
        double fLow = approach(one, other, low, SLOW_SPAN_SECONDS);
        double fHigh = approach(one, other, high, SLOW_SPAN_SECONDS);
        if (!(fLow < 0 && fHigh >= 0)) {
            return false;
        }
        int side = 0;
        for (int i = 0; i < 60 && high - low > 1e-7; i++) {
            double at = Math.max(low, Math.min(high, (low * fHigh - high * fLow) / (fHigh - fLow)));
            double f = approach(one, other, at, SLOW_SPAN_SECONDS);
            if (Double.isNaN(f)) {
                return false;
            }
            double was = f < 0 ? low : high;
            if (f < 0) {
                low = at;
                fLow = f;
                fHigh = side < 0 ? 0.5 * fHigh : fHigh;
                side = -1;
            } else {
                high = at;
                fHigh = f;
                fLow = side > 0 ? 0.5 * fLow : fLow;
                side = 1;
            }
            if (Math.abs(at - was) < 1e-7) {
                break;
            }
        }
        seconds = side < 0 ? low : high;
        return true;
    }

    /** r . v at an instant, m2/s, and v; NaN where one of the two has no state near. */
    private double approach(Sgp4Motion one, Sgp4Motion other, double at, double span) {
        for (int k = 0; k < 5; k++) {
            double t = at + 0.5 * (k - 2) * span;
            if (!one.position(t, p, 3 * k) || !other.position(t, q, 3 * k)) {
                return Double.NaN;
            }
        }
        vx = rate(0, 0.5 * span);
        vy = rate(1, 0.5 * span);
        vz = rate(2, 0.5 * span);
        return (q[6] - p[6]) * vx + (q[7] - p[7]) * vy + (q[8] - p[8]) * vz;
    }

    private double rate(int k, double h) {
        double outer = (q[k] - p[k]) - (q[12 + k] - p[12 + k]);
        double inner = (q[9 + k] - p[9 + k]) - (q[3 + k] - p[3 + k]);
        return (outer + 8 * inner) / (12 * h);
    }
}

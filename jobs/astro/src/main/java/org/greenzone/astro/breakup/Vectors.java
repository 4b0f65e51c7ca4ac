package org.greenzone.astro.breakup;

/** Products of vectors of three, which may be the first three numbers of a state. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double norm(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    static double[] unit(double[] v) {
        double length = norm(v);
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /** Velocity of a state. */
    static double[] velocity(double[] state6) {
        return new double[] {state6[3], state6[4], state6[5]};
    }

    /** Unit normal of the osculating orbit plane. */
    static double[] normal(double[] state6) {
        return unit(cross(state6, velocity(state6)));
    }

    /** Turns both halves of a state about the z axis. */
    static void turn(double[] state6, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int at = 0; at < 6; at += 3) {
            double x = state6[at];
            state6[at] = cos * x - sin * state6[at + 1];
            state6[at + 1] = sin * x + cos * state6[at + 1];
        }
    }
}

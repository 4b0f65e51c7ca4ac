package org.greenzone.astro.physics;

/** Products of vectors of three, which may be the first three numbers of a longer array, as the position of a state is. Any consistent units. */
public final class Vectors {
    private Vectors() {}

    /** Of the first three numbers. */
    public static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Of the first three numbers. */
    public static double norm(double[] v) {
        return norm(v, 0);
    }

    /** Of the three numbers from an index on. */
    public static double norm(double[] v, int at) {
        return Math.sqrt(v[at] * v[at] + v[at + 1] * v[at + 1] + v[at + 2] * v[at + 2]);
    }

    /** Between the first three numbers of each. */
    public static double distance(double[] a, double[] b) {
        return distance(a, b, 0);
    }

    /** Between the three numbers of each from an index on. */
    public static double distance(double[] a, double[] b, int at) {
        double x = a[at] - b[at];
        double y = a[at + 1] - b[at + 1];
        double z = a[at + 2] - b[at + 2];
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Along the first three numbers; 3 numbers, NaN of a zero vector. */
    public static double[] unit(double[] v) {
        double length = norm(v);
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }

    /** Of the first three numbers; 3 numbers. */
    public static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /** Velocity of a state. */
    public static double[] velocity(double[] state6) {
        return new double[] {state6[3], state6[4], state6[5]};
    }

    /** Unit normal of the osculating orbit plane. */
    public static double[] normal(double[] state6) {
        return unit(cross(state6, velocity(state6)));
    }

    /** Turns both halves of a state about the z axis, radians. */
    public static void turn(double[] state6, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int at = 0; at < 6; at += 3) {
            double x = state6[at];
            state6[at] = cos * x - sin * state6[at + 1];
            state6[at + 1] = sin * x + cos * state6[at + 1];
        }
    }
}

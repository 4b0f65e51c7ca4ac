package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * Osculating equinoctial elements (Broucke and Cefola 1972): a, ex, ey, hx, hy, and the mean longitude.
 *
 * <p>They are the coordinates in which errors of an orbit stay Gaussian longest: an error along the track is one number that
 * bends with the orbit, where in Cartesian axes a long one points off the orbit (Horwood, Aragon and Poore 2011). Singular
 * at an inclination of 180 degrees; elliptic orbits only. Elements are 6 numbers: semi-major axis (m), e cos(omega + Omega),
 * e sin(omega + Omega), tan(i/2) cos Omega, tan(i/2) sin Omega, mean longitude M + omega + Omega (rad, -pi to pi from
 * {@link #fromCartesian}).
 */
public final class EquinoctialElements {
    private static final double ECCENTRICITY_STEP = 1e-6;
    private static final int KEPLER_ITERATIONS = 50;
    private static final double KEPLER_TOLERANCE = 1e-15;

    private EquinoctialElements() {}

    /**
     * Elements of a state.
     *
     * @param state6 position (m) and velocity (m/s), inertial
     * @param mu gravitational parameter, m3/s2
     * @return 6 elements
     * @throws ArithmeticException where the orbit is not an ellipse
     */
    public static double[] fromCartesian(double[] state6, double mu) {
        double x = state6[0];
        double y = state6[1];
        double z = state6[2];
        double vx = state6[3];
        double vy = state6[4];
        double vz = state6[5];
        double r = Math.sqrt(x * x + y * y + z * z);
        double v2 = vx * vx + vy * vy + vz * vz;
        double a = 1 / (2 / r - v2 / mu);
        double wx = y * vz - z * vy;
        double wy = z * vx - x * vz;
        double wz = x * vy - y * vx;
        double h = Math.sqrt(wx * wx + wy * wy + wz * wz);
        if (!(a > 0) || !(h > 0) || Double.isInfinite(a)) {
            throw new ArithmeticException("the orbit is not an ellipse");
        }
        double d = 1 / (h + wz);
        double hx = -d * wy;
        double hy = d * wx;
        double k = 1 / (1 + hx * hx + hy * hy);
        double fx = k * (1 + hx * hx - hy * hy);
        double fy = k * 2 * hx * hy;
        double fz = -k * 2 * hy;
        double gx = fy;
        double gy = k * (1 + hy * hy - hx * hx);
        double gz = k * 2 * hx;
        double rv = x * vx + y * vy + z * vz;
        double scale = v2 / mu - 1 / r;
        double eccX = scale * x - rv / mu * vx;
        double eccY = scale * y - rv / mu * vy;
        double eccZ = scale * z - rv / mu * vz;
        double ex = eccX * fx + eccY * fy + eccZ * fz;
        double ey = eccX * gx + eccY * gy + eccZ * gz;
        double px = x * fx + y * fy + z * fz;
        double py = x * gx + y * gy + z * gz;
        double beta = 1 / (1 + Math.sqrt(1 - ex * ex - ey * ey));
        double root = Math.sqrt(1 - ex * ex - ey * ey);
        double cosF = ex + ((1 - ex * ex * beta) * px - ex * ey * beta * py) / (a * root);
        double sinF = ey + ((1 - ey * ey * beta) * py - ex * ey * beta * px) / (a * root);
        double longitude = Math.atan2(sinF, cosF) + ey * cosF - ex * sinF;
        return new double[] {a, ex, ey, hx, hy, Math.IEEEremainder(longitude, 2 * Math.PI)};
    }

    /**
     * State of elements.
     *
     * @throws ArithmeticException where the elements are not those of an ellipse
     */
    public static double[] toCartesian(double[] elements, double mu) {
        double[] state = new double[6];
        toCartesian(elements, mu, KEPLER_TOLERANCE, new double[10], state);
        return state;
    }

    /**
     * State of elements, without allocation and as exactly as is asked for.
     *
     * @param elements 6 elements
     * @param tolerance last step of the solution of Kepler's equation, rad; its error is of the order of the square
     * @param scratch10 is written
     * @param out6 receives position (m) and velocity (m/s)
     * @throws ArithmeticException where the elements are not those of an ellipse
     */
    public static void toCartesian(double[] elements, double mu, double tolerance, double[] scratch10, double[] out6) {
        frame(elements[3], elements[4], scratch10);
        inPlane(elements, elements[1], elements[2], mu, tolerance, scratch10, 6);
        compose(scratch10, 6, scratch10, out6);
    }

    /** Position and velocity along the two axes of the orbit plane, for the eccentricity vector given. */
    private static void inPlane(
            double[] elements, double ex, double ey, double mu, double tolerance, double[] out, int at) {
        double a = elements[0];
        double e2 = ex * ex + ey * ey;
        if (!(a > 0) || !(e2 < 1)) {
            throw new ArithmeticException("the orbit is not an ellipse");
        }
        double longitude = elements[5];
        double f = longitude;
        double sin = Math.sin(f);
        double cos = Math.cos(f);
        for (int i = 0; i < KEPLER_ITERATIONS; i++) {
            double step = (f + ey * cos - ex * sin - longitude) / (1 - ex * cos - ey * sin);
            f -= step;
            sin = Math.sin(f);
            cos = Math.cos(f);
            if (Math.abs(step) < tolerance * Math.max(1, Math.abs(f))) {
                break;
            }
        }
        double beta = 1 / (1 + Math.sqrt(1 - e2));
        double rate = Math.sqrt(mu / a) / (1 - ex * cos - ey * sin);
        out[at] = a * ((1 - beta * ey * ey) * cos + beta * ex * ey * sin - ex);
        out[at + 1] = a * ((1 - beta * ex * ex) * sin + beta * ex * ey * cos - ey);
        out[at + 2] = rate * (-(1 - beta * ey * ey) * sin + beta * ex * ey * cos);
        out[at + 3] = rate * ((1 - beta * ex * ex) * cos - beta * ex * ey * sin);
    }

    /** The two axes of the orbit plane, f then g. */
    private static void frame(double hx, double hy, double[] out6) {
        double k = 1 / (1 + hx * hx + hy * hy);
        out6[0] = k * (1 + hx * hx - hy * hy);
        out6[1] = k * 2 * hx * hy;
        out6[2] = -k * 2 * hy;
        out6[3] = out6[1];
        out6[4] = k * (1 + hy * hy - hx * hx);
        out6[5] = k * 2 * hx;
    }

    private static void compose(double[] plane, int at, double[] frame, double[] out6) {
        for (int i = 0; i < 3; i++) {
            out6[i] = plane[at] * frame[i] + plane[at + 1] * frame[3 + i];
            out6[3 + i] = plane[at + 2] * frame[i] + plane[at + 3] * frame[3 + i];
        }
    }

    /**
     * Partials of the Cartesian state by the elements (6 x 6): in closed form, but for those by the eccentricity vector, which are
     * central differences with steps that cost 1e-9 of accuracy.
     */
    public static double[][] cartesianByElements(double[] elements, double mu) {
        double a = elements[0];
        double hx = elements[3];
        double hy = elements[4];
        double[] plane = new double[4];
        double[] frame = new double[6];
        double[] state = new double[6];
        inPlane(elements, elements[1], elements[2], mu, KEPLER_TOLERANCE, plane, 0);
        frame(hx, hy, frame);
        compose(plane, 0, frame, state);
        double[][] jacobian = new double[6][6];
        double motion = Math.sqrt(mu / (a * a * a));
        double r2 = plane[0] * plane[0] + plane[1] * plane[1];
        double pull = mu / (r2 * Math.sqrt(r2));
        for (int i = 0; i < 3; i++) {
            jacobian[i][0] = state[i] / a;
            jacobian[3 + i][0] = -state[3 + i] / (2 * a);
            jacobian[i][5] = state[3 + i] / motion;
            jacobian[3 + i][5] = -pull * state[i] / motion;
        }
        double[] plus = new double[6];
        double[] minus = new double[6];
        for (int c = 1; c <= 2; c++) {
            double dx = c == 1 ? ECCENTRICITY_STEP : 0;
            double dy = c == 2 ? ECCENTRICITY_STEP : 0;
            inPlane(elements, elements[1] + dx, elements[2] + dy, mu, KEPLER_TOLERANCE, plane, 0);
            compose(plane, 0, frame, plus);
            inPlane(elements, elements[1] - dx, elements[2] - dy, mu, KEPLER_TOLERANCE, plane, 0);
            compose(plane, 0, frame, minus);
            for (int i = 0; i < 6; i++) {
                jacobian[i][c] = (plus[i] - minus[i]) / (2 * ECCENTRICITY_STEP);
            }
        }
        inPlane(elements, elements[1], elements[2], mu, KEPLER_TOLERANCE, plane, 0);
        double k = 1 / (1 + hx * hx + hy * hy);
        double[][] turned = {
            {2 * k * hx, 2 * k * hy, 0, 2 * k * hy, -2 * k * hx, 2 * k},
            {-2 * k * hy, 2 * k * hx, -2 * k, 2 * k * hx, 2 * k * hy, 0}
        };
        double[] h = {hx, hy};
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 6; i++) {
                turned[c][i] -= 2 * h[c] * k * frame[i];
            }
            compose(plane, 0, turned[c], plus);
            for (int i = 0; i < 6; i++) {
                jacobian[i][3 + c] = plus[i];
            }
        }
        return jacobian;
    }

    /** Partials of the elements by the Cartesian state (6 x 6): the inverse of {@link #cartesianByElements}. */
    public static double[][] elementsByCartesian(double[] elements, double mu) {
        double[][] identity = new double[6][6];
        for (int i = 0; i < 6; i++) {
            identity[i][i] = 1;
        }
        return SymmetricMatrix.solveGeneral(cartesianByElements(elements, mu), identity);
    }

    /** Partials of six elements or coordinates (6 x 6) with a seventh number, the ballistic coefficient, that stays itself. */
    public static double[][] withCoefficient(double[][] six) {
        double[][] seven = new double[7][7];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(six[i], 0, seven[i], 0, 6);
        }
        seven[6][6] = 1;
        return seven;
    }
}

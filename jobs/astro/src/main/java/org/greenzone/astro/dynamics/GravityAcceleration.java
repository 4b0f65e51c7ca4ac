package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.GravityField;

/**
 * Acceleration by the non-central part of the Earth's gravity field, in ITRF.
 *
 * <p>Pines 1973, "Uniform representation of the gravitational potential and its derivatives", free of singularities at
 * the poles, with fully normalized functions, the powers of (R / r) carried in the recursion, and the sums over the
 * degree gathered for each order. Not thread-safe; allocates nothing when called.
 */
final class GravityAcceleration {
    /** Coefficients of one (degree, order), interleaved so that the inner loop reads memory in order. */
    private static final int STRIDE = 8;

    private final int degree;
    private final double mu;
    private final double radius;
    private final double[] table;
    private final int[] columnStart;
    private final double[] diagonal;
    private final double[] alpha0;
    private final double[] beta0;
    private final double[] current;
    private final double[] next;

    GravityAcceleration(GravityField field, int degree) {
        if (degree > field.degree()) {
            throw new IllegalArgumentException(
                    "gravity degree " + degree + " is above the " + field.degree() + " of the physical data");
        }
        this.degree = degree;
        this.mu = field.mu();
        this.radius = field.radiusMetres();
        this.columnStart = new int[degree + 1];
        this.diagonal = new double[degree + 2];
        this.current = new double[degree + 2];
        this.next = new double[degree + 2];
        this.alpha0 = new double[degree + 1];
        this.beta0 = new double[degree + 1];
        for (int n = 1; n <= degree; n++) {
            alpha0[n] = alpha(n, 0);
            beta0[n] = beta(n, 0);
        }
        diagonal[0] = 1;
        for (int m = 1; m <= degree + 1; m++) {
            diagonal[m] = diagonal[m - 1] * Math.sqrt((2.0 * m + 1) / (2.0 * m) * (m == 1 ? 2 : 1));
        }
        int size = 0;
        for (int m = 0; m <= degree; m++) {
            columnStart[m] = size;
            size += (degree - m + 1) * STRIDE;
        }
        this.table = new double[size];
        for (int m = 0; m <= degree; m++) {
            for (int n = Math.max(m, 2); n <= degree; n++) {
                int at = columnStart[m] + (n - m) * STRIDE;
                double c = field.cosine(n, m);
                double s = field.sine(n, m);
                double derivative = Math.sqrt((double) (n - m) * (n + m + 1) * (m == 0 ? 0.5 : 1));
                table[at] = c;
                table[at + 1] = s;
                table[at + 2] = derivative * c;
                table[at + 3] = derivative * s;
                table[at + 4] = (n + m + 1) * c;
                table[at + 5] = (n + m + 1) * s;
                // recursion of column m + 1
                table[at + 6] = alpha(n, m + 1);
                table[at + 7] = beta(n, m + 1);
            }
        }
    }

    private static double alpha(int n, int m) {
        return n <= m ? 0 : Math.sqrt((2.0 * n + 1) * (2.0 * n - 1) / ((double) (n - m) * (n + m)));
    }

    private static double beta(int n, int m) {
        return n <= m + 1
                ? 0
                : Math.sqrt((2.0 * n + 1) * (n + m - 1.0) * (n - m - 1.0) / ((2.0 * n - 3) * (n + m) * (n - m)));
    }

    /** The acceleration (m/s2) at a position in ITRF (m), without the central term. */
    void acceleration(double x, double y, double z, double[] out3) {
        double r2 = x * x + y * y + z * z;
        double r = Math.sqrt(r2);
        double s = x / r;
        double t = y / r;
        double u = z / r;
        double rho = radius / r;
        double rhoU = rho * u;
        double rho2 = rho * rho;
        double[] column = current;
        double[] ahead = next;
        column[0] = 1;
        column[1] = Math.sqrt(3) * rhoU;
        for (int k = 2; k <= degree; k++) {
            column[k] = alpha0[k] * rhoU * column[k - 1] - beta0[k] * rho2 * column[k - 2];
        }
        double real = 1;
        double imaginary = 0;
        double realBefore = 0;
        double imaginaryBefore = 0;
        double power = 1;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        for (int m = 0; m <= degree; m++) {
            power *= rho;
            int first = Math.max(m, 2);
            int at = columnStart[m] + (first - m) * STRIDE;
            double c1 = 0;
            double s1 = 0;
            double c3 = 0;
            double s3 = 0;
            double c4 = 0;
            double s4 = 0;
            double older = 0;
            double old = 0;
            // column m + 1 of the functions begins on its diagonal, at degree m + 1
            double start = power * diagonal[m + 1];
            int n = first;
            if (m == 0) {
                old = start;
            } else {
                for (; n <= Math.min(m + 1, degree); n++) {
                    double a = column[n];
                    double b = n == m ? 0 : start;
                    old = b;
                    ahead[n] = b;
                    c1 += table[at] * a;
                    s1 += table[at + 1] * a;
                    c3 += table[at + 2] * b;
                    s3 += table[at + 3] * b;
                    c4 += table[at + 4] * a;
                    s4 += table[at + 5] * a;
                    at += STRIDE;
                }
            }
            for (; n <= degree; n++) {
                double a = column[n];
                double b = table[at + 6] * rhoU * old - table[at + 7] * rho2 * older;
                older = old;
                old = b;
                ahead[n] = b;
                c1 += table[at] * a;
                s1 += table[at + 1] * a;
                c3 += table[at + 2] * b;
                s3 += table[at + 3] * b;
                c4 += table[at + 4] * a;
                s4 += table[at + 5] * a;
                at += STRIDE;
            }
            a1 += m * (c1 * realBefore + s1 * imaginaryBefore);
            a2 += m * (s1 * realBefore - c1 * imaginaryBefore);
            a3 += c3 * real + s3 * imaginary;
            a4 += c4 * real + s4 * imaginary;
            realBefore = real;
            imaginaryBefore = imaginary;
            double turned = s * real - t * imaginary;
            imaginary = s * imaginary + t * real;
            real = turned;
            double[] swap = column;
            column = ahead;
            ahead = swap;
        }
        double radial = -(a4 + u * a3);
        double scale = mu / r2;
        out3[0] = scale * (a1 + s * radial);
        out3[1] = scale * (a2 + t * radial);
        out3[2] = scale * (a3 + u * radial);
    }
}

package org.greenzone.astro.dynamics;

import org.greenzone.astro.physics.GravityField;

/**
 * Acceleration by the non-central part of the Earth's gravity field, in ITRF.
 *
 * <p>Pines 1973, "Uniform representation of the gravitational potential and its derivatives", free of singularities at
 * the poles, with fully normalized functions, the powers of (R / r) carried in the recursion, and the sums over the
 * degree gathered for each order. Two orders go along together: the recursion over the degree waits for itself, and a second one
 * fills the time. The sum weighted by n + m + 1 comes from the running sums, sum_n sum_(k up to n) x_k = sum_k (N - k + 1) x_k.
 * Not thread-safe; allocates nothing when called.
 */
final class GravityAcceleration {
    /** Coefficients of one degree and two orders, interleaved so that the inner loop reads memory in order. */
    private static final int STRIDE = 10;

    private final int degree;
    private final double mu;
    private final double radius;
    private final double[] table;
    private final int[] pairStart;
    private final double[] diagonal;
    private final double[] gamma0;
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
        this.pairStart = new int[degree / 2 + 1];
        this.diagonal = new double[degree + 3];
        this.current = new double[degree + 2];
        this.next = new double[degree + 2];
        this.gamma0 = new double[degree + 1];
        for (int n = 1; n <= degree; n++) {
            gamma0[n] = gamma(n, 0);
        }
        diagonal[0] = 1;
        for (int m = 1; m <= degree + 2; m++) {
            diagonal[m] = diagonal[m - 1] * Math.sqrt((2.0 * m + 1) / (2.0 * m) * (m == 1 ? 2 : 1));
        }
        int size = 0;
        for (int m = 0; m <= degree; m += 2) {
            pairStart[m / 2] = size;
            size += (degree - m + 1) * STRIDE;
        }
        this.table = new double[size];
        for (int m = 0; m <= degree; m += 2) {
            for (int n = m; n <= degree; n++) {
                int at = pairStart[m / 2] + (n - m) * STRIDE;
                harmonic(field, n, m, at);
                harmonic(field, n, m + 1, at + 4);
                table[at + 8] = gamma(n, m + 1);
                table[at + 9] = gamma(n, m + 2);
            }
        }
    }

    /** The coefficients, and the same times what makes the derivative by the sine of the latitude out of the next order. */
    private void harmonic(GravityField field, int n, int m, int at) {
        if (n < Math.max(m, 2)) {
            return;
        }
        double derivative = Math.sqrt((double) (n - m) * (n + m + 1) * (m == 0 ? 0.5 : 1)) * scale(n, m + 1);
        table[at] = scale(n, m) * field.cosine(n, m);
        table[at + 1] = scale(n, m) * field.sine(n, m);
        table[at + 2] = derivative * field.cosine(n, m);
        table[at + 3] = derivative * field.sine(n, m);
    }

    private static double alpha(int n, int m) {
        return n <= m ? 0 : Math.sqrt((2.0 * n + 1) * (2.0 * n - 1) / ((double) (n - m) * (n + m)));
    }

    private static double beta(int n, int m) {
        return n <= m + 1
                ? 0
                : Math.sqrt((2.0 * n + 1) * (n + m - 1.0) * (n - m - 1.0) / ((2.0 * n - 3) * (n + m) * (n - m)));
    }

    /** The unit of the functions here, so that the second coefficient of the recursion is one. */
    private static double scale(int n, int m) {
        double scale = 1;
        for (int k = n; k > m + 1; k -= 2) {
            scale *= beta(k, m);
        }
        return scale;
    }

    /** The first coefficient of the recursion in these units. */
    private static double gamma(int n, int m) {
        return n <= m ? 0 : alpha(n, m) * scale(n - 1, m) / scale(n, m);
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
            column[k] = gamma0[k] * rhoU * column[k - 1] - rho2 * column[k - 2];
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
        for (int m = 0; m <= degree; m += 2) {
            int at = pairStart[m / 2];
            // of order m (p) and m + 1 (q): sums of C and S, their running sums, sums with the next order
            double pc = 0;
            double ps = 0;
            double pcc = 0;
            double pss = 0;
            double pd = 0;
            double pe = 0;
            double qc = 0;
            double qs = 0;
            double qcc = 0;
            double qss = 0;
            double qd = 0;
            double qe = 0;
            // columns m + 1 and m + 2 of the functions begin on their diagonals
            double bOlder = 0;
            double bOld = power * rho * diagonal[m + 1];
            double cOlder = 0;
            double cOld = power * rho2 * diagonal[m + 2];
            power *= rho2;
            int n = m;
            for (; n <= Math.min(m + 2, degree); n++) {
                double a = column[n];
                double b = n == m ? 0 : bOld;
                double c = n == m + 2 ? cOld : 0;
                if (n == m + 2) {
                    bOlder = bOld;
                    b = table[at + 8] * rhoU * bOlder;
                    bOld = b;
                }
                ahead[n] = c;
                pc = Math.fma(table[at], a, pc);
                ps = Math.fma(table[at + 1], a, ps);
                pcc += pc;
                pss += ps;
                pd = Math.fma(table[at + 2], b, pd);
                pe = Math.fma(table[at + 3], b, pe);
                qc = Math.fma(table[at + 4], b, qc);
                qs = Math.fma(table[at + 5], b, qs);
                qcc += qc;
                qss += qs;
                qd = Math.fma(table[at + 6], c, qd);
                qe = Math.fma(table[at + 7], c, qe);
                at += STRIDE;
            }
            for (; n <= degree; n++) {
                double a = column[n];
                double b = Math.fma(table[at + 8] * rhoU, bOld, -rho2 * bOlder);
                bOlder = bOld;
                bOld = b;
                double c = Math.fma(table[at + 9] * rhoU, cOld, -rho2 * cOlder);
                cOlder = cOld;
                cOld = c;
                ahead[n] = c;
                pc = Math.fma(table[at], a, pc);
                ps = Math.fma(table[at + 1], a, ps);
                pcc += pc;
                pss += ps;
                pd = Math.fma(table[at + 2], b, pd);
                pe = Math.fma(table[at + 3], b, pe);
                qc = Math.fma(table[at + 4], b, qc);
                qs = Math.fma(table[at + 5], b, qs);
                qcc += qc;
                qss += qs;
                qd = Math.fma(table[at + 6], c, qd);
                qe = Math.fma(table[at + 7], c, qe);
                at += STRIDE;
            }
            double weight = degree + m + 2;
            a1 += m * (pc * realBefore + ps * imaginaryBefore);
            a2 += m * (ps * realBefore - pc * imaginaryBefore);
            a3 += pd * real + pe * imaginary;
            a4 += (weight * pc - pcc) * real + (weight * ps - pss) * imaginary;
            realBefore = real;
            imaginaryBefore = imaginary;
            real = s * realBefore - t * imaginaryBefore;
            imaginary = s * imaginaryBefore + t * realBefore;
            weight = degree + m + 3;
            a1 += (m + 1) * (qc * realBefore + qs * imaginaryBefore);
            a2 += (m + 1) * (qs * realBefore - qc * imaginaryBefore);
            a3 += qd * real + qe * imaginary;
            a4 += (weight * qc - qcc) * real + (weight * qs - qss) * imaginary;
            realBefore = real;
            imaginaryBefore = imaginary;
            real = s * realBefore - t * imaginaryBefore;
            imaginary = s * imaginaryBefore + t * realBefore;
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

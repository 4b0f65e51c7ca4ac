package org.greenzone.astro.dynamics;

import java.util.Arrays;

/**
 * Coefficients of the summed Adams and Stormer-Cowell formulas (Gauss-Jackson) in the form of ordinates.
 *
 * <p>With the backward difference d of the acceleration a at even steps h, integration is the operator h / -ln(1 - d)
 * (Berry and Healy 2004, "Implementation of Gauss-Jackson integration for orbit propagation"). At the newest point n, with
 * the sums s(n) = s(n - 1) + a(n) and S(n) = S(n - 1) + s(n), the velocity j steps before is
 * {@code h (s + sum_k a(n - k) velocity[j][k])} and the position is
 * {@code h h (S - (1 + j) s + sum_k a(n - k) position[j][k])}; j = -1 is the prediction.
 */
final class GaussJackson {
    /** Accelerations in a formula: differences to the tenth order. */
    static final int POINTS = 11;

    static final double[] PREDICT_VELOCITY = ordinates(velocitySeries(-1));
    static final double[] PREDICT_POSITION = ordinates(positionSeries(-1));
    static final double[][] VELOCITY = new double[POINTS][];
    static final double[][] POSITION = new double[POINTS][];

    static {
        for (int j = 0; j < POINTS; j++) {
            VELOCITY[j] = ordinates(velocitySeries(j));
            POSITION[j] = ordinates(positionSeries(j));
        }
    }

    /** What the correction of the next point takes from the points up to now; the last is beyond its reach. */
    static final double[] CORRECT_VELOCITY = Arrays.copyOfRange(VELOCITY[0], 1, POINTS + 1);

    static final double[] CORRECT_POSITION = Arrays.copyOfRange(POSITION[0], 1, POINTS + 1);

    private GaussJackson() {}

    /** Terms of (1 - x)^j / -ln(1 - x) from x^0 on (that of 1/x is one). */
    private static double[] velocitySeries(int j) {
        return drop(multiply(inverseLogarithm(), power(j)), 1);
    }

    /** Terms of (1 - x)^j / ln^2(1 - x) from x^0 on (those of 1/x^2 and 1/x are one and -1 - j). */
    private static double[] positionSeries(int j) {
        return drop(multiply(multiply(inverseLogarithm(), inverseLogarithm()), power(j)), 2);
    }

    /** x / -ln(1 - x), by inversion of sum x^k / (k + 1). */
    private static double[] inverseLogarithm() {
        double[] series = new double[POINTS + 2];
        series[0] = 1;
        for (int n = 1; n < series.length; n++) {
            for (int k = 1; k <= n; k++) {
                series[n] -= series[n - k] / (k + 1);
            }
        }
        return series;
    }

    private static double[] power(int j) {
        double[] series = new double[POINTS + 2];
        series[0] = 1;
        for (int n = 1; n < series.length; n++) {
            series[n] = series[n - 1] * (n - 1 - j) / n;
        }
        return series;
    }

    private static double[] multiply(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int n = 0; n < product.length; n++) {
            for (int k = 0; k <= n; k++) {
                product[n] += a[k] * b[n - k];
            }
        }
        return product;
    }

    private static double[] drop(double[] series, int first) {
        double[] rest = new double[POINTS];
        System.arraycopy(series, first, rest, 0, POINTS);
        return rest;
    }

    /** From coefficients of the differences to coefficients of the values. */
    private static double[] ordinates(double[] differences) {
        double[] values = new double[POINTS];
        for (int n = 0; n < POINTS; n++) {
            double binomial = 1;
            for (int k = 0; k <= n; k++) {
                values[k] += differences[n] * binomial * ((k & 1) == 0 ? 1 : -1);
                binomial = binomial * (n - k) / (k + 1);
            }
        }
        return values;
    }
}

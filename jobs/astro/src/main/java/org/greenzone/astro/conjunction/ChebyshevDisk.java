package org.greenzone.astro.conjunction;

/**
 * The probability of {@link PlaneProbability#disk} by one Gauss-Chebyshev rule of the second kind whose number of nodes
 * is chosen beforehand from a proven bound on its relative error: some ten times as fast as the reference.
 *
 * <p>With a = R / sigma and m = miss / sigma along the minor axis, b and c likewise along the major one,
 *
 * <pre>P = integral over (0, pi) of a sin t phi(m - a cos t) [Phi(c + b sin t) - Phi(c - b sin t)] dt</pre>
 *
 * <p>The rule is the trapezoidal rule with N = 2 (n + 1) points for this integrand F, which is entire and of period
 * 2 pi. So its error is at most 2 pi M / (exp(alpha N) - 1) for every alpha &gt; 0, where M bounds |F| for imaginary parts up to
 * alpha (Davis 1959; Trefethen and Weideman, SIAM Review 56, 2014, theorem 3.2): here
 *
 * <pre>M = a b / pi cosh^2 alpha exp((a^2 + b^2) sinh^2 alpha / 2 - [m - a cosh alpha]+^2 / 2 - [c - b cosh alpha]+^2 / 2)</pre>
 *
 * <p>The strip is summed by its Taylor series in b sin t, whose coefficients are Hermite polynomials in c and the same at
 * all nodes; Cramer's inequality |He_k(c)| &lt;= 1.0865 exp(c^2 / 4) sqrt(k!) bounds what is cut off. And by Jensen's
 * inequality P is at least a b / 2 exp(-(m^2 + c^2) / 2 - (a^2 + b^2) / 8), which makes both bounds relative ones.
 */
final class ChebyshevDisk {
    /** Relative error that the bound promises beside rounding; half of it for each of the two parts. */
    static final double PROMISED = 1e-11;

    private static final double LOG_HALF_PROMISED = Math.log(0.5 * PROMISED);
    private static final double LOG_4 = Math.log(4);
    private static final double LOG_CRAMER = Math.log(1.0865);
    private static final double LOG_2 = Math.log(2);

    private static final int MOST_NODES = 48;
    private static final int MOST_TERMS = 24;

    /** Imaginary parts at which the bound is tried; each is valid, the best is taken. */
    private static final double[] ALPHAS = {0.4, 0.7, 1, 1.3, 1.6, 1.9, 2.2, 2.5, 2.8, 3.1, 3.4};

    private static final double[] COSH = new double[ALPHAS.length];
    private static final double[] SINH2 = new double[ALPHAS.length];
    private static final double[] CONSTANT = new double[ALPHAS.length];

    /** ln of sqrt((2k)!) / (2k+1)!. */
    private static final double[] LOG_TERM = new double[MOST_TERMS + 1];

    /** Nodes on one side of the middle, by n: cosines, then squares of sines. */
    private static final double[][] COSINES = new double[MOST_NODES + 1][];

    private static final double[][] SQUARED_SINES = new double[MOST_NODES + 1][];

    static {
        for (int k = 0; k < ALPHAS.length; k++) {
            COSH[k] = Math.cosh(ALPHAS[k]);
            SINH2[k] = Math.sinh(ALPHAS[k]) * Math.sinh(ALPHAS[k]);
            CONSTANT[k] = LOG_4 + 2 * Math.log(COSH[k]);
        }
        double logFactorial = 0;
        for (int k = 0; k <= MOST_TERMS; k++) {
            if (k > 0) {
                logFactorial += Math.log(2.0 * k * (2 * k - 1));
            }
            LOG_TERM[k] = -0.5 * logFactorial - Math.log(2 * k + 1);
        }
        for (int n = 1; n <= MOST_NODES; n++) {
            int half = (n + 1) / 2;
            COSINES[n] = new double[half];
            SQUARED_SINES[n] = new double[half];
            for (int i = 0; i < half; i++) {
                double angle = (i + 1) * Math.PI / (n + 1);
                double sin = Math.sin(angle);
                COSINES[n][i] = 2 * (i + 1) == n + 1 ? 0 : Math.cos(angle);
                SQUARED_SINES[n][i] = sin * sin;
            }
        }
    }

    private ChebyshevDisk() {}

    /**
     * Probability that the Gaussian point lies in the disk; NaN where no rule of at most 48 nodes and 24 terms is proven to
     * {@link #PROMISED} (large radii over sigma, far tails).
     *
     * @param x mean along the first axis, metres
     * @param y mean along the second axis, metres
     * @param sigmaX above 0
     * @param sigmaY above 0
     * @param radius above 0
     */
    static double probability(double x, double y, double sigmaX, double sigmaY, double radius) {
        boolean swap = sigmaX > sigmaY;
        double minor = swap ? sigmaY : sigmaX;
        double major = swap ? sigmaX : sigmaY;
        double a = radius / minor;
        double b = radius / major;
        double m = Math.abs(swap ? y : x) / minor;
        double c = Math.abs(swap ? x : y) / major;
        int n = nodes(a, b, m, c);
        if (n > MOST_NODES) {
            return Double.NaN;
        }
        int terms = terms(a, b, m, c);
        if (terms > MOST_TERMS) {
            return Double.NaN;
        }
        double[] series = series(c, b, terms);
        double[] cosines = COSINES[n];
        double[] sines = SQUARED_SINES[n];
        double sum = 0;
        int pairs = n / 2;
        for (int i = 0; i < pairs; i++) {
            double step = a * cosines[i];
            double s2 = sines[i];
            double less = m - step;
            double more = m + step;
            sum += s2 * strip(series, s2) * (Math.exp(-0.5 * less * less) + Math.exp(-0.5 * more * more));
        }
        if ((n & 1) == 1) {
            double s2 = sines[pairs];
            sum += s2 * strip(series, s2) * Math.exp(-0.5 * m * m);
        }
        return Math.min(1, a * b * Math.exp(-0.5 * c * c) * sum / (n + 1));
    }

    /** The least number of nodes for which the bound is kept; above {@link #MOST_NODES} where none is. */
    private static int nodes(double a, double b, double m, double c) {
        double squares = 0.5 * (a * a + b * b);
        double distance = 0.5 * (m * m + c * c);
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < ALPHAS.length; k++) {
            double inX = Math.max(0, m - a * COSH[k]);
            double inY = Math.max(0, c - b * COSH[k]);
            double log = CONSTANT[k] + squares * (SINH2[k] + 0.25) + distance - 0.5 * (inX * inX + inY * inY);
            // 1 / (exp(alpha N) - 1) is at most twice exp(-alpha N) where the bound is below one.
            best = Math.min(best, (log + LOG_2 - LOG_HALF_PROMISED) / ALPHAS[k]);
        }
        double wanted = Math.ceil(0.5 * best) - 1;
        return wanted <= MOST_NODES ? Math.max(4, (int) wanted) : MOST_NODES + 1;
    }

    private static int terms(double a, double b, double m, double c) {
        double outside = Math.max(0, m - a);
        double base = LOG_CRAMER
                + LOG_2
                + 0.25 * c * c
                + 0.5 * (m * m - outside * outside)
                + 0.125 * (a * a + b * b)
                - LOG_HALF_PROMISED;
        double logB2 = 2 * Math.log(b);
        int least = Math.max(1, (int) Math.ceil(Math.min(MOST_TERMS + 1, b * b)));
        for (int k = least; k <= MOST_TERMS; k++) {
            if (base + LOG_TERM[k] + k * logB2 <= 0) {
                return k;
            }
        }
        return MOST_TERMS + 1;
    }

    /** He_2k(c) b^2k / (2k+1)!, by the recurrence of the Hermite polynomials. */
    private static double[] series(double c, double b, int terms) {
        double[] series = new double[terms];
        double before = 1;
        double now = c;
        double scale = 1;
        double b2 = b * b;
        for (int k = 0; k < terms; k++) {
            series[k] = before * scale;
            scale *= b2 / ((2.0 * k + 2) * (2 * k + 3));
            double even = c * now - (2 * k + 1) * before;
            now = c * even - (2 * k + 2) * now;
            before = even;
        }
        return series;
    }

    private static double strip(double[] series, double s2) {
        double sum = 0;
        for (int k = series.length - 1; k >= 0; k--) {
            sum = sum * s2 + series[k];
        }
        return sum;
    }
}

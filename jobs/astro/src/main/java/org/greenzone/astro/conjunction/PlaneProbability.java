package org.greenzone.astro.conjunction;

import org.greenzone.astro.conjunction.LogConcaveQuadrature.Substitution;

/**
 * Probability that a Gaussian point of the encounter plane lies in a disk or a square: the integral of Foster and
 * Estes, "A parametric analysis of orbital debris collision probability and maneuver rate for space vehicles",
 * NASA/JSC-25898 (1992), by quadrature to about 1e-12 relative, for any ratio of sizes and any distance.
 *
 * <p>One dimension is done by error functions and the other by quadrature. Ordinary encounters (radius below a few
 * sigma) converge with Gauss-Chebyshev of the second kind in 16 to 64 nodes; all others go through {@link
 * LogConcaveQuadrature}: the chord integral of a Gaussian over a convex set is log-concave (Prekopa 1973), so no peak is
 * missed and nothing underflows before the result itself does.
 */
final class PlaneProbability {
    private static final double SQRT_2 = Math.sqrt(2);
    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double CONVERGED = 2e-13;
    /** Largest radius over sigma at which Gauss-Chebyshev is tried: no feature is narrower than its nodes. */
    private static final double ORDINARY_RADIUS = 3;
    /** Largest change of the logarithm over the disk at which Gauss-Chebyshev is tried. */
    private static final double ORDINARY_SLOPE = 20;

    /** Beyond so many sigmas from an edge of the set a Gaussian is in it, or out of it, to the last digit. */
    private static final double EDGE_SIGMAS = 8.5;

    private static final int[] ORDERS = {12, 24, 48, 96};
    private static final double[][] COSINES = new double[ORDERS.length][];
    private static final double[][] SINES = new double[ORDERS.length][];

    static {
        for (int k = 0; k < ORDERS.length; k++) {
            int n = ORDERS[k];
            COSINES[k] = new double[n];
            SINES[k] = new double[n];
            for (int i = 0; i < n; i++) {
                double angle = (i + 1) * Math.PI / (n + 1);
                COSINES[k][i] = Math.cos(angle);
                SINES[k][i] = Math.sin(angle);
            }
        }
    }

    private static final double[] LEGENDRE_NODES = {
        0.095012509837637440185,
        0.281603550779258913230,
        0.458016777657227386342,
        0.617876244402643748447,
        0.755404408355003033895,
        0.865631202387831743880,
        0.944575023073232576078,
        0.989400934991649932596
    };
    private static final double[] LEGENDRE_WEIGHTS = {
        0.189450610455068496285,
        0.182603415044923588867,
        0.169156519395002538189,
        0.149595988816576732081,
        0.124628971255533872052,
        0.095158511682492784810,
        0.062253523938647892863,
        0.027152459411754094852
    };

    private PlaneProbability() {}

    /**
     * Disk of the radius about the origin; the point has its mean at (x, y) and independent sigmas along the axes.
     *
     * @param sigmaX above 0
     * @param sigmaY above 0
     */
    static double disk(double x, double y, double sigmaX, double sigmaY, double radius) {
        // Quadrature along the axis in which the density is the flatter, error functions along the other.
        boolean swap = sigmaX < sigmaY;
        double u = Math.abs(swap ? y : x);
        double v = Math.abs(swap ? x : y);
        double sigmaU = swap ? sigmaY : sigmaX;
        double sigmaV = swap ? sigmaX : sigmaY;
        double ordinary = ordinaryDisk(u, v, sigmaU, sigmaV, radius);
        double probability = ordinary >= 0 ? ordinary : Math.exp(logDisk(u, v, sigmaU, sigmaV, radius));
        return Math.min(1, probability);
    }

    /**
     * Square of half side {@code half} about the origin, sides along the axes of a correlated density.
     *
     * @param covariance variances and covariance of the density: xx, xy, yy; positive definite
     */
    static double square(double x, double y, double[] covariance, double half) {
        double sigmaX = Math.sqrt(covariance[0]);
        double slope = covariance[1] / covariance[0];
        double sigmaY = Math.sqrt(Math.max(covariance[2] - covariance[1] * slope, Double.MIN_NORMAL));
        Substitution identity = new Substitution() {
            @Override
            public double toVariable(double s) {
                return s;
            }

            @Override
            public double fromVariable(double s) {
                return s;
            }

            @Override
            public double derivative(double s) {
                return 1;
            }
        };
        double[] edges = {
            x + (-half - EDGE_SIGMAS * sigmaY - y) / slope,
            x + (-half + EDGE_SIGMAS * sigmaY - y) / slope,
            x + (half - EDGE_SIGMAS * sigmaY - y) / slope,
            x + (half + EDGE_SIGMAS * sigmaY - y) / slope
        };
        double log = LogConcaveQuadrature.logIntegral(
                s -> logDensity(s - x, sigmaX) + logStrip(y + slope * (s - x), half, sigmaY),
                -half,
                half,
                identity,
                edges);
        return Math.min(1, Math.exp(log));
    }

    private static double ordinaryDisk(double x, double y, double sigmaX, double sigmaY, double radius) {
        double scaledX = radius / sigmaX;
        double scaledY = radius / sigmaY;
        if (scaledX > ORDINARY_RADIUS
                || scaledY > ORDINARY_RADIUS
                || scaledX * x / sigmaX > ORDINARY_SLOPE
                || scaledY * y / sigmaY > ORDINARY_SLOPE) {
            return -1;
        }
        double before = Double.NaN;
        for (int k = 0; k < ORDERS.length; k++) {
            int n = ORDERS[k];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double t = (x - radius * COSINES[k][i]) / sigmaX;
                sum += SINES[k][i] * Math.exp(-0.5 * t * t) * strip(y, radius * SINES[k][i], sigmaY);
            }
            double now = sum * radius * Math.PI / (n + 1) / (sigmaX * Math.sqrt(2 * Math.PI));
            if (Math.abs(now - before) <= CONVERGED * now) {
                return now < 1e-290 ? -1 : now;
            }
            before = now;
        }
        return -1;
    }

    private static double logDisk(double x, double y, double sigmaX, double sigmaY, double radius) {
        Substitution circle = new Substitution() {
            @Override
            public double toVariable(double s) {
                return Math.asin(Math.max(-1, Math.min(1, s / radius)));
            }

            @Override
            public double fromVariable(double angle) {
                return radius * Math.sin(angle);
            }

            @Override
            public double derivative(double angle) {
                return radius * Math.cos(angle);
            }
        };
        double outer = chordAt(radius, y - EDGE_SIGMAS * sigmaY);
        double inner = chordAt(radius, y + EDGE_SIGMAS * sigmaY);
        return LogConcaveQuadrature.logIntegral(
                s -> logDensity(s - x, sigmaX)
                        + logStrip(y, Math.sqrt(Math.max(0, (radius - s) * (radius + s))), sigmaY),
                -radius,
                radius,
                circle,
                -outer,
                -inner,
                inner,
                outer);
    }

    /** Where half the chord has the length; NaN (no such place) where it never has. */
    private static double chordAt(double radius, double half) {
        return half >= 0 ? Math.sqrt((radius - half) * (radius + half)) : Double.NaN;
    }

    private static double logDensity(double distance, double sigma) {
        double t = distance / sigma;
        return -0.5 * t * t - Math.log(sigma) - LOG_SQRT_2PI;
    }

    private static double strip(double centre, double half, double sigma) {
        return Math.exp(logStrip(centre, half, sigma));
    }

    /** Logarithm of the probability of a Gaussian between centre - half and centre + half; relative 1e-14. */
    private static double logStrip(double centre, double half, double sigma) {
        double c = Math.abs(centre) / sigma;
        double h = half / sigma;
        if (!(h > 0)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (h < 0.5 && c * h < 4) {
            // Differences of error functions would cancel: the density itself, even part of exp(-c t) only.
            double sum = 0;
            for (int i = 0; i < LEGENDRE_NODES.length; i++) {
                double t = h * LEGENDRE_NODES[i];
                sum += LEGENDRE_WEIGHTS[i] * Math.exp(-0.5 * t * t) * Math.cosh(c * t);
            }
            return Math.log(2 * h * sum) - 0.5 * c * c - LOG_SQRT_2PI;
        }
        double near = (c - h) / SQRT_2;
        double far = (c + h) / SQRT_2;
        if (near >= 0) {
            double ratio = Math.exp((near - far) * (near + far)) * ErrorFunction.scaledComplement(far);
            return Math.log(0.5 * (ErrorFunction.scaledComplement(near) - ratio)) - near * near;
        }
        return Math.log(0.5 * (ErrorFunction.erf(far) + ErrorFunction.erf(-near)));
    }
}

package org.greenzone.simulator.breakup;

import org.greenzone.simulator.random.RandomStream;

/**
 * Distribution of the area-to-mass ratio of fragments over their characteristic length.
 *
 * <p>Johnson, Krisko, Liou and Anz-Meador 2001, "NASA's new breakup model of EVOLVE 4.0", Advances in Space Research 28
 * (9): equation 5 (upper stages) and 6 (spacecraft) above 11 cm, equation 7 below 8 cm. chi is log10 of A/M in m2/kg,
 * lambda log10 of the characteristic length in metres. The paper leaves 8 to 11 cm open: there a fragment is drawn from
 * the large or the small distribution, with a chance that grows linearly from 0 to 1. The two terms of the large
 * distribution are a mixture (one of them is drawn), as the density of the paper has it, not a sum of two draws.
 */
public final class AreaToMass {
    private static final double SMALL_BELOW_METRES = 0.08;
    private static final double LARGE_ABOVE_METRES = 0.11;

    private AreaToMass() {}

    /** A draw of A/M in m2/kg for a fragment of the characteristic length in metres. */
    public static double draw(BrokenType type, double lengthMetres, RandomStream random) {
        double lambda = Math.log10(lengthMetres);
        double large = (lengthMetres - SMALL_BELOW_METRES) / (LARGE_ABOVE_METRES - SMALL_BELOW_METRES);
        double choice = random.uniform();
        double chi;
        if (random.uniform() >= large) {
            chi = smallMean(lambda) + smallSigma(lambda) * random.gaussian();
        } else if (choice < firstWeight(type, lambda)) {
            chi = firstMean(type, lambda) + firstSigma(type, lambda) * random.gaussian();
        } else {
            chi = secondMean(type, lambda) + secondSigma(type, lambda) * random.gaussian();
        }
        return Math.pow(10, chi);
    }

    /** Density of chi for fragments above 11 cm, equations 5 and 6. */
    public static double largeDensity(BrokenType type, double lambda, double chi) {
        double weight = firstWeight(type, lambda);
        return weight * normal(chi, firstMean(type, lambda), firstSigma(type, lambda))
                + (1 - weight) * normal(chi, secondMean(type, lambda), secondSigma(type, lambda));
    }

    private static double normal(double x, double mean, double sigma) {
        double u = (x - mean) / sigma;
        return Math.exp(-u * u / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }

    static double firstWeight(BrokenType type, double lambda) {
        return switch (type) {
            case ROCKET_BODY -> between(lambda, -1.4, 1.0, 0.0, 0.5);
            case SPACECRAFT -> between(lambda, -1.95, 0.0, 0.55, 1.0);
        };
    }

    static double firstMean(BrokenType type, double lambda) {
        return switch (type) {
            case ROCKET_BODY -> between(lambda, -0.5, -0.45, 0.0, -0.9);
            case SPACECRAFT -> between(lambda, -1.1, -0.6, 0.0, -0.95);
        };
    }

    static double firstSigma(BrokenType type, double lambda) {
        return switch (type) {
            case ROCKET_BODY -> 0.55;
            case SPACECRAFT -> between(lambda, -1.3, 0.1, -0.3, 0.3);
        };
    }

    static double secondMean(BrokenType type, double lambda) {
        return switch (type) {
            case ROCKET_BODY -> -0.9;
            case SPACECRAFT -> between(lambda, -0.7, -1.2, -0.1, -2.0);
        };
    }

    static double secondSigma(BrokenType type, double lambda) {
        return switch (type) {
            case ROCKET_BODY -> between(lambda, -1.0, 0.28, 0.1, 0.1);
            case SPACECRAFT -> between(lambda, -0.5, 0.5, -0.3, 0.3);
        };
    }

    static double smallMean(double lambda) {
        return between(lambda, -1.75, -0.3, -1.25, -1.0);
    }

    static double smallSigma(double lambda) {
        return lambda <= -3.5 ? 0.2 : 0.2 + 0.1333 * (lambda + 3.5);
    }

    /** Constant outside [x0, x1], linear between. */
    private static double between(double x, double x0, double y0, double x1, double y1) {
        if (x <= x0) {
            return y0;
        }
        if (x >= x1) {
            return y1;
        }
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    }
}

package org.greenzone.astro.breakup;

/**
 * Whether objects were at one place at one instant: their delays there, each as uncertain as its drag makes it.
 *
 * <p>Delay = common delay + kappa x (delay by drag) + error. Kappa is how much all drag terms are too large over that time (the
 * density of the air then against that of the days from which the sets are). The error has the scale sqrt(s^2 + (f d)^2), d being the delay
 * by drag of the object; s and f come from the delays themselves. Student's t with {@value PinchFit#FREEDOM} degrees of freedom, wrapped at half a revolution, and a part
 * {@value #STRAY} of objects anywhere on their orbits: those of which drag has left nothing to know.
 */
final class DelayFit {
    private static final double STRAY = 0.1;
    private static final double KAPPA_SIGMA = 0.3;
    private static final double[] DRAG_ERRORS = {0.04, 0.08, 0.16, 0.32, 0.6};
    private static final double[] SECONDS = {0.5, 2, 8, 32};
    private static final double[] KAPPAS = {-0.3, 0, 0.3};
    private static final int ROUNDS = 12;

    /** Part of the period above which a scale tells nothing. */
    private static final double KNOWN_PART = 0.25;

    private final double[] delays;
    private final double[] drags;
    private final double[] periods;

    /**
     * @param delays seconds; NaN where there is none
     * @param drags delay by drag, seconds
     * @param periods of the objects, seconds
     */
    DelayFit(double[] delays, double[] drags, double[] periods) {
        this.delays = delays.clone();
        this.drags = drags.clone();
        this.periods = periods.clone();
    }

    /**
     * Result.
     *
     * @param commonSeconds delay of an object without drag error
     * @param sigmaSeconds one sigma of it
     * @param kappa by how much of itself the drag was too large
     * @param seconds scale s
     * @param dragError scale f
     * @param logLikelihood of all delays, against objects anywhere on their orbits (which is 0)
     * @param used objects whose delays are known and agree
     */
    record Delays(
            double commonSeconds,
            double sigmaSeconds,
            double kappa,
            double seconds,
            double dragError,
            double logLikelihood,
            int used) {}

    /**
     * @param priorSeconds what is known of the common delay beforehand
     * @param priorSigma one sigma of it
     */
    Delays fit(double priorSeconds, double priorSigma) {
        Delays best = new Delays(priorSeconds, priorSigma, 0, SECONDS[0], DRAG_ERRORS[0], Double.NEGATIVE_INFINITY, 0);
        for (double seconds : SECONDS) {
            for (double dragError : DRAG_ERRORS) {
                for (double kappa : KAPPAS) {
                    Delays found = fit(priorSeconds, priorSigma, seconds, dragError, kappa);
                    if (found.logLikelihood() > best.logLikelihood()) {
                        best = found;
                    }
                }
            }
        }
        return best;
    }

    private Delays fit(double priorSeconds, double priorSigma, double seconds, double dragError, double startKappa) {
        double common = priorSeconds;
        double kappa = startKappa;
        double sigma = priorSigma;
        for (int round = 0; round < ROUNDS; round++) {
            double cc = 1 / (priorSigma * priorSigma);
            double ck = 0;
            double kk = 1 / (KAPPA_SIGMA * KAPPA_SIGMA);
            double c = -(common - priorSeconds) * cc;
            double k = -kappa * kk;
            for (int i = 0; i < delays.length; i++) {
                double scale = Math.hypot(seconds, dragError * drags[i]);
                if (Double.isNaN(delays[i]) || scale > KNOWN_PART * periods[i]) {
                    continue;
                }
                double residual = residual(i, common, kappa);
                double weight = belongs(i, residual, scale) * PinchFit.weight(residual / scale) / (scale * scale);
                cc += weight;
                ck += weight * drags[i];
                kk += weight * drags[i] * drags[i];
                c += weight * residual;
                k += weight * drags[i] * residual;
            }
            double determinant = cc * kk - ck * ck;
            common += (kk * c - ck * k) / determinant;
            kappa += (cc * k - ck * c) / determinant;
            sigma = Math.sqrt(kk / determinant);
        }
        double log = -0.5 * square((common - priorSeconds) / priorSigma) - 0.5 * square(kappa / KAPPA_SIGMA);
        int used = 0;
        for (int i = 0; i < delays.length; i++) {
            double scale = Math.hypot(seconds, dragError * drags[i]);
            if (!Double.isNaN(delays[i]) && scale <= KNOWN_PART * periods[i]) {
                double residual = residual(i, common, kappa);
                log += Math.log(mixture(i, residual, scale) * periods[i]);
                used += belongs(i, residual, scale) > 0.5 ? 1 : 0;
            }
        }
        return new Delays(common, sigma, kappa, seconds, dragError, log, used);
    }

    private double residual(int i, double common, double kappa) {
        return Math.IEEEremainder(delays[i] - common - kappa * drags[i], periods[i]);
    }

    private double mixture(int i, double residual, double scale) {
        return (1 - STRAY) * Math.exp(PinchFit.logDensity(residual, scale)) + STRAY / periods[i];
    }

    private double belongs(int i, double residual, double scale) {
        return 1 - STRAY / periods[i] / mixture(i, residual, scale);
    }

    private static double square(double x) {
        return x * x;
    }
}

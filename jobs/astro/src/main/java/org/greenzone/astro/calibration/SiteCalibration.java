package org.greenzone.astro.calibration;

import java.util.List;
import org.greenzone.astro.track.Site;

/**
 * What the tracks of a site say of its errors.
 *
 * @param siteId the site
 * @param biases one for each {@link BiasKind}, in its order; relative to the bias of the site that was given
 * @param biasCovariance of the five biases, SI
 * @param noise one for each {@link NoiseKind}, in its order
 * @param passes tracks that told the biases
 * @param outlierPasses tracks that differ from the others too much, and were left out
 * @param objects number of objects in the passes used
 * @param measurements scalar measurements used
 * @param outliers scalar measurements rejected in the passes used
 * @param knownMicros end of the newest track given, UTC microseconds since 1970
 */
public record SiteCalibration(
        String siteId,
        List<Bias> biases,
        double[][] biasCovariance,
        List<Noise> noise,
        int passes,
        int outlierPasses,
        int objects,
        int measurements,
        int outliers,
        long knownMicros) {

    /**
     * One bias: metres, m/s, radians, seconds.
     *
     * @param kind what is measured too much
     * @param value estimate
     * @param sigma of the estimate of the mean over many passes
     * @param scatter standard deviation from pass to pass, beyond noise and errors of the references; NaN where there are too
     *     few passes to tell it
     * @param observable whether the measurements tell it at all; where not, value and sigma are those of the bound
     */
    public record Bias(BiasKind kind, double value, double sigma, double scatter, boolean observable) {
        /** Whether it differs from zero by more than chance. */
        public boolean significant() {
            return observable && Math.abs(value) > SIGNIFICANT_SIGMAS * sigma;
        }
    }

    /**
     * The noise of one kind.
     *
     * @param kind of the scalars
     * @param scale true over stated sigma; NaN where there are no measurements
     * @param sigma of the scale
     * @param stated median of the stated sigmas: metres, m/s, radians
     * @param count scalar measurements used
     */
    public record Noise(NoiseKind kind, double scale, double sigma, double stated, int count) {
        /**
         * The factor to use: 1 where it is not significantly different or told by too few; below 1 the end of its interval, so
         * that good luck makes no site better than it is.
         */
        public double used(int passes) {
            if (!(count >= FEWEST_MEASUREMENTS) || passes < FEWEST_PASSES || Double.isNaN(scale)) {
                return 1;
            }
            if (scale - INTERVAL_SIGMAS * sigma > 1) {
                return scale;
            }
            return Math.min(1, scale + INTERVAL_SIGMAS * sigma);
        }
    }

    /** A bias that is less than this many of its sigmas is not taken off: it may as well have the other sign. */
    private static final double SIGNIFICANT_SIGMAS = 3;

    private static final double INTERVAL_SIGMAS = 2;
    private static final int FEWEST_MEASUREMENTS = 20;

    /** Passes from which their scatter can be told at all. */
    static final int FEWEST_PASSES = 4;

    /** The estimate of a kind. */
    public Bias bias(BiasKind kind) {
        return biases.get(kind.ordinal());
    }

    /** The noise of a kind. */
    public Noise noise(NoiseKind kind) {
        return noise.get(kind.ordinal());
    }

    /** The site with this calibration, which is known from the end of its newest track on. */
    public Site applyTo(Site site, int revision) {
        return applyTo(site, Site.CalibrationOrigin.GIVEN, revision, knownMicros);
    }

    /**
     * The site with this calibration. Biases that are significant are added to those it has; the sigma of each is what its
     * estimate and its scatter leave open for one pass.
     *
     * @param site as it was when the residuals were made
     * @param revision of the calibration, from 1
     * @param known event time from which it holds
     */
    public Site applyTo(Site site, Site.CalibrationOrigin origin, int revision, long known) {
        double[] value = new double[BiasKind.COUNT];
        double[] left = new double[BiasKind.COUNT];
        for (Bias bias : biases) {
            int i = bias.kind().ordinal();
            boolean taken = bias.significant();
            value[i] = bias.kind().of(site.bias()) + (taken ? bias.value() : 0);
            double scatter = bias.observable() && bias.scatter() > 0 ? bias.scatter() : 0;
            left[i] = Math.hypot(taken ? bias.sigma() : 0, scatter);
        }
        return site.withCalibration(
                BiasKind.bias(value),
                new Site.Calibration(
                        origin,
                        revision,
                        known,
                        BiasKind.bias(left),
                        new Site.NoiseScale(
                                used(NoiseKind.RANGE),
                                used(NoiseKind.RANGE_RATE),
                                used(NoiseKind.AZIMUTH),
                                used(NoiseKind.ELEVATION))));
    }

    private double used(NoiseKind kind) {
        return noise(kind).used(passes);
    }
}

package org.greenzone.astro.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Biases and noise of one site from residuals of its tracks against motions that are known better.
 *
 * <p>Each pass has errors of its own (the motion's, the ionosphere's), a bias of its own about the mean of the site
 * ({@link BiasDistribution}), and noise whose sigma is the stated one times a factor for each kind. The factor is first the
 * median of the absolute deviates, with weights after Huber (1981); then the root mean square of those within 3.5 of it, corrected for the
 * cut; deviates are residuals over the standard deviation that fit and leverage leave them. Passes of which more than half is
 * cut, or whose biases the distribution does not explain, go as a whole.
 *
 * <p>Assumes that the motions' errors are independent from pass to pass: those of one object, or of orbits that were made from the
 * tracks of the same site, are not quite. The order of the passes changes no bit: they are sorted.
 */
public final class SiteCalibrator {
    private static final int BIASES = BiasKind.COUNT;
    private static final int ROBUST_ROUNDS = 6;
    private static final int CUT_ROUNDS = 8;
    private static final double HUBER = 1.5;
    private static final double CUT = 3.5;
    /** Median of the absolute value of a normal deviate. */
    private static final double MEDIAN_NORMAL = 0.6745;
    /** Variance of a normal deviate that is cut at 3.5: 1 - 2 c phi(c) / (2 Phi(c) - 1). */
    private static final double VARIANCE_WITHIN_CUT = 0.99389;
    /** A scalar of which the fit takes up more than this says nothing of the noise. */
    private static final double LEAST_REDUNDANCY = 0.1;

    private static final double SMALLEST_SCALE = 1e-3;
    /** A bias is observed where less than this of its bound remains. */
    private static final double OBSERVED = 0.3;

    private SiteCalibrator() {}

    /**
     * Calibrates a site.
     *
     * @param residuals of tracks of one site, at least one, in any order; each track once
     */
    public static SiteCalibration calibrate(List<PassResiduals> residuals) {
        if (residuals.isEmpty()) {
            throw new IllegalArgumentException("a calibration of no track");
        }
        List<PassFit> fits = new ArrayList<>();
        residuals.stream()
                .sorted(Comparator.comparingLong(PassResiduals::endMicros).thenComparing(PassResiduals::trackId))
                .forEach(pass -> fits.add(new PassFit(pass)));
        double[] scale = new double[NoiseKind.COUNT];
        double[] free = new double[BIASES];
        Arrays.fill(scale, 1);
        Arrays.fill(free, 1);
        BiasDistribution biases = new BiasDistribution();
        for (int round = 0; round < ROBUST_ROUNDS; round++) {
            fitAll(fits, scale, biases.mean(), biases.variance());
            for (NoiseKind kind : NoiseKind.values()) {
                scale[kind.ordinal()] = clamp(scale[kind.ordinal()] * medianDeviate(fits, kind));
            }
            for (PassFit fit : fits) {
                for (int s = 0; s < fit.weight.length; s++) {
                    double size = Math.abs(fit.deviate[s]);
                    fit.weight[s] = size > HUBER ? HUBER / size : 1;
                }
            }
            biases.startFromMedians(fits);
        }
        List<PassFit> used = fits;
        for (int round = 0; round < CUT_ROUNDS; round++) {
            cut(fits);
            boolean few = used.size() < SiteCalibration.FEWEST_PASSES;
            fitAll(fits, scale, biases.mean(), few ? free : biases.variance());
            List<PassFit> sound = fits.stream().filter(PassFit::isSound).toList();
            used = biases.explained(sound.isEmpty() ? fits : sound);
            biases.estimate(used);
            for (NoiseKind kind : NoiseKind.values()) {
                scale[kind.ordinal()] = clamp(scale[kind.ordinal()] * rootMeanSquare(used, kind));
            }
        }
        return result(fits, used, scale, biases);
    }

    private static void fitAll(List<PassFit> fits, double[] scale, double[] mean, double[] variance) {
        for (PassFit fit : fits) {
            fit.fit(scale, mean, variance);
        }
    }

    private static double clamp(double scale) {
        return Math.max(SMALLEST_SCALE, scale);
    }

    private static void cut(List<PassFit> fits) {
        for (PassFit fit : fits) {
            for (int s = 0; s < fit.weight.length; s++) {
                fit.weight[s] = Math.abs(fit.deviate[s]) <= CUT ? 1 : 0;
            }
        }
    }

    private static double medianDeviate(List<PassFit> fits, NoiseKind kind) {
        double[] sizes = new double[fits.stream().mapToInt(f -> f.weight.length).sum()];
        int n = 0;
        for (PassFit fit : fits) {
            for (int s = 0; s < fit.weight.length; s++) {
                if (fit.isOf(s, kind) && fit.redundancy[s] > LEAST_REDUNDANCY) {
                    sizes[n++] = Math.abs(fit.deviate[s]);
                }
            }
        }
        if (n == 0) {
            return 1;
        }
        Arrays.sort(sizes, 0, n);
        return 0.5 * (sizes[(n - 1) / 2] + sizes[n / 2]) / MEDIAN_NORMAL;
    }

    private static double rootMeanSquare(List<PassFit> fits, NoiseKind kind) {
        Moments moments = new Moments(fits, kind);
        return moments.count == 0 ? 1 : Math.sqrt(moments.meanSquare() / VARIANCE_WITHIN_CUT);
    }

    /** Second and fourth moment of the deviates that are kept. */
    private static final class Moments {
        private int count;
        private double squares;
        private double fourths;

        Moments(List<PassFit> fits, NoiseKind kind) {
            for (PassFit fit : fits) {
                for (int s = 0; s < fit.weight.length; s++) {
                    if (fit.weight[s] > 0 && fit.isOf(s, kind) && fit.redundancy[s] > LEAST_REDUNDANCY) {
                        double square = fit.deviate[s] * fit.deviate[s];
                        count++;
                        squares += square;
                        fourths += square * square;
                    }
                }
            }
        }

        double meanSquare() {
            return squares / count;
        }

        /** Relative sigma of the root of the mean square, from the scatter of the squares themselves, never below the normal's. */
        double relativeSigma() {
            double mean = meanSquare();
            double variance = Math.max(2 * mean * mean, fourths / count - mean * mean) / count;
            return 0.5 * Math.sqrt(variance) / mean;
        }
    }

    private static SiteCalibration result(
            List<PassFit> fits, List<PassFit> used, double[] scale, BiasDistribution biases) {
        boolean scatters = used.size() >= SiteCalibration.FEWEST_PASSES;
        List<SiteCalibration.Bias> values = new ArrayList<>();
        double[][] covariance = new double[BIASES][BIASES];
        for (BiasKind kind : BiasKind.values()) {
            int i = kind.ordinal();
            double sigma = Math.sqrt(biases.covariance()[i][i]);
            values.add(new SiteCalibration.Bias(
                    kind,
                    kind.bound() * biases.mean()[i],
                    kind.bound() * sigma,
                    scatters ? kind.bound() * Math.sqrt(biases.variance()[i]) : Double.NaN,
                    sigma < OBSERVED));
            for (BiasKind other : BiasKind.values()) {
                covariance[i][other.ordinal()] = kind.bound() * other.bound() * biases.covariance()[i][other.ordinal()];
            }
        }
        List<SiteCalibration.Noise> noise = new ArrayList<>();
        for (NoiseKind kind : NoiseKind.values()) {
            Moments moments = new Moments(used, kind);
            double factor = moments.count > 0 ? scale[kind.ordinal()] : Double.NaN;
            noise.add(new SiteCalibration.Noise(
                    kind,
                    factor,
                    moments.count > 0 ? factor * moments.relativeSigma() : Double.NaN,
                    statedMedian(used, kind),
                    moments.count));
        }
        TreeSet<String> objects = new TreeSet<>();
        int kept = 0;
        int cut = 0;
        for (PassFit fit : used) {
            objects.add(fit.pass().objectId());
            for (double w : fit.weight) {
                kept += w > 0 ? 1 : 0;
                cut += w > 0 ? 0 : 1;
            }
        }
        return new SiteCalibration(
                fits.get(0).pass().siteId(),
                List.copyOf(values),
                covariance,
                List.copyOf(noise),
                used.size(),
                fits.size() - used.size(),
                objects.size(),
                kept,
                cut,
                fits.get(fits.size() - 1).pass().endMicros());
    }

    private static double statedMedian(List<PassFit> fits, NoiseKind kind) {
        List<Double> sigmas = new ArrayList<>();
        for (PassFit fit : fits) {
            for (int s = 0; s < fit.weight.length; s++) {
                if (fit.isOf(s, kind)) {
                    sigmas.add(fit.pass().sigma()[s]);
                }
            }
        }
        sigmas.sort(Comparator.naturalOrder());
        return sigmas.isEmpty() ? Double.NaN : sigmas.get(sigmas.size() / 2);
    }
}

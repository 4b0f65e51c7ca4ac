package org.greenzone.cli.calibrate;

import java.io.PrintWriter;
import java.util.Locale;
import org.greenzone.astro.calibration.BiasKind;
import org.greenzone.astro.calibration.NoiseKind;
import org.greenzone.astro.calibration.SiteCalibration;
import org.greenzone.astro.track.Site;
import org.greenzone.cli.JsonLine;

/** The calibration of a site, for people and for programs. */
final class CalibrationPrinter {
    private final PrintWriter out;

    CalibrationPrinter(PrintWriter out) {
        this.out = out;
    }

    /** @param site as the residuals were made with: its own bias is in what is printed */
    void text(SiteCalibration calibration, Site site) {
        out.printf(
                Locale.ROOT,
                "%s: %d passes of %d objects, %d measurements; left out: %d passes, %d measurements%n",
                calibration.siteId(),
                calibration.passes(),
                calibration.objects(),
                calibration.measurements(),
                calibration.outlierPasses(),
                calibration.outliers());
        Site applied = calibration.applyTo(site, 1);
        for (SiteCalibration.Bias bias : calibration.biases()) {
            out.printf(Locale.ROOT, "  %-12s %s%n", words(bias.kind().label()), biasText(bias, site, applied));
        }
        for (SiteCalibration.Noise noise : calibration.noise()) {
            if (!Double.isNaN(noise.scale())) {
                out.printf(Locale.ROOT, "  %-12s %s%n", words(noise.kind().label()), noiseText(noise, applied));
            }
        }
    }

    private static String biasText(SiteCalibration.Bias bias, Site site, Site applied) {
        if (!bias.observable()) {
            return "bias not observable with these tracks";
        }
        double factor = factor(bias.kind());
        String scatter = Double.isNaN(bias.scatter())
                ? "too few passes to tell its changes"
                : String.format(Locale.ROOT, "from pass to pass %.3g", factor * bias.scatter());
        String use = bias.significant()
                ? String.format(
                        Locale.ROOT, "taken off: %+.4g", factor * bias.kind().of(applied.bias()))
                : "not significant, not taken off";
        return String.format(
                Locale.ROOT,
                "bias %+.4g +- %.2g %s, %s; %s",
                factor * (bias.value() + bias.kind().of(site.bias())),
                factor * bias.sigma(),
                unit(bias.kind()),
                scatter,
                use);
    }

    private static String noiseText(SiteCalibration.Noise noise, Site applied) {
        double factor =
                noise.kind() == NoiseKind.AZIMUTH || noise.kind() == NoiseKind.ELEVATION ? Math.toDegrees(1) : 1;
        String unit = noise.kind() == NoiseKind.RANGE ? "m" : noise.kind() == NoiseKind.RANGE_RATE ? "m/s" : "deg";
        return String.format(
                Locale.ROOT,
                "noise %.3g +- %.2g times the stated %.3g %s, %d measurements; used: %.3g",
                noise.scale(),
                noise.sigma(),
                factor * noise.stated(),
                unit,
                noise.count(),
                noise.kind().of(applied.calibration().noiseScale()));
    }

    private static String words(String label) {
        return label.equals("rangeRate") ? "range rate" : label;
    }

    private static double factor(BiasKind kind) {
        return switch (kind) {
            case RANGE, RANGE_RATE -> 1;
            case AZIMUTH, ELEVATION -> Math.toDegrees(1);
            case TIME -> 1e3;
        };
    }

    private static String unit(BiasKind kind) {
        return switch (kind) {
            case RANGE -> "m";
            case RANGE_RATE -> "m/s";
            case AZIMUTH, ELEVATION -> "deg";
            case TIME -> "ms";
        };
    }

    /** One line of SI: metres, m/s, radians, seconds. */
    void jsonl(SiteCalibration calibration, Site site) {
        Site applied = calibration.applyTo(site, 1);
        JsonLine line = new JsonLine()
                .add("siteId", calibration.siteId())
                .add("passes", calibration.passes())
                .add("outlierPasses", calibration.outlierPasses())
                .add("objects", calibration.objects())
                .add("measurements", calibration.measurements())
                .add("outliers", calibration.outliers())
                .addTime("known", calibration.knownMicros());
        for (SiteCalibration.Bias bias : calibration.biases()) {
            String name = bias.kind().label();
            line.add(name + "BiasObservable", bias.observable())
                    .add(
                            name + "Bias",
                            bias.observable() ? bias.value() + bias.kind().of(site.bias()) : Double.NaN)
                    .add(name + "BiasSigma", bias.observable() ? bias.sigma() : Double.NaN)
                    .add(name + "BiasScatter", bias.observable() ? bias.scatter() : Double.NaN)
                    .add(name + "BiasUsed", bias.kind().of(applied.bias()));
        }
        for (SiteCalibration.Noise noise : calibration.noise()) {
            String name = noise.kind().label();
            line.add(name + "NoiseScale", noise.scale())
                    .add(name + "NoiseScaleSigma", noise.sigma())
                    .add(name + "NoiseStated", noise.stated())
                    .add(
                            name + "NoiseScaleUsed",
                            noise.kind().of(applied.calibration().noiseScale()));
        }
        out.println(line.end());
    }
}

package org.greenzone.pipeline.codec;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.track.Site;
import org.greenzone.schemas.CalibrationOrigin;
import org.greenzone.schemas.SiteCalibration;
import org.jspecify.annotations.Nullable;

/** Radar sites on the wire. */
public final class SiteCodec {
    private SiteCodec() {}

    /** Whether the pipeline has made the record itself. */
    public static boolean isRunning(org.greenzone.schemas.Site wire) {
        return wire.getCalibration() != null && wire.getCalibration().getOrigin() == CalibrationOrigin.RUNNING;
    }

    public static org.greenzone.schemas.Site toWire(Site site) {
        List<org.greenzone.schemas.FieldOfView> fields =
                new ArrayList<>(site.fields().size());
        for (Site.FieldOfView f : site.fields()) {
            fields.add(new org.greenzone.schemas.FieldOfView(
                    f.boresightAzimuthRadians(), f.halfWidthRadians(), f.minimumElevationRadians()));
        }
        return new org.greenzone.schemas.Site(
                site.siteId(),
                site.aliases(),
                site.name(),
                site.latitudeRadians(),
                site.longitudeRadians(),
                site.altitudeMetres(),
                site.noise().rangeMetres(),
                site.noise().rangeRateMetresPerSecond(),
                site.noise().azimuthRadians(),
                site.noise().elevationRadians(),
                site.bias().rangeMetres(),
                site.bias().rangeRateMetresPerSecond(),
                site.bias().azimuthRadians(),
                site.bias().elevationRadians(),
                site.bias().timeSeconds(),
                Fields.nullable(site.transmitFrequencyHertz()),
                site.dopplerSign(),
                fields,
                Fields.nullable(site.maximumRangeMetres()),
                calibration(site.calibration()));
    }

    private static @Nullable SiteCalibration calibration(Site.Calibration calibration) {
        if (calibration.equals(Site.Calibration.NONE)) {
            return null;
        }
        Site.Bias sigma = calibration.biasSigma();
        Site.NoiseScale scale = calibration.noiseScale();
        return new SiteCalibration(
                CalibrationOrigin.valueOf(calibration.origin().name()),
                calibration.revision(),
                Fields.instant(calibration.knownMicros()),
                sigma.rangeMetres(),
                sigma.rangeRateMetresPerSecond(),
                sigma.azimuthRadians(),
                sigma.elevationRadians(),
                sigma.timeSeconds(),
                scale.range(),
                scale.rangeRate(),
                scale.azimuth(),
                scale.elevation());
    }

    private static Site.Calibration calibration(@Nullable SiteCalibration wire) {
        if (wire == null) {
            return Site.Calibration.NONE;
        }
        return new Site.Calibration(
                Site.CalibrationOrigin.valueOf(wire.getOrigin().name()),
                wire.getRevision(),
                Fields.micros(wire.getKnown()),
                new Site.Bias(
                        wire.getBiasSigmaRangeMetres(),
                        wire.getBiasSigmaRangeRateMetresPerSecond(),
                        wire.getBiasSigmaAzimuthRadians(),
                        wire.getBiasSigmaElevationRadians(),
                        wire.getBiasSigmaTimeSeconds()),
                new Site.NoiseScale(
                        wire.getNoiseScaleRange(),
                        wire.getNoiseScaleRangeRate(),
                        wire.getNoiseScaleAzimuth(),
                        wire.getNoiseScaleElevation()));
    }

    public static Site fromWire(org.greenzone.schemas.Site wire) {
        List<Site.FieldOfView> fields = new ArrayList<>(wire.getFields().size());
        for (org.greenzone.schemas.FieldOfView f : wire.getFields()) {
            fields.add(new Site.FieldOfView(
                    f.getBoresightAzimuthRadians(), f.getHalfWidthRadians(), f.getMinimumElevationRadians()));
        }
        return new Site(
                wire.getSiteId(),
                wire.getAliases(),
                wire.getName(),
                wire.getLatitudeRadians(),
                wire.getLongitudeRadians(),
                wire.getAltitudeMetres(),
                new Site.Noise(
                        wire.getNoiseRangeMetres(),
                        wire.getNoiseRangeRateMetresPerSecond(),
                        wire.getNoiseAzimuthRadians(),
                        wire.getNoiseElevationRadians()),
                new Site.Bias(
                        wire.getBiasRangeMetres(),
                        wire.getBiasRangeRateMetresPerSecond(),
                        wire.getBiasAzimuthRadians(),
                        wire.getBiasElevationRadians(),
                        wire.getBiasTimeSeconds()),
                Fields.orNaN(wire.getTransmitFrequencyHertz()),
                wire.getDopplerSign(),
                fields,
                Fields.orNaN(wire.getMaximumRangeMetres()),
                calibration(wire.getCalibration()));
    }
}

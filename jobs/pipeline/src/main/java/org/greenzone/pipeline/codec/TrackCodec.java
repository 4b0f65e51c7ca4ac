package org.greenzone.pipeline.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;

/** Tracks on the wire. */
public final class TrackCodec {
    private TrackCodec() {}

    public static org.greenzone.schemas.Track toWire(Track track) {
        List<org.greenzone.schemas.Measurement> measurements =
                new ArrayList<>(track.measurements().size());
        for (Measurement m : track.measurements()) {
            measurements.add(new org.greenzone.schemas.Measurement(
                    Fields.instant(m.timeMicros()),
                    Fields.nullable(m.rangeMetres()),
                    Fields.nullable(m.rangeSigmaMetres()),
                    Fields.nullable(m.rangeRateMetresPerSecond()),
                    Fields.nullable(m.rangeRateSigmaMetresPerSecond()),
                    Fields.nullable(m.azimuthRadians()),
                    Fields.nullable(m.azimuthSigmaRadians()),
                    Fields.nullable(m.elevationRadians()),
                    Fields.nullable(m.elevationSigmaRadians()),
                    Fields.nullable(m.rightAscensionRadians()),
                    Fields.nullable(m.rightAscensionSigmaRadians()),
                    Fields.nullable(m.declinationRadians()),
                    Fields.nullable(m.declinationSigmaRadians()),
                    Fields.nullable(m.snrDecibels()),
                    Fields.nullable(m.rcsSquareMetres())));
        }
        return new org.greenzone.schemas.Track(
                track.trackId(),
                track.siteId(),
                track.transmitterSiteId(),
                track.publishedBy(),
                track.claimedObjectId().isEmpty() ? null : track.claimedObjectId(),
                track.correctionsApplied(),
                measurements);
    }

    public static Track fromWire(org.greenzone.schemas.Track wire) {
        List<Measurement> measurements = new ArrayList<>(wire.getMeasurements().size());
        for (org.greenzone.schemas.Measurement m : wire.getMeasurements()) {
            measurements.add(new Measurement(
                    Fields.micros(m.getTime()),
                    Fields.orNaN(m.getRangeMetres()),
                    Fields.orNaN(m.getRangeSigmaMetres()),
                    Fields.orNaN(m.getRangeRateMetresPerSecond()),
                    Fields.orNaN(m.getRangeRateSigmaMetresPerSecond()),
                    Fields.orNaN(m.getAzimuthRadians()),
                    Fields.orNaN(m.getAzimuthSigmaRadians()),
                    Fields.orNaN(m.getElevationRadians()),
                    Fields.orNaN(m.getElevationSigmaRadians()),
                    Fields.orNaN(m.getRightAscensionRadians()),
                    Fields.orNaN(m.getRightAscensionSigmaRadians()),
                    Fields.orNaN(m.getDeclinationRadians()),
                    Fields.orNaN(m.getDeclinationSigmaRadians()),
                    Fields.orNaN(m.getSnrDecibels()),
                    Fields.orNaN(m.getRcsSquareMetres())));
        }
        return new Track(
                wire.getTrackId(),
                wire.getSiteId(),
                wire.getTransmitterSiteId(),
                wire.getPublishedBy(),
                wire.getClaimedObjectId() == null ? "" : wire.getClaimedObjectId(),
                wire.getCorrectionsApplied(),
                measurements);
    }

    /**
     * First field that carries a number which is none (NaN or infinite), as {@code measurements[3].rangeMetres}. On the
     * wire an absent quantity is null, so that NaN is an error of the publisher.
     */
    public static Optional<String> notFinite(org.greenzone.schemas.Track wire) {
        List<org.greenzone.schemas.Measurement> measurements = wire.getMeasurements();
        for (int i = 0; i < measurements.size(); i++) {
            org.greenzone.schemas.Measurement m = measurements.get(i);
            for (Schema.Field field : m.getSchema().getFields()) {
                if (m.get(field.pos()) instanceof Double value && !Double.isFinite(value)) {
                    return Optional.of("measurements[" + i + "]." + field.name() + " is " + value);
                }
            }
        }
        return Optional.empty();
    }
}

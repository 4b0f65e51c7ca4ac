package org.greenzone.cli.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.Recording;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.schemas.RejectionReason;

/** Records that do not belong into the topic of tracks. */
final class Poison {
    private Poison() {}

    /** So many records that are each different, of twelve kinds, and why each is to be rejected. */
    static Map<String, RejectionReason> records(Recording recording, int count) {
        Random random = new Random(12);
        Map<String, RejectionReason> all = new HashMap<>();
        for (int i = 0; all.size() < count; i++) {
            Track good = recording.tracks().get(i % recording.tracks().size());
            byte[] whole = Wire.encode(TrackCodec.toWire(good));
            String site = good.siteId();
            Kind kind = Kind.values()[i % Kind.values().length];
            byte[] bytes = switch (kind) {
                case TRUNCATED -> Arrays.copyOf(whole, whole.length - 1 - random.nextInt(whole.length / 2));
                case TRAILING -> Arrays.copyOf(whole, whole.length + 1 + random.nextInt(100));
                case RANDOM -> {
                    byte[] garbage = new byte[20 + random.nextInt(2000)];
                    random.nextBytes(garbage);
                    yield garbage;
                }
                case HUGE_ARRAY -> {
                    byte[] huge = Arrays.copyOf(whole, 24 + random.nextInt(500));
                    Arrays.fill(huge, 10, 15, (byte) 0);
                    Arrays.fill(huge, 15, 23, (byte) 0x80);
                    huge[23] = 0x20;
                    yield huge;
                }
                case OTHER_SCHEMA ->
                    Wire.encode(OrbitCodec.toWire(
                            recording.seeds().get(i % recording.seeds().size())));
                case UNKNOWN_FINGERPRINT -> {
                    byte[] other = whole.clone();
                    for (int b = 2; b < 10; b++) {
                        other[b] = (byte) random.nextInt();
                    }
                    yield other;
                }
                case NOT_FINITE -> {
                    org.greenzone.schemas.Track wire = TrackCodec.toWire(good);
                    wire.getMeasurements()
                            .get(random.nextInt(wire.getMeasurements().size()))
                            .setRangeMetres(Double.NaN);
                    wire.setTrackId("t" + i);
                    yield Wire.encode(wire);
                }
                case NO_MEASUREMENTS -> {
                    org.greenzone.schemas.Track wire = TrackCodec.toWire(good);
                    wire.setMeasurements(List.of());
                    wire.setTrackId("t" + i);
                    yield Wire.encode(wire);
                }
                case UNKNOWN_SITE -> track("nowhere" + i, good.endMicros());
                case YEAR_2099 -> track(site, Faults.YEAR_2099 + i);
                case END_OF_TIME -> track(site, Long.MAX_VALUE / 2 - i);
                case MANY_WRITERS ->
                    Wire.encode(ProgressCodec.toWire(new Progress(site, 0, Integer.MAX_VALUE, good.endMicros() + i)));
            };
            all.putIfAbsent(HexFormat.of().formatHex(bytes), kind.reason);
        }
        return all;
    }

    private static byte[] track(String site, long micros) {
        return Wire.encode(TrackCodec.toWire(Track.of(
                site, site, "", "", List.of(), List.of(Measurement.at(micros).withRange(801_234.5, 15)))));
    }

    private enum Kind {
        TRUNCATED(RejectionReason.TRUNCATED),
        TRAILING(RejectionReason.TRAILING_BYTES),
        RANDOM(RejectionReason.NOT_AVRO),
        HUGE_ARRAY(RejectionReason.NOT_AVRO),
        OTHER_SCHEMA(RejectionReason.UNKNOWN_SCHEMA),
        UNKNOWN_FINGERPRINT(RejectionReason.UNKNOWN_SCHEMA),
        NOT_FINITE(RejectionReason.NOT_FINITE),
        NO_MEASUREMENTS(RejectionReason.NO_MEASUREMENTS),
        UNKNOWN_SITE(RejectionReason.UNKNOWN_SITE),
        YEAR_2099(RejectionReason.TIME_IN_FUTURE),
        END_OF_TIME(RejectionReason.IMPLAUSIBLE),
        MANY_WRITERS(RejectionReason.UNKNOWN_SCHEMA);

        private final RejectionReason reason;

        Kind(RejectionReason reason) {
            this.reason = reason;
        }
    }
}

package org.greenzone.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.SchemaNormalization;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.schemas.RejectionReason;

/** What must not be in the topic tracks, and may be. */
public final class BadRecords {
    /** 2099-06-01T00:00:00Z. */
    private static final long YEAR_2099 = 4_083_955_200_000_000L;

    private BadRecords() {}

    /**
     * A bad record.
     *
     * @param reason why it is to be rejected
     * @param bytes empty for a record without value too
     */
    public record Bad(RejectionReason reason, byte[] bytes) {}

    /**
     * One of each kind, by a name.
     *
     * @param good a track that is published before
     */
    public static Map<String, Bad> all(Track good) {
        Map<String, Bad> all = new LinkedHashMap<>();
        byte[] whole = encode(good);
        all.put("truncated", new Bad(RejectionReason.TRUNCATED, Arrays.copyOf(whole, whole.length - 7)));
        all.put("trailing byte", new Bad(RejectionReason.TRAILING_BYTES, Arrays.copyOf(whole, whole.length + 1)));
        all.put("random", new Bad(RejectionReason.NOT_AVRO, random(333)));
        all.put("random, 1 MB", new Bad(RejectionReason.NOT_AVRO, random(1_048_400)));
        all.put("empty", new Bad(RejectionReason.NOT_AVRO, new byte[0]));
        all.put("array of 2^60", new Bad(RejectionReason.NOT_AVRO, hugeArray()));
        all.put(
                "orbit",
                new Bad(
                        RejectionReason.UNKNOWN_SCHEMA,
                        Wire.encode(OrbitCodec.toWire(Samples.orbit("25544", 3, good.endMicros())))));
        all.put(
                "promise of writer 7 of 3",
                new Bad(RejectionReason.UNKNOWN_SCHEMA, promise(good, 7, 3, good.endMicros())));
        all.put(
                "promise of 2 billion writers",
                new Bad(RejectionReason.UNKNOWN_SCHEMA, promise(good, 0, Integer.MAX_VALUE, good.endMicros())));
        all.put(
                "promise to the end of time",
                new Bad(RejectionReason.UNKNOWN_SCHEMA, promise(good, 0, 1, Long.MAX_VALUE)));
        all.put("NaN", new Bad(RejectionReason.NOT_FINITE, notANumber(good)));
        all.put("no measurements", new Bad(RejectionReason.NO_MEASUREMENTS, encode(with(good, List.of()))));
        all.put("unknown site", new Bad(RejectionReason.UNKNOWN_SITE, encode(from(good, "nowhere"))));
        all.put("2099", new Bad(RejectionReason.TIME_IN_FUTURE, encode(at(good, YEAR_2099))));
        all.put("year 200,000", new Bad(RejectionReason.IMPLAUSIBLE, encode(at(good, Long.MAX_VALUE / 2))));
        all.put("before Sputnik", new Bad(RejectionReason.IMPLAUSIBLE, encode(at(good, Long.MIN_VALUE / 2))));
        all.put("duplicate", new Bad(RejectionReason.DUPLICATE, whole));
        return all;
    }

    private static byte[] encode(Track track) {
        return Wire.encode(TrackCodec.toWire(track));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1408).nextBytes(bytes);
        return bytes;
    }

    /** A track of the schema, whose list of corrections claims 2^60 entries. */
    private static byte[] hugeArray() {
        long fingerprint = SchemaNormalization.parsingFingerprint64(org.greenzone.schemas.Track.getClassSchema());
        ByteBuffer buffer = ByteBuffer.allocate(10 + 5 + 9).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 0xC3).put((byte) 1).putLong(fingerprint);
        // trackId, siteId, transmitterSiteId, publishedBy: empty; claimedObjectId: the null of its union
        buffer.put(new byte[] {0, 0, 0, 0, 0});
        long zigzag = (1L << 60) << 1;
        while ((zigzag & ~0x7FL) != 0) {
            buffer.put((byte) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        buffer.put((byte) zigzag);
        return buffer.array();
    }

    private static byte[] promise(Track good, int index, int count, long completeUntilMicros) {
        return Wire.encode(ProgressCodec.toWire(new Progress(good.siteId(), index, count, completeUntilMicros)));
    }

    private static byte[] notANumber(Track good) {
        org.greenzone.schemas.Track wire = TrackCodec.toWire(good);
        wire.getMeasurements().get(1).setRangeMetres(Double.NaN);
        return Wire.encode(wire);
    }

    private static Track with(Track good, List<Measurement> measurements) {
        return Track.of(
                good.siteId(),
                good.transmitterSiteId(),
                good.publishedBy(),
                good.claimedObjectId(),
                good.correctionsApplied(),
                measurements);
    }

    private static Track from(Track good, String siteId) {
        return Track.of(
                siteId,
                siteId,
                good.publishedBy(),
                good.claimedObjectId(),
                good.correctionsApplied(),
                good.measurements());
    }

    private static Track at(Track good, long micros) {
        return with(good, List.of(Measurement.at(micros).withRange(801_234.5, 15)));
    }
}

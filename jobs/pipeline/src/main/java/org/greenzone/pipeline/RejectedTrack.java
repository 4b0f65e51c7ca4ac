package org.greenzone.pipeline;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.greenzone.astro.track.ContentId;

/**
 * A record of the topics tracks or messages that was not used, with its bytes. A track that comes late is used, and is here only where it is later
 * than the lateness that is allowed ({@link TrackTimes#latenessHours}).
 *
 * @param rejectionId made from reason, place and bytes
 * @param reason a symbol of the schema's RejectionReason
 * @param detail what, where, what to do
 * @param topic topic that it came from
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param publishedMicros Kafka's timestamp of the record, UTC microseconds since 1970
 * @param bytes the record as it came
 */
public record RejectedTrack(
        String rejectionId,
        String reason,
        String detail,
        String topic,
        int partition,
        long offset,
        long publishedMicros,
        byte[] bytes) {
    /** What a record names may be as long as the record; characters of it that are repeated to people. */
    private static final int MAXIMUM_DETAIL = 1000;

    public static RejectedTrack of(
            String reason,
            String detail,
            String topic,
            int partition,
            long offset,
            long publishedMicros,
            byte[] bytes) {
        String shown = detail.length() <= MAXIMUM_DETAIL ? detail : detail.substring(0, MAXIMUM_DETAIL) + "...";
        String id = ContentId.of("rejected")
                .add(reason)
                .add(topic)
                .add(partition)
                .add(offset)
                .add(HexFormat.of().formatHex(bytes))
                .digits();
        return new RejectedTrack(id, reason, shown, topic, partition, offset, publishedMicros, bytes);
    }

    public org.greenzone.schemas.RejectedTrack toWire() {
        return new org.greenzone.schemas.RejectedTrack(
                rejectionId,
                org.greenzone.schemas.RejectionReason.valueOf(reason),
                detail,
                topic,
                partition,
                offset,
                ByteBuffer.wrap(bytes));
    }
}

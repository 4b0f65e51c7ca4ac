package org.greenzone.pipeline.stream;

import org.greenzone.pipeline.Progress;

/**
 * A record as it came from a topic, with what is known of its time. The bytes stay with it to the end, so that a rejected
 * record keeps them.
 *
 * @param topic where it came from
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param publishedMicros Kafka's timestamp of the record, UTC microseconds since 1970
 * @param kind what it is
 * @param eventMicros event time of an event, promise of a progress; {@code Long.MIN_VALUE} where there is none
 * @param source site or job: of a track its site, of a progress its source, else empty
 * @param index of a progress: number of the writer
 * @param count of a progress: number of writers
 * @param bytes the record
 */
public record Inbound(
        String topic,
        int partition,
        long offset,
        long publishedMicros,
        Kind kind,
        long eventMicros,
        String source,
        int index,
        int count,
        byte[] bytes) {

    /** What a record is. */
    public enum Kind {
        EVENT,
        PROGRESS,
        BROKEN
    }

    /** The promise that this record is. */
    public Progress progress() {
        return new Progress(source, index, count, eventMicros);
    }
}

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
 * @param othersMicros event time up to which its site is held to have published everything, since the others went on
 *     without it; {@code Long.MIN_VALUE} where nothing is held
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
        byte[] bytes,
        long othersMicros) {

    /** As it came. */
    public Inbound(
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
        this(topic, partition, offset, publishedMicros, kind, eventMicros, source, index, count, bytes, Long.MIN_VALUE);
    }

    /** The same with what is held of its site. */
    public Inbound heldUntil(long micros) {
        return new Inbound(
                topic, partition, offset, publishedMicros, kind, eventMicros, source, index, count, bytes, micros);
    }

    /** What a record is. */
    public enum Kind {
        EVENT,
        PROGRESS,
        BROKEN
    }

    /** Kafka's timestamps are milliseconds: the last microsecond of one. */
    private static final long REST_OF_MILLI = 999;

    /** The promise that this record is, {@link #promisedMicros bounded}. */
    public Progress progress() {
        return new Progress(source, index, count, promisedMicros());
    }

    /**
     * Event time up to which the promise of this record holds: not beyond the time at which it was published, as its topic keeps it.
     * Nobody knows of a time that has not come; the clock of who says so is wrong.
     */
    public long promisedMicros() {
        return isAhead() ? publishedMicros + REST_OF_MILLI : eventMicros;
    }

    /** Whether the event time is after the time of publication. Records of old brokers have none. */
    public boolean isAhead() {
        return aheadMicros() > 0;
    }

    /** How far the event time is after the time of publication; 0 where it is not, or nobody knows. */
    public long aheadMicros() {
        return publishedMicros < 0 ? 0 : Math.max(0, eventMicros - publishedMicros - REST_OF_MILLI);
    }
}

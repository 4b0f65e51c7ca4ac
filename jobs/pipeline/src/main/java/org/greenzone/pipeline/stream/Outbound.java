package org.greenzone.pipeline.stream;

/**
 * A record on its way to a topic.
 *
 * @param topic where it goes
 * @param partition the partition, or {@link #BY_KEY}
 * @param eventMicros event time, which Kafka keeps as the record's timestamp; negative: now
 * @param key key of the record
 * @param bytes the record
 */
public record Outbound(String topic, int partition, long eventMicros, byte[] key, byte[] bytes) {
    /** The key decides the partition. */
    public static final int BY_KEY = -1;
}

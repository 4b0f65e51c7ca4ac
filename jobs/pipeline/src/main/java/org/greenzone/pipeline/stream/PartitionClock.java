package org.greenzone.pipeline.stream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each writer of a topic has promised in one partition, and what is held of a writer who is silent.
 *
 * <p>A site that says nothing while others go on is taken to have promised what they have, less the silence that it is allowed. How far
 * they are is the second greatest promise: one clock that is fast outruns nobody. It follows from the order of the records in the partition alone, so
 * a replay of the topic has it at the same record; and who has seen only the later part of the records holds no more
 * than who has seen all, so that a watermark after a restart is never ahead of the time with which a track is stamped.
 */
public final class PartitionClock {
    /** Nobody is taken for silent. */
    public static final long NEVER = 0;

    /** So many writers at least: with two, nobody knows which of them is right. */
    private static final int LEAST_WRITERS = 3;

    private final List<String> writers;
    private final long silenceMicros;
    private final Map<String, Long> promised = new TreeMap<>();

    /**
     * @param writers whose promises are waited for
     * @param silenceMicros how far a writer may be behind the others; {@link #NEVER}: as far as it is
     */
    public PartitionClock(List<String> writers, long silenceMicros) {
        this.writers = List.copyOf(writers);
        this.silenceMicros = silenceMicros;
    }

    /** Takes a promise of one of the writers; what others promise changes nothing. */
    public void promise(String writer, long completeUntilMicros) {
        if (writers.contains(writer)) {
            promised.merge(writer, completeUntilMicros, Math::max);
        }
    }

    /** What is held of the others, for one who is silent; {@code Long.MIN_VALUE} where nothing is. */
    public long allowedMicros() {
        if (silenceMicros == NEVER || writers.size() < LEAST_WRITERS || promised.size() < 2) {
            return Long.MIN_VALUE;
        }
        long first = Long.MIN_VALUE;
        long second = Long.MIN_VALUE;
        for (long micros : promised.values()) {
            if (micros > first) {
                second = first;
                first = micros;
            } else if (micros > second) {
                second = micros;
            }
        }
        return second - silenceMicros;
    }

    /** Event time up to which a writer is held to have written everything. */
    public long heldMicros(String writer) {
        return Math.max(promised.getOrDefault(writer, Long.MIN_VALUE), allowedMicros());
    }

    /** The least of what is held of all writers. */
    public long completeMicros() {
        long least = Long.MAX_VALUE;
        for (String writer : writers) {
            least = Math.min(least, heldMicros(writer));
        }
        return least;
    }
}

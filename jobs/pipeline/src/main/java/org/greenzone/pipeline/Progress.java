package org.greenzone.pipeline;

/**
 * A promise of one writer of a topic: nothing with an earlier event time follows from it in this partition.
 *
 * @param source site id in the topic tracks, else the name of the job that writes the topic
 * @param index number of the writer among its parallel copies
 * @param count number of parallel copies
 * @param completeUntilMicros event time up to which everything has been written
 */
public record Progress(String source, int index, int count, long completeUntilMicros) {
    /** More parallel copies than any job has; each costs each reader 8 bytes. */
    private static final int MAXIMUM_COUNT = 1 << 15;

    /** 1957-10-04T00:00:00Z, the day of the first satellite. */
    private static final long SPACE_AGE_MICROS = -386_380_800_000_000L;

    /** 2200-01-01T00:00:00Z: far from where delays and milliseconds overflow. */
    private static final long END_MICROS = 7_258_118_400_000_000L;

    /** Whether a writer can have meant it; another promise is not to be followed. */
    public boolean isPossible() {
        return 0 <= index
                && index < count
                && count <= MAXIMUM_COUNT
                && SPACE_AGE_MICROS <= completeUntilMicros
                && completeUntilMicros < END_MICROS;
    }
}

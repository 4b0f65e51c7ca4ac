package org.greenzone.pipeline;

/**
 * A promise of one writer of a topic: nothing with an earlier event time follows from it in this partition.
 *
 * @param source site id in the topic tracks, else the name of the job that writes the topic
 * @param index number of the writer among its parallel copies
 * @param count number of parallel copies
 * @param completeUntilMicros event time up to which everything has been written
 */
public record Progress(String source, int index, int count, long completeUntilMicros) {}

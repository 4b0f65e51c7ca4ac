package org.greenzone.pipeline.operators;

import org.greenzone.astro.conjunction.Conjunction;

/**
 * An encounter of a pair as a message tells it, not yet assessed.
 *
 * @param pair ids of both, that of the protected asset first where one is
 * @param effectiveMicros event time from which it counts
 * @param told what the message says, with its statement
 */
public record ToldMessage(String pair, long effectiveMicros, Conjunction told) {
    static ToldMessage of(long effectiveMicros, Conjunction told) {
        return new ToldMessage(
                told.primary().objectId() + '/' + told.secondary().objectId(), effectiveMicros, told);
    }
}

package org.greenzone.pipeline.operators;

import org.greenzone.astro.zone.CloudCrossing;

/**
 * What is said of a passage through a cloud.
 *
 * @param revision counts from 0
 * @param withdrawn whether it is no longer expected
 * @param crossing the passage
 * @param recentMicros when the greatest probability of late was said
 */
public record ZonePassage(int revision, boolean withdrawn, CloudCrossing crossing, long recentMicros) {

    /** With a newer revision, which was said at an event time; what was said of it before counts so long. */
    ZonePassage updated(ZonePassage next, long memoryMicros) {
        if (next.revision < revision) {
            return this;
        }
        boolean stands = crossing.recentProbability() > next.crossing.probability()
                && next.recentMicros - recentMicros <= memoryMicros;
        return stands
                ? new ZonePassage(
                        next.revision,
                        next.withdrawn,
                        next.crossing.withRecent(crossing.recentProbability()),
                        recentMicros)
                : next;
    }
}

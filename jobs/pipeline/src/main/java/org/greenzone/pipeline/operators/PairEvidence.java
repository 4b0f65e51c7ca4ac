package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * What the screening of all against all says to those that follow encounters: that an object was screened, or an encounter of it.
 *
 * @param key which of those that follow encounters
 * @param eventMicros event time of the screening
 * @param objectId the object that was screened against all others at this time; empty for an encounter
 * @param found the encounter; else empty
 */
public record PairEvidence(int key, long eventMicros, String objectId, List<Conjunction> found) {

    /** That an object was screened. */
    static PairEvidence screened(int key, long eventMicros, String objectId) {
        return new PairEvidence(key, eventMicros, objectId, List.of());
    }

    /** An encounter that a screening found. */
    static PairEvidence found(int keys, long eventMicros, Conjunction encounter) {
        return new PairEvidence(Math.floorMod(pair(encounter).hashCode(), keys), eventMicros, "", List.of(encounter));
    }

    /** Both objects of an encounter, the primary first. */
    static String pair(Conjunction encounter) {
        return encounter.primary().objectId() + '/' + encounter.secondary().objectId();
    }
}

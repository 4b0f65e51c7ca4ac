package org.greenzone.pipeline;

import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * What is to become of one object: a track is fused into its orbit; or an orbit of several tracks begins it anew; or it turned out to
 * be another object. One of the three is there.
 *
 * @param objectId the object
 * @param decidedMicros event time of the decision
 * @param place among the orders of one decision
 * @param track the track that is fused
 * @param start the orbit with which the object begins anew
 * @param mergedInto the object that this one is; else empty
 */
public record ObjectOrder(
        String objectId,
        long decidedMicros,
        int place,
        List<Association> track,
        List<CatalogueOrbit> start,
        String mergedInto) {
    /** The order in which they are obeyed. */
    public static final Comparator<ObjectOrder> IN_ORDER =
            Comparator.comparingLong(ObjectOrder::decidedMicros).thenComparingInt(ObjectOrder::place);

    /** A track to be fused. */
    public static ObjectOrder fuse(Association association, int place) {
        return new ObjectOrder(
                association.objectId(), association.decidedMicros(), place, List.of(association), List.of(), "");
    }

    /** An object to begin anew. */
    public static ObjectOrder start(CatalogueOrbit orbit, long decidedMicros, int place) {
        return new ObjectOrder(orbit.objectId(), decidedMicros, place, List.of(), List.of(orbit), "");
    }

    /** An object that is another one. */
    public static ObjectOrder merge(String objectId, String into, long decidedMicros, int place) {
        return new ObjectOrder(objectId, decidedMicros, place, List.of(), List.of(), into);
    }
}

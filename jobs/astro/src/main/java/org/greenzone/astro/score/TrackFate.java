package org.greenzone.astro.score;

import java.util.List;

/**
 * What became of a track.
 *
 * @param trackId id
 * @param trueObjectId of which object it truly is
 * @param use how it was used
 * @param objectIds catalogue objects in whose orbits it is, first to last; empty where it was not used
 * @param ambiguous whether several objects explained it when it came
 */
public record TrackFate(String trackId, String trueObjectId, Use use, List<String> objectIds, boolean ambiguous) {
    /** How a track was used. */
    public enum Use {
        /** A new object began with it. */
        STARTED,
        /** It was added to an object that there was. */
        ADDED,
        /** It was rejected, with a reason. */
        REJECTED,
        /** Nothing is known of it. */
        UNUSED
    }

    public TrackFate {
        objectIds = List.copyOf(objectIds);
        if (objectIds.isEmpty() == (use == Use.STARTED || use == Use.ADDED)) {
            throw new IllegalArgumentException("track " + trackId + ": " + use + " with objects " + objectIds);
        }
    }

    /** The object that has it now; the track must be used. */
    public String objectId() {
        return objectIds.get(objectIds.size() - 1);
    }

    boolean used() {
        return !objectIds.isEmpty();
    }
}

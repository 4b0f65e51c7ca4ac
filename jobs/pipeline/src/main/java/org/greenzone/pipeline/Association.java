package org.greenzone.pipeline;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.ContentId;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * To whom a track belongs: a whole order to determine an orbit, with all that it rests on.
 *
 * @param associationId made from the ids of track and orbit
 * @param decidedMicros event time of the decision: end of the window whose tracks were assigned together
 * @param objectId the catalogued object, or the id that a new object gets
 * @param prior the orbit that was matched, as of t - lag, or that of the object that the site names; else empty
 * @param mahalanobisDistance of the track from the predicted orbit; NaN where uncorrelated
 * @param candidates objects that passed the gate, nearest first
 */
public record Association(
        String associationId,
        long decidedMicros,
        String objectId,
        List<CatalogueOrbit> prior,
        double mahalanobisDistance,
        List<String> candidates,
        Track track,
        Site site) {

    public static Association correlated(
            long decidedMicros,
            CatalogueOrbit prior,
            double mahalanobisDistance,
            List<String> candidates,
            Track track,
            Site site) {
        String id = ContentId.of("association")
                .add(track.trackId())
                .add(prior.orbitId())
                .digits();
        return new Association(
                id, decidedMicros, prior.objectId(), List.of(prior), mahalanobisDistance, candidates, track, site);
    }

    /** A track that starts a new object, whose id is made from that of the track. */
    public static Association uncorrelated(long decidedMicros, List<String> candidates, Track track, Site site) {
        return of(decidedMicros, newObjectId(track), List.of(), candidates, track, site);
    }

    /**
     * A track that fits no catalogued object, to the one that its site names: its orbit may be wrong or not known yet, or it may have
     * manoeuvred.
     *
     * @param prior the orbit of the named object, as of t - lag; empty where the catalogue does not know it
     */
    public static Association claimed(
            long decidedMicros, List<CatalogueOrbit> prior, List<String> candidates, Track track, Site site) {
        return of(decidedMicros, track.claimedObjectId(), prior, candidates, track, site);
    }

    private static Association of(
            long decidedMicros,
            String objectId,
            List<CatalogueOrbit> prior,
            List<String> candidates,
            Track track,
            Site site) {
        String id = ContentId.of("association").add(track.trackId()).add("").digits();
        return new Association(id, decidedMicros, objectId, prior, Double.NaN, candidates, track, site);
    }

    /** The same track, to another object: the one that its own turned out to be. */
    public Association to(String otherObjectId) {
        return new Association(
                associationId, decidedMicros, otherObjectId, prior, mahalanobisDistance, candidates, track, site);
    }

    /** The same, decided at another event time. */
    public Association decidedAt(long micros) {
        return new Association(associationId, micros, objectId, prior, mahalanobisDistance, candidates, track, site);
    }

    /** Id of the object that a track starts. */
    public static String newObjectId(Track track) {
        return "UCT-" + track.trackId();
    }

    /** Whether only the site says that the track is of this object. */
    public boolean isClaimed() {
        return Double.isNaN(mahalanobisDistance) && objectId.equals(track.claimedObjectId());
    }
}

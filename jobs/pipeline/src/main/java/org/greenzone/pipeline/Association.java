package org.greenzone.pipeline;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.ContentId;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * To whom a track belongs: a whole order to determine an orbit, with all that it rests on. Or that it is not clear yet: then the
 * order follows as the next revision, when a later track of one of the candidates has told.
 *
 * @param associationId made from the ids of track and orbit; where the track was ambiguous, from that of the track
 * @param revision 0, or 1 where it decides an ambiguous one
 * @param decidedMicros event time of the decision: end of the window whose tracks were assigned together
 * @param objectId the catalogued object, or the id that a new object gets; empty where the track is not given to any
 * @param prior the orbit that was matched, as of t - lag, or that of the object that the site names; else empty
 * @param mahalanobisDistance of the track from the predicted orbit; NaN where uncorrelated
 * @param candidates objects that passed the gate, nearest first
 * @param hypotheses of a track that was ambiguous when this was said: its objects, likeliest first
 * @param late whether the window of the track had been decided before it came; then, and where it was ambiguous, the track is older than
 *     others that its object may have
 */
public record Association(
        String associationId,
        int revision,
        long decidedMicros,
        String objectId,
        List<CatalogueOrbit> prior,
        double mahalanobisDistance,
        List<String> candidates,
        List<Hypothesis> hypotheses,
        boolean late,
        Track track,
        Site site) {
    private static final String UNDECIDED = "";
    private static final String NEW_OBJECT = "UCT-";

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
                id,
                0,
                decidedMicros,
                prior.objectId(),
                List.of(prior),
                mahalanobisDistance,
                candidates,
                List.of(),
                false,
                track,
                site);
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
        return new Association(
                id, 0, decidedMicros, objectId, prior, Double.NaN, candidates, List.of(), false, track, site);
    }

    /** A track that several objects explain, none clearly better than the next. */
    public static Association ambiguous(
            long decidedMicros, List<Hypothesis> hypotheses, List<String> candidates, Track track, Site site) {
        return new Association(
                ambiguousId(track),
                0,
                decidedMicros,
                UNDECIDED,
                List.of(),
                Double.NaN,
                candidates,
                hypotheses,
                false,
                track,
                site);
    }

    /** What became of a track that was ambiguous: this, as the next revision. */
    public Association decidingAmbiguous(List<Hypothesis> weighed) {
        return new Association(
                ambiguousId(track),
                1,
                decidedMicros,
                objectId,
                prior,
                mahalanobisDistance,
                candidates,
                weighed,
                late,
                track,
                site);
    }

    /** The same, of a track whose window had been decided before it came. */
    public Association comingLate() {
        return new Association(
                associationId,
                revision,
                decidedMicros,
                objectId,
                prior,
                mahalanobisDistance,
                candidates,
                hypotheses,
                true,
                track,
                site);
    }

    private static String ambiguousId(Track track) {
        return ContentId.of("association").add(track.trackId()).add("ambiguous").digits();
    }

    /** Whether an object gets the track: an order for the orbit determination. */
    public boolean isDecided() {
        return !objectId.equals(UNDECIDED);
    }

    /** Whether its object is none of the catalogue at the start, but began with a track. */
    public boolean isOfNewObject() {
        return objectId.startsWith(NEW_OBJECT) || prior.isEmpty() && !isClaimed();
    }

    /** Whether the track waits for a later one that tells whose it is. */
    public boolean isAmbiguous() {
        return !isDecided() && revision == 0;
    }

    /** The same track, to another object: the one that its own turned out to be. */
    public Association to(String otherObjectId) {
        return with(decidedMicros, otherObjectId);
    }

    /** The same track, which is of a new object although the one that it was given to passed the gate. */
    public Association asUncorrelated() {
        Association other = uncorrelated(decidedMicros, candidates, track, site);
        return late ? other.comingLate() : other;
    }

    /** The same, decided at another event time. */
    public Association decidedAt(long micros) {
        return with(micros, objectId);
    }

    private Association with(long micros, String whose) {
        return new Association(
                associationId,
                revision,
                micros,
                whose,
                prior,
                mahalanobisDistance,
                candidates,
                hypotheses,
                late,
                track,
                site);
    }

    /** Id of the object that a track starts. */
    public static String newObjectId(Track track) {
        return NEW_OBJECT + track.trackId();
    }

    /** Whether only the site says that the track is of this object. */
    public boolean isClaimed() {
        return Double.isNaN(mahalanobisDistance) && objectId.equals(track.claimedObjectId());
    }
}

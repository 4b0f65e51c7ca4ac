package org.greenzone.pipeline;

import java.util.List;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * Tracks of one site and window that several objects explain, until a later track of one of these decides. They are weighed again
 * whenever the catalogue has another orbit of a candidate, at the latest at the end of their time.
 *
 * @param tracks those that are not decided yet, by id
 * @param site as it was known for their window
 * @param untilMicros event time at which they are settled as well as can be
 */
public record DeferredTracks(List<Deferred> tracks, Site site, long untilMicros) {
    /** A track with the objects that it may belong to, likeliest first. */
    public record Deferred(Track track, List<Hypothesis> hypotheses) {}

    /** Names them among all of the site: the id of the first. */
    public String id() {
        return tracks.get(0).track().trackId();
    }
}

package org.greenzone.astro.initiation;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.track.Track;

/**
 * An object of several tracks that begins or gets tracks.
 *
 * @param objectId that of the single-track object of its first track, which it goes on
 * @param determination the orbit of all its tracks, or why there is none; empty where it has had one before, which its added
 *     tracks are to improve
 * @param tracks all its tracks
 * @param added ids of those that came with this step
 */
public record Initiated(
        String objectId, Optional<Determination> determination, List<Track> tracks, List<String> added) {
    Initiated withAdded(List<String> others) {
        return new Initiated(objectId, determination, tracks, others);
    }
}

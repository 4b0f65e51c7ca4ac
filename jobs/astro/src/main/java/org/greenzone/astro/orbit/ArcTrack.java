package org.greenzone.astro.orbit;

import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/** A track of an arc with its measurement model. */
public record ArcTrack(Track track, TrackObservations observations) {
    /** Half way between first and last measurement, UTC microseconds since 1970. */
    long middleMicros() {
        return track.startMicros() + (track.endMicros() - track.startMicros()) / 2;
    }
}

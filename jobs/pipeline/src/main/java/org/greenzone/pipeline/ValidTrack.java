package org.greenzone.pipeline;

import org.greenzone.astro.track.Track;

/**
 * A track that can be used, and when.
 *
 * @param effectiveMicros event time at which it counts: its end; or, where its site had promised in the same partition that
 *     nothing so old follows, that promise. It rests on the order of the partition alone, so that a replay of it gives the same
 */
public record ValidTrack(Track track, long effectiveMicros) {
    /** Whether it came behind the promise of its site. */
    public boolean isLate() {
        return effectiveMicros > track.endMicros();
    }
}

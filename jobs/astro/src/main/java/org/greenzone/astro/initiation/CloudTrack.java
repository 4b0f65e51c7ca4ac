package org.greenzone.astro.initiation;

import org.greenzone.astro.initiation.EpochFit.Fitted;

/**
 * A track that can come from an origin, with the orbit on which it came.
 *
 * @param orbit of the track alone with the origin as prior
 */
record CloudTrack(Sighting sighting, Fitted orbit) {
    String id() {
        return sighting.id();
    }
}

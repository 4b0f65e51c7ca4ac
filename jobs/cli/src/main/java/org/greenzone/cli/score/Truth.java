package org.greenzone.cli.score;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenzone.astro.score.TrueOrbit;

/**
 * What is true.
 *
 * @param orbits of all objects, by id
 * @param tracks in the order of the file
 * @param endMicros last instant of any object, UTC microseconds since 1970
 */
record Truth(Map<String, TrueOrbit> orbits, List<TrackOfTruth> tracks, long endMicros) {
    /**
     * A track.
     *
     * @param trackId id
     * @param objectId of which object it is
     * @param endMicros its last measurement; {@code Long.MIN_VALUE} where not known
     */
    record TrackOfTruth(String trackId, String objectId, long endMicros) {}

    Set<String> cataloguedIds() {
        return orbits.values().stream()
                .filter(TrueOrbit::catalogued)
                .map(TrueOrbit::objectId)
                .collect(Collectors.toSet());
    }
}

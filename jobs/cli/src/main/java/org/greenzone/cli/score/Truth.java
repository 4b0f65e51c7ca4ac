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
 * @param breakups by the object that broke up
 */
record Truth(
        Map<String, TrueOrbit> orbits, List<TrackOfTruth> tracks, long endMicros, Map<String, TrueBreakup> breakups) {
    /** When an object broke up (UTC microseconds since 1970), and what became of it. */
    record TrueBreakup(long epochMicros, Set<String> fragmentIds) {}

    /** The fragments of an object; none where it did not break up. */
    Set<String> fragments(String parentId) {
        TrueBreakup breakup = breakups.get(parentId);
        return breakup == null ? Set.of() : breakup.fragmentIds();
    }

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

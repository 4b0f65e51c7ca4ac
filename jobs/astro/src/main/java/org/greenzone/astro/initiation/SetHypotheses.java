package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The sets that each loose track may be in, best first; a set stands in the lists of all its members, as one instance. Not thread-safe. */
final class SetHypotheses {
    private static final int KEPT_SETS = 12;

    private final Map<String, List<TrackSet>> byTrack = new TreeMap<>();

    SetHypotheses() {}

    /**
     * Goes on from what another one knew.
     *
     * @param sets each once
     * @param ofTracks the places of the sets of each track
     */
    SetHypotheses(List<TrackSet> sets, List<InitiationState.OfTrack> ofTracks) {
        ofTracks.forEach(of -> byTrack.put(
                of.trackId(),
                new ArrayList<>(Arrays.stream(of.sets()).mapToObj(sets::get).toList())));
    }

    void add(TrackSet set) {
        for (CloudTrack member : set.members()) {
            List<TrackSet> of = byTrack.computeIfAbsent(member.id(), id -> new ArrayList<>());
            of.add(set);
            of.sort(TrackSet.BEST_FIRST);
            if (of.size() > KEPT_SETS) {
                of.remove(of.size() - 1);
            }
        }
    }

    List<TrackSet> of(CloudTrack track) {
        return byTrack.getOrDefault(track.id(), List.of());
    }

    /** Each set once, in the order of the tracks. */
    List<TrackSet> sets() {
        Set<TrackSet> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        return byTrack.values().stream()
                .flatMap(List::stream)
                .filter(taken::add)
                .toList();
    }

    /** Drops all sets with a track. */
    void drop(String trackId) {
        byTrack.remove(trackId);
        byTrack.values()
                .forEach(sets -> sets.removeIf(s -> s.members().stream().anyMatch(m -> m.id().equals(trackId))));
    }

    /** Sets one in place of each, and drops those whose odds are below a bound then. */
    void replaceAll(UnaryOperator<TrackSet> by, double leastScore) {
        Map<String, TrackSet> made = new HashMap<>();
        byTrack.values().forEach(of -> {
            of.replaceAll(s -> made.computeIfAbsent(s.key(), k -> by.apply(s)));
            of.removeIf(s -> s.score() < leastScore);
            of.sort(TrackSet.BEST_FIRST);
        });
    }

    /** The places of the sets of each track in {@link #sets}. */
    List<InitiationState.OfTrack> ofTracks() {
        Map<TrackSet, Integer> places = new IdentityHashMap<>();
        sets().forEach(set -> places.put(set, places.size()));
        List<InitiationState.OfTrack> of = new ArrayList<>();
        byTrack.forEach((id, sets) -> of.add(new InitiationState.OfTrack(
                id,
                sets.stream()
                        .mapToInt(s -> Optional.ofNullable(places.get(s)).orElseThrow())
                        .toArray())));
        return of;
    }

    Stream<TrackSet> rivalsOf(TrackSet set) {
        return set.members().stream().flatMap(m -> of(m).stream()).filter(o -> !o.within(set) && !set.within(o));
    }
}

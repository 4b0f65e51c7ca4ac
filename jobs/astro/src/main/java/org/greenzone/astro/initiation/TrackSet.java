package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.greenzone.astro.initiation.EpochFit.Fitted;

/**
 * A hypothesis: these tracks are of one fragment.
 *
 * @param members by time, then id
 * @param orbit of all of them with the origin as prior
 * @param score natural logarithm of its odds against each track being of a fragment of its own
 */
record TrackSet(List<CloudTrack> members, Fitted orbit, double score) {
    /** Tracks of one site this close are one pass. */
    private static final long PASS_MICROS = 1_200_000_000L;

    static final Comparator<CloudTrack> IN_ORDER = Comparator.comparingLong(
                    (CloudTrack t) -> t.sighting().middleMicros())
            .thenComparing(CloudTrack::id);

    /** Best first. */
    static final Comparator<TrackSet> BEST_FIRST =
            Comparator.comparingDouble((TrackSet s) -> -s.score()).thenComparing(TrackSet::key);

    TrackSet {
        members = members.stream().sorted(IN_ORDER).toList();
    }

    static TrackSet of(CloudTrack track) {
        return new TrackSet(List.of(track), track.orbit(), 0);
    }

    List<CloudTrack> with(CloudTrack track) {
        List<CloudTrack> more = new ArrayList<>(members);
        more.add(track);
        return more;
    }

    List<Sighting> sightings() {
        return members.stream().map(CloudTrack::sighting).toList();
    }

    boolean has(CloudTrack track) {
        return members.stream().anyMatch(m -> m.id().equals(track.id()));
    }

    boolean overlaps(TrackSet other) {
        return members.stream().anyMatch(other::has);
    }

    boolean within(TrackSet other) {
        return members.stream().allMatch(other::has);
    }

    String key() {
        return members.stream().map(CloudTrack::id).collect(Collectors.joining(","));
    }

    /** Whether one site saw both in one pass. */
    static boolean areOfOnePass(Sighting one, Sighting other) {
        return one.track().siteId().equals(other.track().siteId())
                && Math.abs(one.middleMicros() - other.middleMicros()) < PASS_MICROS;
    }

    /** Number of passes over sites: what a site saw twice in one pass counts once. */
    int passes() {
        int passes = 0;
        for (int i = 0; i < members.size(); i++) {
            Sighting one = members.get(i).sighting();
            boolean again = false;
            for (int j = 0; j < i; j++) {
                again |= areOfOnePass(members.get(j).sighting(), one);
            }
            passes += again ? 0 : 1;
        }
        return passes;
    }
}

package org.greenzone.cli.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was said of breakups against what happened, over time.
 *
 * @param rows the first revision of each breakup and of each certainty, and the last one of each hour
 * @param unnoticed parents that broke up and were never named
 */
record BreakupScore(List<Row> rows, List<String> unnoticed) {
    private static final long HOUR_MICROS = 3_600_000_000L;

    /**
     * One revision.
     *
     * @param isTrue whether its parents broke up, all of them together
     * @param epochErrorSeconds said minus true; NaN where it is not true
     * @param trueObjects fragments of which a track had ended by then
     * @param trueTracks their tracks
     */
    record Row(SaidBreakup said, boolean isTrue, double epochErrorSeconds, int trueObjects, int trueTracks) {}

    static BreakupScore of(Truth truth, List<SaidBreakup> said) {
        Map<String, String> objectOf = new HashMap<>();
        truth.tracks().forEach(t -> objectOf.put(t.trackId(), t.objectId()));
        List<Truth.TrackOfTruth> tracks = truth.tracks().stream()
                .sorted(Comparator.comparingLong(Truth.TrackOfTruth::endMicros))
                .toList();
        List<Row> rows = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        for (SaidBreakup one : remarkable(said)) {
            Optional<Long> epoch = epoch(truth, one.parentIds());
            Set<String> fragments = new HashSet<>();
            one.parentIds().forEach(id -> fragments.addAll(truth.fragments(id)));
            Set<String> seen = new HashSet<>();
            int count = 0;
            for (Truth.TrackOfTruth track : tracks) {
                if (track.endMicros() <= one.createdMicros() && fragments.contains(track.objectId())) {
                    seen.add(track.objectId());
                    count++;
                }
            }
            if (epoch.isPresent()) {
                named.addAll(one.parentIds());
            }
            rows.add(new Row(
                    one,
                    epoch.isPresent(),
                    epoch.map(e -> (one.epochMicros() - e) * 1e-6).orElse(Double.NaN),
                    seen.size(),
                    count));
        }
        List<String> unnoticed = truth.breakups().keySet().stream()
                .filter(id -> !named.contains(id))
                .toList();
        return new BreakupScore(rows, unnoticed);
    }

    /** The common instant at which all of them broke up. */
    private static Optional<Long> epoch(Truth truth, List<String> parentIds) {
        Set<Long> epochs = new TreeSet<>();
        for (String id : parentIds) {
            Truth.TrueBreakup breakup = truth.breakups().get(id);
            if (breakup == null) {
                return Optional.empty();
            }
            epochs.add(breakup.epochMicros());
        }
        return epochs.size() == 1 ? Optional.of(epochs.iterator().next()) : Optional.empty();
    }

    private static List<SaidBreakup> remarkable(List<SaidBreakup> said) {
        TreeMap<String, List<SaidBreakup>> byId = new TreeMap<>();
        said.forEach(s ->
                byId.computeIfAbsent(s.breakupId(), id -> new ArrayList<>()).add(s));
        List<SaidBreakup> remarkable = new ArrayList<>();
        for (List<SaidBreakup> revisions : byId.values()) {
            revisions.sort(Comparator.comparingInt(SaidBreakup::revision));
            for (int i = 0; i < revisions.size(); i++) {
                SaidBreakup now = revisions.get(i);
                boolean change =
                        i == 0 || !now.certainty().equals(revisions.get(i - 1).certainty());
                boolean last = i == revisions.size() - 1
                        || hour(now.createdMicros())
                                != hour(revisions.get(i + 1).createdMicros());
                if (change || last) {
                    remarkable.add(now);
                }
            }
        }
        remarkable.sort(Comparator.comparingLong(SaidBreakup::createdMicros).thenComparing(SaidBreakup::breakupId));
        return remarkable;
    }

    private static long hour(long micros) {
        return Math.floorDiv(micros, HOUR_MICROS);
    }
}

package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.track.ContentId;

/**
 * Follows the encounters of one pair over re-screenings: what is new, what is revised, what is withdrawn.
 *
 * <p>An encounter keeps its id while its time of closest approach moves by less than {@link #SAME_MICROS}. Encounters of a
 * pair on crossing orbits are half a revolution apart (44 minutes and more), so half of that cannot mistake one for the
 * next. An encounter of many minima (a slow pair on nearly the same orbit) is the same while the times from its first to its last minimum
 * come as near: its lowest minimum may change by hours.
 */
public final class EncounterTracker {
    /** Greatest change of the time of closest approach within one encounter: a quarter of the shortest revolution. */
    public static final long SAME_MICROS = 22 * 60 * 1_000_000L;

    private EncounterTracker() {}

    /** A known and a fresh encounter that may be the same. */
    private record Match(int known, int fresh, long gapMicros, long distanceMicros) {}

    /**
     * The events that a re-screening of a pair causes, in the order of their times of closest approach, each with the history of its encounter.
     *
     * @param known the last event of each encounter of the pair, withdrawn ones among them if kept (they may return)
     * @param fresh conjunctions as the screening gave them
     * @param fromMicros start of the screening: what was before it is past and is not withdrawn
     * @param createdMicros event time of the events
     */
    public static List<Conjunction> events(
            List<Conjunction> known, List<Conjunction> fresh, long fromMicros, long createdMicros) {
        List<Match> matches = new ArrayList<>();
        for (int k = 0; k < known.size(); k++) {
            for (int f = 0; f < fresh.size(); f++) {
                Conjunction one = known.get(k);
                Conjunction other = fresh.get(f);
                long gap = gap(one, other);
                if (gap <= SAME_MICROS && one.formation() == other.formation()) {
                    matches.add(new Match(k, f, gap, Math.abs(one.tcaMicros() - other.tcaMicros())));
                }
            }
        }
        matches.sort(Comparator.comparingLong(Match::gapMicros)
                .thenComparingLong(Match::distanceMicros)
                .thenComparing((Match m) -> known.get(m.known).conjunctionId())
                .thenComparing((Match m) -> fresh.get(m.fresh).tcaMicros()));
        boolean[] knownDone = new boolean[known.size()];
        boolean[] freshDone = new boolean[fresh.size()];
        List<Conjunction> events = new ArrayList<>();
        for (Match match : matches) {
            if (knownDone[match.known] || freshDone[match.fresh]) {
                continue;
            }
            knownDone[match.known] = true;
            freshDone[match.fresh] = true;
            Conjunction before = known.get(match.known);
            Conjunction now = fresh.get(match.fresh);
            // That two fly together is said once: there is nothing to revise in it.
            boolean same = before.status() != Status.WITHDRAWN
                    && (before.formation() || before.restsOn().equals(now.restsOn()));
            if (!same) {
                events.add(now.as(before.conjunctionId(), before.revision() + 1, Status.REVISED, createdMicros)
                        .after(before.history()));
            }
        }
        for (int f = 0; f < fresh.size(); f++) {
            if (!freshDone[f]) {
                Conjunction now = fresh.get(f);
                events.add(now.as(now.conjunctionId(), 0, Status.NEW, createdMicros)
                        .after(List.of()));
            }
        }
        for (int k = 0; k < known.size(); k++) {
            Conjunction before = known.get(k);
            long passed = before.formation() ? before.lastMinimumMicros() : before.tcaMicros();
            if (!knownDone[k] && before.status() != Status.WITHDRAWN && passed > fromMicros) {
                events.add(before.as(before.conjunctionId(), before.revision() + 1, Status.WITHDRAWN, createdMicros));
            }
        }
        events.sort(Comparator.comparingLong(Conjunction::tcaMicros).thenComparing(Conjunction::conjunctionId));
        return List.copyOf(events);
    }

    /**
     * The event that the message of another causes: that of the known encounter of the same originator whose time of closest approach is nearest, if it is within
     * {@link #SAME_MICROS}, or a new one. Messages never withdraw: who says nothing has not said that it is over.
     *
     * @param known the last event of each encounter of the pair, as {@link #ahead} keeps them
     * @param message what it says, with its statement
     * @param createdMicros event time of the event
     * @return empty where nothing is new in it: a message about the encounter that is as new was taken
     */
    public static Optional<Conjunction> told(List<Conjunction> known, Conjunction message, long createdMicros) {
        Optional<Conjunction> before = known.stream()
                .filter(c ->
                        c.statement().originator().equals(message.statement().originator()))
                .filter(c -> gap(c, message) <= SAME_MICROS)
                .min(Comparator.comparingLong((Conjunction c) -> gap(c, message))
                        .thenComparing(Conjunction::conjunctionId));
        if (before.isEmpty()) {
            String id = ContentId.of("told")
                    .add(message.primary().objectId())
                    .add(message.secondary().objectId())
                    .add(message.statement().originator())
                    .add(message.tcaMicros())
                    .digits();
            return Optional.of(message.as(id, 0, Status.NEW, createdMicros).after(List.of()));
        }
        Conjunction last = before.get();
        return last.statement().createdMicros() >= message.statement().createdMicros()
                ? Optional.empty()
                : Optional.of(message.as(last.conjunctionId(), last.revision() + 1, Status.REVISED, createdMicros)
                        .after(last.history()));
    }

    /**
     * What is to be kept for the next re-screening: the last event of each encounter whose last minimum has not passed, in the order of the ids. Of two
     * that fly together nothing new is said, but it holds as long as the newest screening has looked.
     *
     * @param known the last event of each encounter as it was kept
     * @param events that {@link #events} made of it
     * @param fresh conjunctions as the screening gave them
     * @param nowMicros what was before it has passed
     */
    public static List<Conjunction> ahead(
            List<Conjunction> known, List<Conjunction> events, List<Conjunction> fresh, long nowMicros) {
        Map<String, Conjunction> last = new TreeMap<>();
        known.forEach(c -> last.put(c.conjunctionId(), c));
        events.forEach(c -> last.put(c.conjunctionId(), c));
        List<Conjunction> ahead = new ArrayList<>();
        for (Conjunction c : last.values()) {
            Conjunction lasting = c.formation() ? prolonged(c, fresh) : c;
            if (lasting.lastMinimumMicros() > nowMicros) {
                ahead.add(lasting);
            }
        }
        return ahead;
    }

    private static Conjunction prolonged(Conjunction formation, List<Conjunction> fresh) {
        Conjunction longest = formation;
        for (Conjunction f : fresh) {
            if (f.formation()) {
                longest = longest.withMinima(
                        0, longest.firstMinimumMicros(), Math.max(longest.lastMinimumMicros(), f.lastMinimumMicros()));
            }
        }
        return longest;
    }

    /** Time between the spans of two encounters; 0 where they overlap. */
    private static long gap(Conjunction one, Conjunction other) {
        return Math.max(
                0,
                Math.max(
                        other.firstMinimumMicros() - one.lastMinimumMicros(),
                        one.firstMinimumMicros() - other.lastMinimumMicros()));
    }
}

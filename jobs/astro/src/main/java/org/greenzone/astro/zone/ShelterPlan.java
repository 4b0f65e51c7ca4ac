package org.greenzone.astro.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The windows of shelter of an asset: one about each danger, those that are close together as one.
 *
 * <p>Each begins a lead before and ends a tail after its danger, to full minutes outwards. Its probability is that of all
 * its dangers together.
 */
final class ShelterPlan {
    private static final long MINUTE = 60_000_000L;

    private final ZoneRules rules;

    ShelterPlan(ZoneRules rules) {
        this.rules = rules;
    }

    /**
     * Something that the crew shelters from.
     *
     * @param id conjunction or passage
     * @param fromMicros first instant at which it can hit
     * @param toMicros last instant
     * @param probability that it does
     * @param unless what would make the window needless; empty where nothing does
     */
    record Danger(String id, long fromMicros, long toMicros, double probability, String unless) {}

    /** Windows in the order of time that are not over. */
    List<ShelterWindow> windows(List<Danger> dangers, long nowMicros) {
        List<Danger> ordered = new ArrayList<>(dangers);
        ordered.sort(Comparator.comparingLong(Danger::fromMicros).thenComparing(Danger::id));
        List<ShelterWindow> windows = new ArrayList<>();
        List<Danger> group = new ArrayList<>();
        long open = Long.MIN_VALUE;
        for (Danger danger : ordered) {
            if (!group.isEmpty() && close(danger) - open >= rules.mergeMicros()) {
                windows.add(window(group));
                group.clear();
                open = Long.MIN_VALUE;
            }
            group.add(danger);
            open = Math.max(open, open(danger));
        }
        if (!group.isEmpty()) {
            windows.add(window(group));
        }
        return windows.stream().filter(w -> w.openMicros() > nowMicros).toList();
    }

    private long close(Danger danger) {
        return Math.floorDiv(danger.fromMicros() - rules.shelterLeadMicros(), MINUTE) * MINUTE;
    }

    private long open(Danger danger) {
        return -Math.floorDiv(-(danger.toMicros() + rules.shelterTailMicros()), MINUTE) * MINUTE;
    }

    private ShelterWindow window(List<Danger> group) {
        long close = Long.MAX_VALUE;
        long open = Long.MIN_VALUE;
        double none = 1;
        List<String> ids = new ArrayList<>();
        TreeSet<String> unless = new TreeSet<>();
        for (Danger danger : group) {
            close = Math.min(close, close(danger));
            open = Math.max(open, open(danger));
            none *= 1 - danger.probability();
            ids.add(danger.id());
            if (!danger.unless().isEmpty()) {
                unless.add(danger.unless());
            }
        }
        return new ShelterWindow(close, open, 1 - none, String.join("; ", unless), ids);
    }
}

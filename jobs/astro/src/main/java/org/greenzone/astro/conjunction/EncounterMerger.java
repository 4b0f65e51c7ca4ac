package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.greenzone.astro.conjunction.CatalogueScreening.Found;

/**
 * Which minima of the distance of a pair are one encounter: a slow pair on nearly the same orbit has two a revolution, for days.
 *
 * <p>The rule: successive minima are one encounter where the pair stays within the reach of the volume between them (looked at each
 * {@value #STEP_SECONDS} s). The encounter is told by its lowest minimum, the earliest of equals. Pairs that part between two
 * minima have met twice.
 */
public final class EncounterMerger {
    private static final double STEP_SECONDS = 60;

    private EncounterMerger() {}

    /**
     * One encounter.
     *
     * @param lowest of its minima
     * @param minima how many they are
     * @param firstMicros time of the first minimum, UTC microseconds since 1970
     * @param lastMicros time of the last
     */
    public record Merged(Found lowest, int minima, long firstMicros, long lastMicros) {}

    /** Reach of the volume of a primary, metres, by its id; motion of an object, both in one frame, by its id. */
    public record Pairing(Function<String, Double> reachMetres, Function<String, Ephemeris> motion) {}

    /** The encounters of approaches that are in the order of time; in the order of their lowest minima, then of the ids. */
    public static List<Merged> merge(List<Found> approaches, Pairing pairing) {
        Map<String, Merged> open = new TreeMap<>();
        Map<String, Found> previous = new TreeMap<>();
        List<Merged> closed = new ArrayList<>();
        for (Found found : approaches) {
            String key = found.primaryId() + ' ' + found.secondaryId();
            Merged before = open.get(key);
            Merged now = new Merged(found, 1, found.tcaMicros(), found.tcaMicros());
            Found last = previous.put(key, found);
            if (before != null && last != null && stays(last, found, pairing)) {
                boolean lower = found.approach().missDistanceMetres()
                        < before.lowest.approach().missDistanceMetres();
                now = new Merged(
                        lower ? found : before.lowest, before.minima + 1, before.firstMicros, found.tcaMicros());
            } else if (before != null) {
                closed.add(before);
            }
            open.put(key, now);
        }
        closed.addAll(open.values());
        closed.sort(Comparator.comparingLong((Merged m) -> m.lowest.tcaMicros())
                .thenComparing(m -> m.lowest.primaryId())
                .thenComparing(m -> m.lowest.secondaryId()));
        return List.copyOf(closed);
    }

    private static boolean stays(Found one, Found next, Pairing pairing) {
        double from = one.approach().seconds();
        double to = next.approach().seconds();
        double reach = pairing.reachMetres.apply(one.primaryId());
        Ephemeris first = pairing.motion.apply(one.primaryId());
        Ephemeris second = pairing.motion.apply(one.secondaryId());
        double[] a = new double[6];
        double[] b = new double[6];
        int steps = (int) Math.ceil((to - from) / STEP_SECONDS);
        for (int k = 1; k < steps; k++) {
            double at = from + (to - from) * k / steps;
            if (!first.state(at, a) || !second.state(at, b)) {
                return false;
            }
            double square = 0;
            for (int i = 0; i < 3; i++) {
                square += (b[i] - a[i]) * (b[i] - a[i]);
            }
            if (square > reach * reach) {
                return false;
            }
        }
        return true;
    }
}

package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many objects were seen, from tracks of which some are of one object.
 *
 * @param atLeast lower bound: objects that tracks were put together to, and of the other tracks the most that one pass over one
 *     site shows to be different
 * @param estimate of the objects that could be seen: Chao 1984 (Scandinavian Journal of Statistics 11), bias-corrected, from how many objects
 *     were seen in one pass and in two; equal to the bound where no object was seen twice
 */
public record UniqueObjects(int atLeast, double estimate) {
    /** Tracks of one site this near in time are of one pass; an object comes back later than that, microseconds. */
    private static final long PASS_MICROS = 40L * 60 * 1_000_000;

    /** Two tracks of one object: the range between them by the trapezoid of the range rates, metres. */
    private static final double SAME_METRES = 500;

    /** Greatest third derivative of the range in a low orbit (m/s3): what the trapezoid may be wrong by, over 12. */
    private static final double RANGE_JERK = 1.0;

    /**
     * One track.
     *
     * @param trackId ties are broken by it
     * @param siteId which site saw it
     * @param micros middle, UTC microseconds since 1970
     * @param rangeMetres there
     * @param rangeRateMetresPerSecond there
     * @param objectId the object that it was put to; empty where to none
     */
    public record Sight(
            String trackId,
            String siteId,
            long micros,
            double rangeMetres,
            double rangeRateMetresPerSecond,
            String objectId) {}

    /** Of all tracks of a cloud. */
    public static UniqueObjects of(List<Sight> sights) {
        Map<String, List<Sight>> objects = new TreeMap<>();
        Map<String, List<Sight>> sites = new TreeMap<>();
        for (Sight sight : sights.stream()
                .sorted(Comparator.comparingLong(Sight::micros).thenComparing(Sight::trackId))
                .toList()) {
            if (sight.objectId().isEmpty()) {
                sites.computeIfAbsent(sight.siteId(), id -> new ArrayList<>()).add(sight);
            } else {
                objects.computeIfAbsent(sight.objectId(), id -> new ArrayList<>())
                        .add(sight);
            }
        }
        int loose = 0;
        for (List<Sight> site : sites.values()) {
            loose = Math.max(loose, mostInOnePass(site, objects));
        }
        int once = 0;
        int twice = 0;
        for (List<Sight> object : objects.values()) {
            int passes = passes(object);
            once += passes == 1 ? 1 : 0;
            twice += passes == 2 ? 1 : 0;
        }
        int atLeast = objects.size() + loose;
        double single = once + loose;
        boolean seenAgain = twice > 0;
        return new UniqueObjects(atLeast, seenAgain ? atLeast + single * (single - 1) / (2.0 * (twice + 1)) : atLeast);
    }

    /** Different sites and times more than a pass apart. */
    private static int passes(List<Sight> object) {
        Map<String, Long> last = new TreeMap<>();
        int passes = 0;
        for (Sight sight : object) {
            Long before = last.put(sight.siteId(), sight.micros());
            passes += before == null || sight.micros() - before > PASS_MICROS ? 1 : 0;
        }
        return passes;
    }

    /** The greatest set of tracks of a pass, taken in the order of time, in which none may be of one object with another. */
    private static int mostInOnePass(List<Sight> site, Map<String, List<Sight>> objects) {
        int most = 0;
        for (int start = 0; start < site.size(); start++) {
            long end = site.get(start).micros() + PASS_MICROS;
            List<Sight> different = new ArrayList<>();
            for (int i = start; i < site.size() && site.get(i).micros() <= end; i++) {
                Sight sight = site.get(i);
                if (different.stream().noneMatch(other -> maybeSame(other, sight)) && !maybeOf(objects, sight)) {
                    different.add(sight);
                }
            }
            most = Math.max(most, different.size());
        }
        return most;
    }

    /** Whether a loose track may be of an object that has tracks: not where the same pass shows it elsewhere. */
    private static boolean maybeOf(Map<String, List<Sight>> objects, Sight sight) {
        for (List<Sight> object : objects.values()) {
            boolean elsewhere = false;
            for (Sight own : object) {
                elsewhere |= own.siteId().equals(sight.siteId())
                        && Math.abs(own.micros() - sight.micros()) <= PASS_MICROS
                        && !maybeSame(own, sight);
            }
            if (!elsewhere) {
                return true;
            }
        }
        return false;
    }

    static boolean maybeSame(Sight a, Sight b) {
        double seconds = (b.micros() - a.micros()) * 1e-6;
        double moved = 0.5 * seconds * (a.rangeRateMetresPerSecond() + b.rangeRateMetresPerSecond());
        double open = SAME_METRES + RANGE_JERK / 12 * Math.abs(seconds * seconds * seconds);
        return Math.abs(b.rangeMetres() - a.rangeMetres() - moved) <= open;
    }
}

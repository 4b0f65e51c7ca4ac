package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one site sees of a cloud in one pass, track by track: how many objects at least, how far in range, and how many of them were
 * known before.
 *
 * <p>The lower bound is a set of tracks of which no two can be of one object ({@link CloudSight#maybeSame}), taken in the order in which they
 * come: an object that is seen twice counts once. Tracks of which no velocity is known by the newest origin are left out, since nothing but
 * the next seconds tells them from others; of those that were correlated the different objects count. A new track costs one comparison with each of the set.
 */
final class PassCensus {
    /** Tracks of one site without a longer pause between them are of one pass; an object comes back later than that, microseconds. */
    static final long PAUSE_MICROS = 40L * 60 * 1_000_000;

    private static final int VIEW_MINUTES = 8;

    /** Left out on each side of a spread. */
    private static final double TAIL = 0.05;

    private static final double QUARTER = 0.25;
    private static final int LEAST_FOR_ESTIMATE = 10;

    private final List<CloudSight> sights = new ArrayList<>();
    private final List<CloudSight> different = new ArrayList<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final int knownBefore;
    private int originRevision;
    private long newestMicros = Long.MIN_VALUE;
    private int most;

    /** @param knownBefore fragments that had an orbit when the pass began */
    PassCensus(int knownBefore) {
        this(knownBefore, 0, 0, List.of());
    }

    /** Goes on from what another one knew. */
    PassCensus(int knownBefore, int most, int originRevision, List<CloudSight> sights) {
        this.knownBefore = knownBefore;
        this.originRevision = originRevision;
        sights.forEach(this::add);
        this.most = Math.max(this.most, most);
    }

    void add(CloudSight sight) {
        sights.add(sight);
        newestMicros = Math.max(newestMicros, sight.micros());
        if (!sight.objectId().isEmpty()) {
            known.add(sight.objectId());
            most = Math.max(most, known.size());
            return;
        }
        if (sight.originRevision() < originRevision) {
            return;
        }
        originRevision = sight.originRevision();
        for (CloudSight other : different) {
            if (other.maybeSame(sight)) {
                return;
            }
        }
        different.add(sight);
        most = Math.max(most, different.size());
    }

    /** Puts what a better origin says of the tracks in the place of what was said before. */
    void replace(List<CloudSight> better, int betterRevision) {
        sights.clear();
        different.clear();
        known.clear();
        originRevision = betterRevision;
        better.forEach(this::add);
    }

    List<CloudSight> sights() {
        return sights;
    }

    int knownBefore() {
        return knownBefore;
    }

    /** Lower bound of the objects. */
    int atLeast() {
        return most;
    }

    long fromMicros() {
        return sights.stream().mapToLong(CloudSight::micros).min().orElseThrow();
    }

    long toMicros() {
        return newestMicros;
    }

    boolean continuesAt(long micros) {
        return micros - toMicros() <= PAUSE_MICROS;
    }

    /**
     * Number of objects that can be seen, by how many of those in this pass were known (Chapman 1951, University of California
     * Publications in Statistics 1); NaN where too few were known for that.
     */
    double chapman() {
        int recaptured = 0;
        for (CloudSight sight : sights) {
            recaptured += sight.objectId().isEmpty() ? 0 : 1;
        }
        return knownBefore < LEAST_FOR_ESTIMATE || recaptured < LEAST_FOR_ESTIMATE
                ? Double.NaN
                : (knownBefore + 1.0) * (sights.size() + 1.0) / (recaptured + 1.0) - 1;
    }

    /** What the site has seen in the last {@value #VIEW_MINUTES} minutes of the pass: as long as one object stays above a site. */
    Breakup.SiteSpread spread() {
        long from = toMicros() - VIEW_MINUTES * 60_000_000L;
        List<CloudSight> view = sights.stream().filter(s -> s.micros() >= from).toList();
        PassCensus census = new PassCensus(knownBefore);
        view.forEach(census::add);
        double[] ranges = view.stream().mapToDouble(CloudSight::rangeMetres).toArray();
        double[] inOneFan = rangesInOneFan(view);
        return new Breakup.SiteSpread(
                view.get(0).siteId(),
                census.fromMicros(),
                census.toMicros(),
                view.size(),
                census.atLeast(),
                Arrays.stream(ranges).min().orElse(Double.NaN),
                Arrays.stream(ranges).max().orElse(Double.NaN),
                FragmentStatistics.width(inOneFan, TAIL),
                FragmentStatistics.width(inOneFan, QUARTER));
    }

    /**
     * Ranges about their straight line in time, of the fan that saw most, the first of equals: two fans look at two places of the orbit, which have their own
     * ranges.
     */
    private static double[] rangesInOneFan(List<CloudSight> view) {
        TreeMap<Integer, List<CloudSight>> byFan = new TreeMap<>();
        view.forEach(s -> byFan.computeIfAbsent(s.fan(), f -> new ArrayList<>()).add(s));
        List<CloudSight> most = List.of();
        for (List<CloudSight> its : byFan.values()) {
            most = its.size() > most.size() ? its : most;
        }
        int n = most.size();
        double[] ranges = new double[n];
        double[] seconds = new double[n];
        for (int i = 0; i < n; i++) {
            ranges[i] = most.get(i).rangeMetres();
            seconds[i] = (most.get(i).micros() - most.get(0).micros()) * 1e-6;
        }
        return aboutLine(seconds, ranges);
    }

    /** Values less the straight line through them by least squares: the middle of the cloud moves on while it passes. */
    private static double[] aboutLine(double[] x, double[] y) {
        int n = x.length;
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = xx > 0 ? xy / xx : 0;
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            rest[i] = y[i] - meanY - slope * (x[i] - meanX);
        }
        return rest;
    }
}

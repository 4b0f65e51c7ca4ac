package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.Correlation;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.DeferredTracks;
import org.greenzone.pipeline.DeferredTracks.Deferred;
import org.greenzone.pipeline.Hypothesis;
import org.greenzone.pipeline.JobOptions;

/** The tracks of one window to their objects: the same in the job and without it. */
public final class CorrelationStep {
    /** The order in which orbits enter the catalogue. */
    public static final Comparator<CatalogueOrbit> BY_AVAILABILITY = Comparator.comparingLong(
                    CatalogueOrbit::availableMicros)
            .thenComparing(CatalogueOrbit::objectId)
            .thenComparingInt(CatalogueOrbit::revision)
            .thenComparing(CatalogueOrbit::orbitId);

    /** The order in which calibrations of a site replace each other. */
    static final Comparator<Site> BY_CALIBRATION = Comparator.comparingLong(
                    (Site s) -> s.calibration().knownMicros())
            .thenComparingInt(s -> s.calibration().revision());

    /** What the likeliest object must have when no later track has told in time: odds of 9 to 1. */
    private static final double SETTLED = 0.9;

    private final JobOptions options;
    private final TrackCorrelator correlator;

    public CorrelationStep(JobOptions options, TrackCorrelator correlator) {
        this.options = options;
        this.correlator = correlator;
    }

    /**
     * What came of tracks.
     *
     * @param associations to be told
     * @param deferred those that wait for a later track to tell whose they are
     */
    public record Outcome(List<Association> associations, Optional<DeferredTracks> deferred) {}

    /**
     * The site with what was known of its errors at an event time.
     *
     * @param given the site without running calibration
     * @param calibrations of the site, in the order of {@link #BY_CALIBRATION}
     */
    static Site calibrated(Site given, List<Site> calibrations, long asOfMicros) {
        Site newest = given;
        for (Site site : calibrations) {
            if (site.calibration().knownMicros() <= asOfMicros) {
                newest = site;
            }
        }
        return newest;
    }

    /** Brings the catalogue forward to what was known at an event time. */
    public static void advance(
            PriorityQueue<CatalogueOrbit> upcoming, long asOfMicros, Consumer<CatalogueOrbit> catalogue) {
        while (!upcoming.isEmpty() && upcoming.peek().availableMicros() <= asOfMicros) {
            catalogue.accept(upcoming.remove());
        }
    }

    /**
     * @param tracks of one site and window, in any order
     * @param site as it was known a lag before that window
     * @param snapshot the catalogue as of the start of the window that is decided, minus the lag
     * @param decidedMicros end of the window that is decided: that of the tracks, or a later one where they came late
     */
    public Outcome correlate(List<Track> tracks, Site site, CatalogueSnapshot snapshot, long decidedMicros) {
        List<Track> ordered = new ArrayList<>(tracks);
        ordered.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        Weighing weighing = new Weighing(site, snapshot, decidedMicros);
        for (Correlation correlation : correlator.correlate(ordered, site, snapshot)) {
            if (correlation instanceof Correlation.Ambiguous a) {
                List<Hypothesis> hypotheses = hypotheses(a);
                weighing.told(Association.ambiguous(decidedMicros, hypotheses, a.candidates(), a.track(), site));
                weighing.open.add(new Deferred(a.track(), hypotheses));
            } else {
                weighing.told(weighing.decided(correlation));
            }
        }
        return weighing.outcome(decidedMicros + options.undecidedMicros());
    }

    /**
     * Weighs tracks again that wait, where there is a reason to: a new orbit of a candidate, or that their time is over.
     *
     * @param snapshot the catalogue as of the start of the window that is decided, minus the lag
     * @param decidedMicros end of that window
     */
    public Outcome reconsider(DeferredTracks waiting, CatalogueSnapshot snapshot, long decidedMicros) {
        boolean over = decidedMicros >= waiting.untilMicros();
        if (!over && !hasNewOrbit(waiting, snapshot)) {
            return new Outcome(List.of(), Optional.of(waiting));
        }
        List<Track> tracks = waiting.tracks().stream().map(Deferred::track).toList();
        Map<String, Set<String>> objects = new HashMap<>();
        for (Deferred deferred : waiting.tracks()) {
            Set<String> ids = new TreeSet<>();
            deferred.hypotheses().forEach(h -> ids.add(h.objectId()));
            objects.put(deferred.track().trackId(), ids);
        }
        Weighing weighing = new Weighing(waiting.site(), snapshot, decidedMicros);
        for (Correlation correlation : correlator.reconsider(tracks, waiting.site(), objects, snapshot)) {
            if (!(correlation instanceof Correlation.Ambiguous a)) {
                weighing.told(weighing.decided(correlation).decidingAmbiguous(List.of()));
            } else if (over) {
                weighing.told(weighing.settled(a).decidingAmbiguous(hypotheses(a)));
            } else {
                weighing.open.add(new Deferred(a.track(), hypotheses(a)));
            }
        }
        return weighing.outcome(waiting.untilMicros());
    }

    private static boolean hasNewOrbit(DeferredTracks waiting, CatalogueSnapshot snapshot) {
        return waiting.tracks().stream()
                .flatMap(deferred -> deferred.hypotheses().stream())
                .anyMatch(h -> snapshot.orbit(h.objectId())
                        .filter(orbit -> !orbit.orbitId().equals(h.orbitId()))
                        .isPresent());
    }

    private static List<Hypothesis> hypotheses(Correlation.Ambiguous ambiguous) {
        return ambiguous.hypotheses().stream()
                .map(h -> new Hypothesis(h.prior().objectId(), h.prior().orbitId(), h.probability(), h.mahalanobis()))
                .toList();
    }

    /** Tracks of one site and window against one catalogue. */
    private final class Weighing {
        private final Site site;
        private final CatalogueSnapshot snapshot;
        private final long decidedMicros;
        private final List<Association> associations = new ArrayList<>();
        private final List<Deferred> open = new ArrayList<>();

        Weighing(Site site, CatalogueSnapshot snapshot, long decidedMicros) {
            this.site = site;
            this.snapshot = snapshot;
            this.decidedMicros = decidedMicros;
        }

        void told(Association association) {
            boolean late =
                    options.windowEnd(association.track().endMicros()) < decidedMicros && association.revision() == 0;
            associations.add(late ? association.comingLate() : association);
        }

        Association decided(Correlation correlation) {
            if (correlation instanceof Correlation.Correlated c) {
                return Association.correlated(
                        decidedMicros, c.prior(), c.mahalanobis(), c.candidates(), c.track(), site);
            }
            Track track = correlation.track();
            String claimed = track.claimedObjectId();
            // An unknown object; or the one that the site names, where its orbit may be to blame.
            return claimed.isEmpty()
                    ? Association.uncorrelated(decidedMicros, correlation.candidates(), track, site)
                    : Association.claimed(
                            decidedMicros,
                            snapshot.orbit(claimed).stream().toList(),
                            correlation.candidates(),
                            track,
                            site);
        }

        /** The likeliest object, where it is likely enough; else none: a new object would be a copy of one of them. */
        Association settled(Correlation.Ambiguous a) {
            Correlation.Hypothesis best = a.hypotheses().get(0);
            return best.probability() >= SETTLED
                    ? Association.correlated(
                            decidedMicros, best.prior(), best.mahalanobis(), a.candidates(), a.track(), site)
                    : Association.ambiguous(decidedMicros, List.of(), a.candidates(), a.track(), site);
        }

        Outcome outcome(long untilMicros) {
            // Tracks of one time are of different objects.
            List<Deferred> left = new ArrayList<>();
            for (Deferred deferred : open) {
                List<Hypothesis> rest = deferred.hypotheses().stream()
                        .filter(h -> associations.stream()
                                .noneMatch(a -> a.objectId().equals(h.objectId())
                                        && a.track().overlaps(deferred.track())))
                        .toList();
                left.add(new Deferred(deferred.track(), rest.isEmpty() ? deferred.hypotheses() : rest));
            }
            left.sort(Comparator.comparing(deferred -> deferred.track().trackId()));
            return new Outcome(
                    associations,
                    left.isEmpty() ? Optional.empty() : Optional.of(new DeferredTracks(left, site, untilMicros)));
        }
    }

    /** Tracks by the start of the window in which they ended; more than one where some came late. */
    static TreeMap<Long, List<Track>> byWindow(List<Track> tracks, JobOptions options) {
        TreeMap<Long, List<Track>> windows = new TreeMap<>();
        for (Track track : tracks) {
            windows.computeIfAbsent(options.windowStart(track.endMicros()), w -> new ArrayList<>())
                    .add(track);
        }
        return windows;
    }
}

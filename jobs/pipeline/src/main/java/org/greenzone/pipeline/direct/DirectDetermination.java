package org.greenzone.pipeline.direct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.Correlation;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.orbit.ArcUpdate;
import org.greenzone.astro.orbit.ObjectArc;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.DeferredTracks;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.ObjectOrder;
import org.greenzone.pipeline.operators.CorrelationStep;
import org.greenzone.pipeline.operators.InitiationStep;
import org.greenzone.pipeline.operators.OrbitStep;

/**
 * Orbits from recorded tracks in one thread: the windows, the lag of the catalogue and the order of the jobs, so that the
 * orbits are those of the jobs to the last digit.
 */
public final class DirectDetermination {
    /**
     * What came of a track: once; twice where several objects explained it, then that (with no orbits) and what was decided.
     *
     * @param association to the object that the track went to
     * @param joined orbits of objects that begin anew with several tracks, got further ones, or turned out to be another object by it
     */
    public record Outcome(Association association, OrbitStep.Fusion fusion, List<CatalogueOrbit> joined) {
        /** All that are new, in the order in which they were made. */
        public List<CatalogueOrbit> orbits() {
            List<CatalogueOrbit> all = new ArrayList<>(fusion.orbits());
            all.addAll(joined);
            return all;
        }
    }

    /** A pass that is predicted, not used, and the orbit that was known before it; empty where none was. */
    public record Foretold(Track track, Optional<CatalogueOrbit> orbit) {}

    private static final int KEPT_ORBITS = 2048;

    private static final OrbitStep.Fusion UNDECIDED =
            new OrbitStep.Fusion(ObjectArc.EMPTY, List.of(), Optional.empty(), Optional.empty());

    private final JobOptions options;
    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final List<CatalogueOrbit> seeds;
    private final Map<String, Site> sites;
    private final TrackCorrelator correlator;
    private final CorrelationStep step;
    private final CatalogueSnapshot snapshot;
    private final ArcUpdate update;
    private final InitiationStep initiation;
    private final PriorityQueue<CatalogueOrbit> upcoming = new PriorityQueue<>(CorrelationStep.BY_AVAILABILITY);
    private final Map<String, CatalogueOrbit> parents = new TreeMap<>();
    private final Map<String, ObjectArc> arcs = new HashMap<>();
    private final Map<String, CatalogueOrbit> newest = new HashMap<>();
    private final List<DeferredTracks> deferred = new ArrayList<>();

    /** @param seeds the catalogue at the start */
    public DirectDetermination(
            JobOptions options, PhysicalData data, Map<String, Site> sites, List<CatalogueOrbit> seeds) {
        this.options = options;
        this.sites = sites;
        this.data = data;
        this.seeds = List.copyOf(seeds);
        propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        correlator = new TrackCorrelator(data, propagator);
        step = new CorrelationStep(options, correlator);
        OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS);
        snapshot = new CatalogueSnapshot(data, prediction);
        update = new ArcUpdate(data, ForceModel.STANDARD, propagator, prediction);
        initiation = new InitiationStep(data, InitiationStep.State.EMPTY);
        upcoming.addAll(seeds);
    }

    /**
     * Determines all orbits, in event time.
     *
     * @param tracks valid tracks of known sites, in any order
     * @param eachTrack told each outcome as it comes
     */
    public void run(List<Track> tracks, Consumer<Outcome> eachTrack) {
        run(tracks, List.of(), eachTrack, foretold -> {});
    }

    /**
     * As {@link #run(List, Consumer)}, and before each pass that is only to be predicted the orbit is handed out that the tracks
     * before it gave: of the object that it correlates with, else of the one that it claims, so that a bad orbit shows.
     *
     * @param predicted passes that are not used
     * @param eachPredicted told each of them, in the order of their starts
     */
    public void run(
            List<Track> tracks, List<Track> predicted, Consumer<Outcome> eachTrack, Consumer<Foretold> eachPredicted) {
        TreeMap<Long, TreeMap<String, List<Track>>> windows = new TreeMap<>();
        for (Track track : tracks) {
            windows.computeIfAbsent(options.windowStart(track.endMicros()), w -> new TreeMap<>())
                    .computeIfAbsent(track.siteId(), s -> new ArrayList<>())
                    .add(track);
        }
        List<Track> waiting = new ArrayList<>(predicted);
        waiting.sort(Comparator.comparingLong(Track::startMicros).thenComparing(Track::trackId));
        long last = Long.MIN_VALUE;
        while (!windows.isEmpty() || !deferred.isEmpty()) {
            long next = windows.isEmpty() ? Long.MAX_VALUE : windows.firstKey();
            long start = deferred.isEmpty() ? next : Math.min(next, last + options.windowMicros());
            last = start;
            TreeMap<String, List<Track>> bySite = windows.getOrDefault(start, new TreeMap<>());
            windows.remove(start);
            // A window is decided at its end; a pass that begins before that does not know its tracks.
            while (!waiting.isEmpty() && waiting.get(0).startMicros() < start + options.windowMicros()) {
                Track pass = waiting.remove(0);
                eachPredicted.accept(new Foretold(pass, foretelling(pass)));
            }
            CorrelationStep.advance(upcoming, start - options.lagMicros(), this::learn);
            long decided = start + options.windowMicros();
            List<Association> associations = new ArrayList<>();
            List<DeferredTracks> waitingForOthers = List.copyOf(deferred);
            deferred.clear();
            waitingForOthers.forEach(d -> take(step.reconsider(d, snapshot, decided), associations));
            bySite.forEach(
                    (siteId, ofSite) -> take(step.correlate(ofSite, site(siteId), snapshot, decided), associations));
            associations.sort(OrbitStep.IN_ORDER);
            int place = 0;
            for (Association association : associations) {
                if (!association.isDecided()) {
                    eachTrack.accept(new Outcome(association, UNDECIDED, List.of()));
                    continue;
                }
                List<ObjectOrder> orders = initiation.decide(association, parents::values, place);
                place += orders.size();
                OrbitStep.Fusion fusion = obey(orders.get(0));
                List<CatalogueOrbit> joined = new ArrayList<>();
                for (ObjectOrder order : orders.subList(1, orders.size())) {
                    joined.addAll(obey(order).orbits());
                }
                eachTrack.accept(new Outcome(orders.get(0).track().get(0), fusion, joined));
            }
        }
        for (Track pass : waiting) {
            eachPredicted.accept(new Foretold(pass, foretelling(pass)));
        }
    }

    private void learn(CatalogueOrbit orbit) {
        snapshot.put(orbit);
        parents.put(orbit.objectId(), orbit);
    }

    private OrbitStep.Fusion obey(ObjectOrder order) {
        OrbitStep.Fusion fusion = OrbitStep.obey(update, arcs.getOrDefault(order.objectId(), ObjectArc.EMPTY), order);
        arcs.put(order.objectId(), fusion.arc());
        for (CatalogueOrbit orbit : fusion.orbits()) {
            newest.put(orbit.objectId(), orbit);
            upcoming.add(orbit);
        }
        return fusion;
    }

    private void take(CorrelationStep.Outcome outcome, List<Association> associations) {
        associations.addAll(outcome.associations());
        outcome.deferred().ifPresent(deferred::add);
    }

    private Map<String, CatalogueOrbit> known() {
        Map<String, CatalogueOrbit> known = new TreeMap<>();
        for (CatalogueOrbit seed : seeds) {
            known.put(seed.objectId(), seed);
        }
        known.putAll(newest);
        known.values().removeIf(CatalogueOrbit::isMerged);
        return known;
    }

    /** Leaves the catalogue as it is: a pass that is only predicted changes nothing for those that are used. */
    private Optional<CatalogueOrbit> foretelling(Track pass) {
        Map<String, CatalogueOrbit> known = known();
        Optional<CatalogueOrbit> claimed = Optional.ofNullable(known.get(pass.claimedObjectId()));
        if (claimed.isPresent() && known.size() == 1) {
            return claimed;
        }
        CatalogueSnapshot whole = new CatalogueSnapshot(data, propagator);
        known.values().forEach(whole::put);
        return correlator.correlate(List.of(pass), site(pass.siteId()), whole).get(0)
                        instanceof Correlation.Correlated correlated
                ? Optional.of(correlated.prior())
                : claimed;
    }

    private Site site(String siteId) {
        Site site = sites.get(siteId);
        if (site == null) {
            throw new IllegalArgumentException("tracks of the unknown site " + siteId);
        }
        return site;
    }

    /** The origins of clouds of fragments that were found. */
    public List<Origin> origins() {
        return initiation.origins();
    }

    /** The object of each track that was joined with others, by track id. */
    public Map<String, String> joinedTracks() {
        return initiation.joinedTracks();
    }

    /** The newest orbit of each object for which one was determined, by object id; none of one that turned out to be another. */
    public List<CatalogueOrbit> newestOrbits() {
        return newest.values().stream()
                .filter(orbit -> !orbit.isMerged())
                .sorted(Comparator.comparing(CatalogueOrbit::objectId))
                .toList();
    }
}

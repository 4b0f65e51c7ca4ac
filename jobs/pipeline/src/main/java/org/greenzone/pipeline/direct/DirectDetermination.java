package org.greenzone.pipeline.direct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.operators.CorrelationStep;
import org.greenzone.pipeline.operators.OrbitStep;

/**
 * Orbits from recorded tracks in one thread: the windows, the lag of the catalogue and the order of the jobs, so that the
 * orbits are those of the jobs to the last digit.
 */
public final class DirectDetermination {
    /** What came of a track. */
    public record Outcome(Association association, Determination determination) {}

    private final JobOptions options;
    private final Map<String, Site> sites;
    private final TrackCorrelator correlator;
    private final CatalogueSnapshot snapshot;
    private final OrbitDeterminer determiner;
    private final PriorityQueue<CatalogueOrbit> upcoming = new PriorityQueue<>(CorrelationStep.BY_AVAILABILITY);
    private final Map<String, CatalogueOrbit> newest = new HashMap<>();

    /** @param seeds the catalogue at the start */
    public DirectDetermination(
            JobOptions options, PhysicalData data, Map<String, Site> sites, List<CatalogueOrbit> seeds) {
        this.options = options;
        this.sites = sites;
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        correlator = new TrackCorrelator(data, propagator);
        snapshot = new CatalogueSnapshot(data, propagator);
        determiner = new OrbitDeterminer(data, propagator);
        upcoming.addAll(seeds);
    }

    /**
     * Determines all orbits, in event time.
     *
     * @param tracks valid tracks of known sites, in any order
     * @param eachTrack told each outcome as it comes
     */
    public void run(List<Track> tracks, Consumer<Outcome> eachTrack) {
        TreeMap<Long, TreeMap<String, List<Track>>> windows = new TreeMap<>();
        for (Track track : tracks) {
            windows.computeIfAbsent(options.windowStart(track.endMicros()), w -> new TreeMap<>())
                    .computeIfAbsent(track.siteId(), s -> new ArrayList<>())
                    .add(track);
        }
        windows.forEach((start, bySite) -> {
            CorrelationStep.advance(snapshot, upcoming, start - options.lagMicros());
            long decided = start + options.windowMicros();
            List<Association> associations = new ArrayList<>();
            bySite.forEach((siteId, ofSite) -> associations.addAll(
                    CorrelationStep.correlate(correlator, ofSite, site(siteId), snapshot, decided)));
            associations.sort(OrbitStep.IN_ORDER);
            for (Association association : associations) {
                Determination determination =
                        OrbitStep.determine(determiner, newest.get(association.objectId()), association);
                if (determination instanceof Determination.Determined determined) {
                    newest.put(association.objectId(), determined.orbit());
                    upcoming.add(determined.orbit());
                }
                eachTrack.accept(new Outcome(association, determination));
            }
        });
    }

    private Site site(String siteId) {
        Site site = sites.get(siteId);
        if (site == null) {
            throw new IllegalArgumentException("tracks of the unknown site " + siteId);
        }
        return site;
    }

    /** The newest orbit of each object for which one was determined, by object id. */
    public List<CatalogueOrbit> newestOrbits() {
        return newest.values().stream()
                .sorted(Comparator.comparing(CatalogueOrbit::objectId))
                .toList();
    }
}

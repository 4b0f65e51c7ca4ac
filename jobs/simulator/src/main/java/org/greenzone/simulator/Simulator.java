package org.greenzone.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.simulator.radar.Clutter;
import org.greenzone.simulator.radar.SiteGrid;
import org.greenzone.simulator.radar.Timeline;
import org.greenzone.simulator.scenario.Radar;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.Silence;

/**
 * Makes radar tracks from a scenario: true orbits by numerical propagation, breakups by the NASA standard breakup model,
 * what each radar sees and measures, and the catalogue as it stood before, with the errors that its covariances state.
 *
 * <p>The result depends on the scenario and the physical data alone, bit for bit, whatever the number of threads.
 */
public final class Simulator {
    /** Begins the names of the objects that tracks of nothing are of. */
    static final String CLUTTER = "CLUTTER-";

    private Simulator() {}

    /**
     * Simulates on all processors.
     *
     * @throws ScenarioFailure where an object of the scenario has no orbit
     */
    public static SimulationResult simulate(Scenario scenario, PhysicalData physics, ProgressListener progress) {
        return simulate(scenario, physics, progress, Runtime.getRuntime().availableProcessors());
    }

    /** Simulates on so many threads. */
    public static SimulationResult simulate(
            Scenario scenario, PhysicalData physics, ProgressListener progress, int threads) {
        List<SimulatedObject> objects = new Population(physics, scenario).objects();
        List<CatalogueOrbit> catalogue = catalogue(scenario, physics, objects);
        List<ObservedObject> observed = observe(scenario, physics, progress, threads, objects);

        record Seen(Track track, TrueTrack truth) {}
        List<Seen> seen = new ArrayList<>();
        List<TrueObject> trueObjects = new ArrayList<>();
        for (ObservedObject object : whole(observed)) {
            trueObjects.add(object.truth());
            for (Track track : object.tracks()) {
                seen.add(new Seen(
                        track, new TrueTrack(track.trackId(), object.truth().objectId())));
            }
        }
        for (Track track : clutter(scenario, physics)) {
            seen.add(new Seen(track, new TrueTrack(track.trackId(), CLUTTER + track.trackId())));
        }
        seen.sort(Comparator.comparingLong((Seen s) -> s.track().endMicros())
                .thenComparing(s -> s.track().trackId()));
        List<Site> sites = scenario.radars().stream().map(Radar::site).toList();
        return new SimulationResult(
                scenario.startMicros(),
                scenario.endMicros(),
                sites,
                scenario.assets(),
                catalogue,
                seen.stream().map(Seen::track).toList(),
                List.copyOf(trueObjects),
                seen.stream().map(Seen::truth).toList(),
                silences(scenario));
    }

    private static List<Track> clutter(Scenario scenario, PhysicalData physics) {
        Timeline timeline = Timeline.of(scenario.startMicros(), scenario.endMicros(), physics.leapSeconds());
        List<Track> tracks = new ArrayList<>();
        for (Radar radar : scenario.radars()) {
            String siteId = radar.site().siteId();
            new Clutter(radar, scenario.observation(), timeline, scenario.seed())
                    .tracks()
                    .forEach(measurements -> tracks.add(Track.of(
                            siteId, siteId, ObjectWorker.PUBLISHER, "", ObjectWorker.CORRECTIONS, measurements)));
        }
        return tracks;
    }

    private static Map<String, List<Silence>> silences(Scenario scenario) {
        Map<String, List<Silence>> silences = new TreeMap<>();
        for (Radar radar : scenario.radars()) {
            if (!radar.silences().isEmpty()) {
                silences.put(radar.site().siteId(), radar.silences());
            }
        }
        return silences;
    }

    /** The arcs of an object between its manoeuvres, which stand behind each other, as one. */
    private static List<ObservedObject> whole(List<ObservedObject> arcs) {
        List<ObservedObject> objects = new ArrayList<>();
        for (ObservedObject arc : arcs) {
            int last = objects.size() - 1;
            if (last >= 0
                    && objects.get(last).truth().objectId().equals(arc.truth().objectId())) {
                objects.set(last, objects.get(last).with(arc));
            } else {
                objects.add(arc);
            }
        }
        return objects;
    }

    private static List<CatalogueOrbit> catalogue(
            Scenario scenario, PhysicalData physics, List<SimulatedObject> objects) {
        SeedCatalogue seeds = new SeedCatalogue(
                scenario.seed(),
                scenario.catalogueErrors(),
                scenario.startMicros(),
                physics.gravity().mu());
        return objects.stream()
                .filter(object -> object.catalogued() && object.leg() == 0)
                .map(seeds::orbit)
                .toList();
    }

    private static List<ObservedObject> observe(
            Scenario scenario,
            PhysicalData physics,
            ProgressListener progress,
            int threads,
            List<SimulatedObject> objects) {
        Timeline timeline = Timeline.of(scenario.startMicros(), scenario.endMicros(), physics.leapSeconds());
        EarthRotation rotation = new EarthRotation(physics);
        List<SiteGrid> grids = scenario.radars().stream()
                .map(radar -> new SiteGrid(rotation, radar.site(), timeline))
                .toList();
        List<String> cataloguedIds = objects.stream()
                .filter(object -> object.catalogued() && object.leg() == 0)
                .map(SimulatedObject::objectId)
                .toList();
        AtomicReferenceArray<ObservedObject> results = new AtomicReferenceArray<>(objects.size());
        AtomicInteger next = new AtomicInteger();
        int[] done = {0};
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            workers.add(pool.submit(() -> {
                ObjectWorker worker = new ObjectWorker(physics, scenario, timeline, grids, cataloguedIds);
                for (int i = next.getAndIncrement(); i < objects.size(); i = next.getAndIncrement()) {
                    results.set(i, worker.observe(objects.get(i)));
                    synchronized (done) {
                        done[0]++;
                        progress.progress(done[0], objects.size());
                    }
                }
            }));
        }
        pool.shutdown();
        try {
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", e);
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw new IllegalStateException("the simulation failed: " + e.getCause(), e);
        }
        List<ObservedObject> observed = new ArrayList<>(objects.size());
        for (int i = 0; i < objects.size(); i++) {
            observed.add(results.get(i));
        }
        return observed;
    }
}

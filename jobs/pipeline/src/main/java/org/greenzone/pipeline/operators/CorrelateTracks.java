package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.DeferredTracks;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.ValidTrack;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Assigns the tracks of one site and window to catalogued objects, against the catalogue, and with the calibration of the site,
 * as they stood a lag before the window.
 *
 * <p>Keyed by site; catalogue and calibrations are broadcast. They come with their event time delayed by the lag, so that the
 * watermark says when all that a window may see are there. State: the waiting tracks of the site until their window
 * closes; those that several objects explain ({@link DeferredTracks}), which are weighed again at the end of each window in which there is a
 * new orbit of a candidate, and settled after {@link TrackTimes#undecidedHours}; of each object and site the orbits and
 * calibrations that a window to come may still see. A track that comes late is decided in the window of its effective time,
 * against the catalogue of that window and the calibration of its own.
 */
public final class CorrelateTracks extends KeyedBroadcastProcessFunction<String, ValidTrack, Knowledge, Association> {
    private static final long serialVersionUID = 1L;

    /** The catalogue: of each object its orbits in the order in which they became known. */
    public static final MapStateDescriptor<String, List<CatalogueOrbit>> CATALOGUE =
            new MapStateDescriptor<>("catalogue", Types.STRING, Types.LIST(TypeInformation.of(CatalogueOrbit.class)));

    /** Of each site its running calibrations in the order in which they became known. */
    public static final MapStateDescriptor<String, List<Site>> CALIBRATIONS =
            new MapStateDescriptor<>("calibrations", Types.STRING, Types.LIST(TypeInformation.of(Site.class)));

    private final JobOptions options;
    private final ReferenceData reference;

    private transient MapState<Long, List<Track>> waiting;
    private transient Map<String, Site> sites;
    private transient MapState<String, DeferredTracks> deferred;
    private transient CorrelationStep step;
    private transient CatalogueSnapshot snapshot;
    private transient PriorityQueue<CatalogueOrbit> upcoming;
    private transient boolean restored;

    public CorrelateTracks(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-tracks", Types.LONG, Types.LIST(TypeInformation.of(Track.class))));
        deferred = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "deferred-tracks", Types.STRING, TypeInformation.of(DeferredTracks.class)));
        PhysicalData data = options.physicalData();
        sites = reference.sites();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        step = new CorrelationStep(options, new TrackCorrelator(data, propagator));
        snapshot = new CatalogueSnapshot(data, propagator);
        upcoming = new PriorityQueue<>(CorrelationStep.BY_AVAILABILITY);
        restored = false;
    }

    @Override
    public void processElement(ValidTrack track, ReadOnlyContext context, Collector<Association> out) throws Exception {
        long windowEnd = options.windowEnd(track.effectiveMicros());
        EventTimeBuffer.add(waiting, context.timerService(), ProgressWatermarks.millis(windowEnd) - 1, track.track());
    }

    @Override
    public void processBroadcastElement(Knowledge knowledge, Context context, Collector<Association> out)
            throws Exception {
        for (Site site : knowledge.site()) {
            learn(site, context);
        }
        for (CatalogueOrbit orbit : knowledge.orbit()) {
            learn(orbit, context);
        }
    }

    private void learn(Site site, Context context) throws Exception {
        BroadcastState<String, List<Site>> calibrations = context.getBroadcastState(CALIBRATIONS);
        List<Site> known = calibrations.get(site.siteId());
        List<Site> grown = known == null ? new ArrayList<>() : new ArrayList<>(known);
        grown.removeIf(s -> s.calibration().revision() == site.calibration().revision());
        grown.add(site);
        grown.sort(CorrelationStep.BY_CALIBRATION);
        if (context.currentWatermark() != Long.MIN_VALUE) {
            // A track that comes late is of the site as it was known in its time.
            long seenByAll = seenByAll(context.currentWatermark()) - options.latenessMicros();
            while (grown.size() > 1 && grown.get(1).calibration().knownMicros() <= seenByAll) {
                grown.remove(0);
            }
        }
        calibrations.put(site.siteId(), grown);
    }

    private void learn(CatalogueOrbit orbit, Context context) throws Exception {
        BroadcastState<String, List<CatalogueOrbit>> catalogue = context.getBroadcastState(CATALOGUE);
        restore(catalogue.immutableEntries());
        List<CatalogueOrbit> known = catalogue.get(orbit.objectId());
        List<CatalogueOrbit> orbits = known == null ? new ArrayList<>() : new ArrayList<>(known);
        if (orbits.stream().anyMatch(o -> o.orbitId().equals(orbit.orbitId()))) {
            return;
        }
        orbits.add(orbit);
        orbits.sort(CorrelationStep.BY_AVAILABILITY);
        forget(orbits, context.currentWatermark());
        catalogue.put(orbit.objectId(), orbits);
        // One that is written again after it was forgotten must not come back over the newer ones.
        if (orbits.stream().anyMatch(o -> o.orbitId().equals(orbit.orbitId()))) {
            upcoming.add(orbit);
        }
    }

    /** Of the orbits that each window to come sees superseded, none is needed any more. */
    private void forget(List<CatalogueOrbit> orbits, long watermarkMillis) {
        if (watermarkMillis == Long.MIN_VALUE) {
            return;
        }
        long seenByAll = seenByAll(watermarkMillis);
        while (orbits.size() > 1 && orbits.get(1).availableMicros() <= seenByAll) {
            orbits.remove(0);
        }
    }

    /** What was known then, each window to come knows. */
    private long seenByAll(long watermarkMillis) {
        return options.windowStart(ProgressWatermarks.completeUntilMicros(watermarkMillis))
                - options.windowMicros()
                - options.lagMicros();
    }

    private void restore(Iterable<Map.Entry<String, List<CatalogueOrbit>>> catalogue) {
        if (!restored) {
            catalogue.forEach(entry -> upcoming.addAll(entry.getValue()));
            restored = true;
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Association> out) throws Exception {
        restore(context.getBroadcastState(CATALOGUE).immutableEntries());
        List<Track> tracks = EventTimeBuffer.take(waiting, timestamp);
        long decided = ProgressWatermarks.completeUntilMicros(timestamp);
        CorrelationStep.advance(upcoming, decided - options.windowMicros() - options.lagMicros(), snapshot::put);
        List<DeferredTracks> undecided = new ArrayList<>();
        deferred.values().forEach(undecided::add);
        undecided.sort(Comparator.comparing(DeferredTracks::id));
        for (DeferredTracks before : undecided) {
            deferred.remove(before.id());
            tell(step.reconsider(before, snapshot, decided), out);
        }
        for (Map.Entry<Long, List<Track>> window :
                CorrelationStep.byWindow(tracks, options).entrySet()) {
            Site site = site(context, window.getKey() - options.lagMicros());
            tell(step.correlate(window.getValue(), site, snapshot, decided), out);
        }
        if (deferred.isEmpty()) {
            deferred.clear();
        } else {
            context.timerService()
                    .registerEventTimeTimer(ProgressWatermarks.millis(decided + options.windowMicros()) - 1);
        }
    }

    private void tell(CorrelationStep.Outcome outcome, Collector<Association> out) throws Exception {
        outcome.associations().forEach(out::collect);
        if (outcome.deferred().isPresent()) {
            deferred.put(outcome.deferred().get().id(), outcome.deferred().get());
        }
    }

    /** The site of the key as it was known at an event time. */
    private Site site(OnTimerContext context, long asOfMicros) throws Exception {
        Site given = sites.get(context.getCurrentKey());
        if (given == null) {
            throw new IllegalStateException("validated tracks of the unknown site " + context.getCurrentKey());
        }
        List<Site> calibrations = context.getBroadcastState(CALIBRATIONS).get(given.siteId());
        return CorrelationStep.calibrated(given, calibrations == null ? List.of() : calibrations, asOfMicros);
    }
}

package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ConjunctionScreener;
import org.greenzone.astro.conjunction.EncounterTracker;
import org.greenzone.astro.conjunction.MeetingSieve;
import org.greenzone.astro.conjunction.PassOutlook;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.operators.ShardedOrbit.Role;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;
import org.jspecify.annotations.Nullable;

/**
 * Screens the protected assets against the objects of a shard, whenever an orbit of either changes.
 *
 * <p>Keyed by shard. State: the newest orbit of each object of the shard and of each asset; the encounters of each pair
 * until they have passed; orbits that wait for the watermark. All orbits of one moment are taken in before any pair is
 * screened, so that the events do not depend on the order in which they came. What flies with an asset is listed as such, once.
 */
public final class ScreenConjunctions extends KeyedProcessFunction<Integer, ShardedOrbit, Conjunction> {
    private static final long serialVersionUID = 1L;

    /** Screenings of one such slot share the table of the asset, which reaches that much further. */
    private static final long SLOT_MICROS = 3_600_000_000L;

    private static final int PREDICTIONS = 64;

    private static final int SIEVED = 8192;

    private static final Comparator<ShardedOrbit> IN_ORDER = Comparator.comparingLong(
                    (ShardedOrbit s) -> s.orbit().availableMicros())
            .thenComparing(s -> s.orbit().objectId())
            .thenComparingInt(s -> s.orbit().revision())
            .thenComparing(s -> s.role());

    private final JobOptions options;
    private final ReferenceData reference;

    private transient MapState<Long, List<ShardedOrbit>> waiting;
    private transient RecordState<CatalogueOrbit, org.greenzone.schemas.Orbit> objects;

    /** Of versions that kept orbits as they are here. */
    private transient MapState<String, CatalogueOrbit> objectsBefore;

    private transient MapState<String, CatalogueOrbit> assetOrbits;
    private transient MapState<String, List<Conjunction>> encounters;
    private transient Map<String, Asset> assets;
    private transient Map<String, ConjunctionScreener.Primary> primaries;
    private transient LeapSeconds leapSeconds;
    private transient OrbitPropagator propagator;
    private transient ConjunctionScreener screener;
    private transient MeetingSieve sieve;
    private transient PassOutlook outlook;

    public ScreenConjunctions(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        waiting = mapState("waiting-orbits", Types.LONG, Types.LIST(TypeInformation.of(ShardedOrbit.class)));
        objects = RecordState.ofOrbits(getRuntimeContext(), "object-records");
        objectsBefore = mapState("objects", Types.STRING, TypeInformation.of(CatalogueOrbit.class));
        assetOrbits = mapState("asset-orbits", Types.STRING, TypeInformation.of(CatalogueOrbit.class));
        encounters = mapState("encounters", Types.STRING, Types.LIST(TypeInformation.of(Conjunction.class)));
        assets = reference.assets();
        primaries = new HashMap<>();
        PhysicalData data = options.physicalData();
        leapSeconds = data.leapSeconds();
        propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        screener = new ConjunctionScreener(
                leapSeconds,
                new OrbitPrediction(propagator, leapSeconds, PREDICTIONS),
                options.given().radii());
        sieve = new MeetingSieve(data, SIEVED);
        outlook =
                new PassOutlook(data, propagator, List.copyOf(reference.sites().values()));
    }

    private <K, V> MapState<K, V> mapState(String name, TypeInformation<K> key, TypeInformation<V> value) {
        return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, key, value));
    }

    @Override
    public void processElement(ShardedOrbit sharded, Context context, Collector<Conjunction> out) throws Exception {
        EventTimeBuffer.add(
                waiting,
                context.timerService(),
                ProgressWatermarks.millis(sharded.orbit().availableMicros()),
                sharded);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Conjunction> out) throws Exception {
        objects.takeOver(objectsBefore, List::of);
        List<ShardedOrbit> changed = EventTimeBuffer.take(waiting, timestamp);
        changed.sort(IN_ORDER);
        TreeSet<String> changedObjects = new TreeSet<>();
        TreeSet<String> changedAssets = new TreeSet<>();
        for (ShardedOrbit sharded : changed) {
            CatalogueOrbit orbit = sharded.orbit();
            boolean isAsset = sharded.role() == Role.ASSET;
            CatalogueOrbit known = isAsset ? assetOrbits.get(orbit.objectId()) : objects.one(orbit.objectId());
            if (isRepeat(known, orbit)) {
                continue;
            }
            if (isAsset) {
                assetOrbits.put(orbit.objectId(), orbit);
                changedAssets.add(orbit.objectId());
            } else {
                objects.put(orbit.objectId(), List.of(orbit));
                changedObjects.add(orbit.objectId());
            }
        }
        long now = timestamp * 1000;
        for (Asset asset : assets.values()) {
            CatalogueOrbit assetOrbit = assetOrbits.get(asset.objectId());
            if (assetOrbit == null) {
                continue;
            }
            if (changedAssets.contains(asset.objectId())) {
                for (CatalogueOrbit object : knownObjects(now)) {
                    screen(asset, assetOrbit, object, now, out);
                }
            } else {
                for (String objectId : changedObjects) {
                    screen(asset, assetOrbit, objects.get(objectId).get(0), now, out);
                }
            }
        }
    }

    /** The objects of the shard in the order of their ids, without those that are lost by now, which are forgotten. */
    private List<CatalogueOrbit> knownObjects(long now) throws Exception {
        List<CatalogueOrbit> known = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (String objectId : objects.names()) {
            CatalogueOrbit orbit = objects.get(objectId).get(0);
            if (!orbit.isMerged() && screener.knownUntilMicros(orbit) > now) {
                known.add(orbit);
            } else {
                lost.add(objectId);
            }
        }
        for (String objectId : lost) {
            objects.remove(objectId);
        }
        known.sort(Comparator.comparing(CatalogueOrbit::objectId));
        return known;
    }

    /** A job that restarts writes again what it wrote since its checkpoint: older orbits come after newer ones. */
    private static boolean isRepeat(@Nullable CatalogueOrbit known, CatalogueOrbit orbit) {
        return known != null
                && (known.availableMicros() > orbit.availableMicros()
                        || (known.availableMicros() == orbit.availableMicros() && known.revision() > orbit.revision()));
    }

    private void screen(
            Asset asset, CatalogueOrbit assetOrbit, CatalogueOrbit object, long now, Collector<Conjunction> out)
            throws Exception {
        if (object.objectId().equals(asset.objectId())) {
            return;
        }
        String pair = asset.objectId() + '/' + object.objectId();
        List<Conjunction> recorded = encounters.get(pair);
        List<Conjunction> known = recorded == null ? List.of() : recorded;
        // What turned out to be another object meets nobody: what was announced of it is withdrawn.
        List<Conjunction> fresh = object.isMerged() ? List.of() : conjunctions(asset, assetOrbit, object, now);
        if (known.isEmpty() && fresh.isEmpty()) {
            return;
        }
        List<Conjunction> events = EncounterTracker.events(known, fresh, now, now);
        events.forEach(event -> out.collect(withNextPass(event, object, now)));
        List<Conjunction> ahead = EncounterTracker.ahead(known, events, fresh, now);
        if (ahead.isEmpty()) {
            encounters.remove(pair);
        } else {
            encounters.put(pair, ahead);
        }
    }

    /** What the next radar pass would do to an encounter that is ahead. */
    private Conjunction withNextPass(Conjunction event, CatalogueOrbit object, long now) {
        if (event.formation() || event.status() == Conjunction.Status.WITHDRAWN) {
            return event;
        }
        return outlook.of(event, object, now)
                .map(event::withNextPass)
                .orElseGet(() -> event.withWarning(PassOutlook.NONE));
    }

    private List<Conjunction> conjunctions(Asset asset, CatalogueOrbit assetOrbit, CatalogueOrbit object, long now) {
        long from = Math.floorDiv(now, SLOT_MICROS) * SLOT_MICROS;
        long to = from + SLOT_MICROS + options.horizonMicros();
        long known = Math.min(to, screener.knownUntilMicros(object));
        if (known <= now || !ConjunctionScreener.canMeet(asset, assetOrbit, object, known)) {
            return List.of();
        }
        Optional<ConjunctionScreener.Window> window = screener.window(asset, assetOrbit, object, from, known);
        if (window.isEmpty() || !sieve.mayMeet(assetOrbit, object, from, known, ConjunctionScreener.reach(asset))) {
            return List.of();
        }
        ConjunctionScreener.Primary primary = primaries.get(asset.objectId());
        if (primary == null
                || primary.fromMicros() != from
                || !primary.orbit().orbitId().equals(assetOrbit.orbitId())) {
            double whole = leapSeconds.elapsedSeconds(from, to);
            Trajectory motion = trajectory(assetOrbit, from, new ConjunctionScreener.Window(0, whole));
            primary = screener.primary(asset, assetOrbit, motion, from, to);
            primaries.put(asset.objectId(), primary);
        }
        return screener.screenAndList(primary, object, trajectory(object, from, window.get())).stream()
                .filter(c -> c.lastMinimumMicros() > now)
                .toList();
    }

    private Trajectory trajectory(CatalogueOrbit orbit, long from, ConjunctionScreener.Window window) {
        double start = leapSeconds.elapsedSeconds(orbit.epochMicros(), from);
        return propagator.propagate(orbit.orbitalState(), start + window.fromSeconds(), start + window.toSeconds());
    }
}

package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ConjunctionScreener;
import org.greenzone.astro.conjunction.OrbitTables;
import org.greenzone.astro.conjunction.ScreeningVolumes;
import org.greenzone.astro.conjunction.ShardScreening;
import org.greenzone.astro.conjunction.TabulatedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.operators.ShardedOrbit.Role;
import org.greenzone.pipeline.stream.ProgressWatermarks;

/**
 * Screens each orbit that changes against the objects of a shard.
 *
 * <p>Keyed by shard. State: the newest orbit of each object of the shard, until it is known too badly to be screened; orbits that wait for the
 * watermark. All orbits of one moment are taken in before any is screened, so that what is found does not depend on the order in which they came. The
 * tables of positions are not state: they come from {@link SpreadOrbits}, before the watermark that the orbits wait for, and are made again from the orbits, to the bit, after a restart.
 *
 * <p>Objects known worse than {@link OrbitTables#VAGUE_METRES} take no part; the counter {@code vagueOrbits} says how many orbits were such.
 */
public final class ScreenAllPairs
        extends KeyedBroadcastProcessFunction<Integer, ShardedOrbit, TabulatedOrbit, PairEvidence> {
    private static final long serialVersionUID = 1L;

    /** Flink broadcasts with a state; what is broadcast here is not kept in it. */
    public static final MapStateDescriptor<String, Integer> NO_STATE =
            new MapStateDescriptor<>("no-state", Types.STRING, Types.INT);

    private static final long HOUR_MICROS = 3_600_000_000L;

    /** Orbits whose predictions are kept, for the covariances of their encounters. */
    private static final int PREDICTIONS = 256;

    /** Tables that are kept for the next shard that asks, where there is memory. */
    private static final int TABLES = 1 << 16;

    private static final Comparator<ShardedOrbit> IN_ORDER = Comparator.comparingLong(
                    (ShardedOrbit s) -> s.orbit().availableMicros())
            .thenComparingInt(s -> s.orbit().revision())
            .thenComparing(s -> s.orbit().orbitId());

    private final JobOptions options;
    private final int keys;

    private transient MapState<Long, List<ShardedOrbit>> waiting;
    private transient RecordState<CatalogueOrbit, org.greenzone.schemas.Orbit> objects;

    /** Of versions that kept orbits as they are here. */
    private transient MapState<String, CatalogueOrbit> objectsBefore;

    private transient Map<Integer, ShardScreening> shares;
    private transient Map<Integer, Long> tidied;
    private transient OrbitTables tables;
    private transient ConjunctionScreener screener;
    private transient Counter vagueOrbits;

    /** @param keys number of those that follow encounters */
    public ScreenAllPairs(JobOptions options, int keys) {
        this.options = options;
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-orbits", Types.LONG, Types.LIST(TypeInformation.of(ShardedOrbit.class))));
        objects = RecordState.ofOrbits(getRuntimeContext(), "object-records");
        objectsBefore = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("objects", Types.STRING, TypeInformation.of(CatalogueOrbit.class)));
        vagueOrbits = getRuntimeContext().getMetricGroup().counter("vagueOrbits");
        shares = new HashMap<>();
        tidied = new HashMap<>();
        PhysicalData data = options.physicalData();
        OrbitPropagator propagator = OrbitPropagator.screening(data);
        tables = new OrbitTables(propagator, data.leapSeconds(), 1e-6 * options.horizonMicros(), TABLES);
        screener = new ConjunctionScreener(
                        data.leapSeconds(),
                        new OrbitPrediction(propagator, data.leapSeconds(), PREDICTIONS),
                        options.given().radii())
                .forCatalogue();
    }

    @Override
    public void processBroadcastElement(TabulatedOrbit table, Context context, Collector<PairEvidence> out) {
        tables.give(table);
    }

    @Override
    public void processElement(ShardedOrbit sharded, ReadOnlyContext context, Collector<PairEvidence> out)
            throws Exception {
        EventTimeBuffer.add(
                waiting,
                context.timerService(),
                ProgressWatermarks.millis(sharded.orbit().availableMicros()),
                sharded);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PairEvidence> out) throws Exception {
        long now = timestamp * 1000;
        objects.takeOver(objectsBefore, List::of);
        ShardScreening share = share(context.getCurrentKey(), now);
        List<ShardedOrbit> waited = EventTimeBuffer.take(waiting, timestamp);
        waited.sort(IN_ORDER);
        Map<String, ShardedOrbit> changed = new TreeMap<>();
        waited.forEach(sharded -> changed.put(sharded.orbit().objectId(), sharded));
        for (ShardedOrbit sharded : changed.values()) {
            if (sharded.role() == Role.OBJECT) {
                take(share, sharded.orbit(), now);
                for (int key = 0; key < keys; key++) {
                    out.collect(PairEvidence.screened(key, now, sharded.orbit().objectId()));
                }
            }
        }
        long until = now + options.horizonMicros();
        // Asked for each pair: a tree would compare strings for a quarter of the time of a whole catalogue.
        Set<String> ids = new HashSet<>(changed.keySet());
        for (ShardedOrbit sharded : changed.values()) {
            for (Conjunction found : share.screen(sharded.orbit(), now, until, ids)) {
                out.collect(PairEvidence.found(keys, now, found));
            }
        }
    }

    private void take(ShardScreening share, CatalogueOrbit orbit, long now) throws Exception {
        if (tables.known(orbit, now)) {
            objects.put(orbit.objectId(), List.of(orbit));
            share.put(orbit);
        } else {
            objects.remove(orbit.objectId());
            share.remove(orbit.objectId());
            vagueOrbits.inc();
        }
    }

    /** The share of a shard; made from the state after a restart. Once an hour what is no longer known goes. */
    private ShardScreening share(int shard, long now) throws Exception {
        ShardScreening share = shares.get(shard);
        if (share == null) {
            share = new ShardScreening(tables, screener, ScreeningVolumes.BY_REGIME);
            List<CatalogueOrbit> kept = new ArrayList<>();
            for (String objectId : objects.names()) {
                kept.addAll(objects.get(objectId));
            }
            kept.sort(Comparator.comparing(CatalogueOrbit::objectId));
            kept.forEach(share::put);
            shares.put(shard, share);
        }
        Long hour = Math.floorDiv(now, HOUR_MICROS);
        if (!hour.equals(tidied.put(shard, hour))) {
            for (String gone : share.forget(now)) {
                objects.remove(gone);
            }
        }
        return share;
    }
}

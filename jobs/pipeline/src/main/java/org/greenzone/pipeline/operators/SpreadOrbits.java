package org.greenzone.pipeline.operators;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.OrbitTables;
import org.greenzone.astro.conjunction.TabulatedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.operators.ShardedOrbit.Role;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Deals the catalogue out to shards for the screening of all against all: an orbit is kept in the shard of its object and asks at all others. Its table of
 * positions, the greater part of what a change costs, is made here once and goes to those who screen beside it ({@link #TABLES}).
 *
 * <p>Keyed by object. State: when the newest orbit became known, and its revision, so that an older one that comes again after a
 * restart asks nobody; orbits that wait for the watermark, so that they are handled in the order of event time. Protected assets are left out: their pairs are screened by {@link ScreenConjunctions}.
 */
public final class SpreadOrbits extends KeyedProcessFunction<String, CatalogueOrbit, ShardedOrbit> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<CatalogueOrbit> IN_ORDER = Comparator.comparingLong(CatalogueOrbit::availableMicros)
            .thenComparingInt(CatalogueOrbit::revision)
            .thenComparing(CatalogueOrbit::orbitId);

    /** The table of each orbit that goes out. Who loses it in a restart makes it again from the orbit, to the bit. */
    public static final OutputTag<TabulatedOrbit> TABLES =
            new OutputTag<>("tables", TypeInformation.of(TabulatedOrbit.class));

    private final JobOptions options;
    private final ReferenceData reference;
    private final int shards;

    private transient OrbitTables tables;
    private transient Set<String> assets;
    private transient MapState<Long, List<CatalogueOrbit>> waiting;
    private transient ValueState<Long> available;
    private transient ValueState<Integer> revision;

    /** @param shards the greatest useful parallelism; a key of the state, so it does not change */
    public SpreadOrbits(JobOptions options, ReferenceData reference, int shards) {
        this.options = options;
        this.reference = reference;
        this.shards = shards;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets().keySet();
        PhysicalData data = options.physicalData();
        tables =
                new OrbitTables(OrbitPropagator.screening(data), data.leapSeconds(), 1e-6 * options.horizonMicros(), 1);
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-orbits", Types.LONG, Types.LIST(TypeInformation.of(CatalogueOrbit.class))));
        available = getRuntimeContext().getState(new ValueStateDescriptor<>("available-micros", Types.LONG));
        revision = getRuntimeContext().getState(new ValueStateDescriptor<>("revision", Types.INT));
    }

    @Override
    public void processElement(CatalogueOrbit orbit, Context context, Collector<ShardedOrbit> out) throws Exception {
        if (!assets.contains(orbit.objectId())) {
            EventTimeBuffer.add(
                    waiting, context.timerService(), ProgressWatermarks.millis(orbit.availableMicros()), orbit);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ShardedOrbit> out) throws Exception {
        List<CatalogueOrbit> waited = EventTimeBuffer.take(waiting, timestamp);
        if (waited.isEmpty()) {
            return;
        }
        CatalogueOrbit last = Collections.max(waited, IN_ORDER);
        if (isOlder(last)) {
            return;
        }
        available.update(last.availableMicros());
        revision.update(last.revision());
        long now = timestamp * 1000;
        tables.tabulate(last, now, now + options.horizonMicros()).ifPresent(table -> context.output(TABLES, table));
        int own = Math.floorMod(last.objectId().hashCode(), shards);
        for (int shard = 0; shard < shards; shard++) {
            out.collect(new ShardedOrbit(shard, shard == own ? Role.OBJECT : Role.QUERY, last));
        }
    }

    private boolean isOlder(CatalogueOrbit orbit) throws Exception {
        Long newest = available.value();
        return newest != null
                && (newest > orbit.availableMicros()
                        || (newest == orbit.availableMicros() && revision.value() > orbit.revision()));
    }
}

package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.ObjectOrder;
import org.greenzone.pipeline.stream.ProgressWatermarks;

/**
 * Associations to orders for the objects, all of them in one place since tracks of one object may come from anywhere
 * ({@link InitiationStep}).
 *
 * <p>Keyed by {@link #KEY}, one copy. The orbits of the catalogue come with their event time delayed by the lag, as correlation
 * sees them. State: associations that wait for the watermark; of each object that may be a parent the orbits that a decision to come
 * may still see; and what {@link InitiationStep} knows, which forgets after a day and is written with the checkpoints only.
 */
public final class InitiateOrbits extends KeyedCoProcessFunction<Byte, Association, CatalogueOrbit, ObjectOrder>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** The only key. */
    public static final byte KEY = 0;

    private final JobOptions options;

    private transient MapState<Long, List<Association>> waiting;
    private transient MapState<String, List<CatalogueOrbit>> parents;
    private transient ValueState<Long> decided;

    // Flink calls initializeState before open.
    @SuppressWarnings("NullAway.Init")
    private transient ListState<InitiationStep.State> written;

    @SuppressWarnings("NullAway.Init")
    private transient InitiationStep initiation;

    public InitiateOrbits(JobOptions options) {
        this.options = options;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        written = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("initiation", TypeInformation.of(InitiationStep.State.class)));
        InitiationStep.State state = InitiationStep.State.EMPTY;
        for (InitiationStep.State each : written.get()) {
            state = each;
        }
        initiation = new InitiationStep(options.physicalData(), state);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        written.update(List.of(initiation.state()));
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-associations", Types.LONG, Types.LIST(TypeInformation.of(Association.class))));
        parents = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "parents", Types.STRING, Types.LIST(TypeInformation.of(CatalogueOrbit.class))));
        decided = getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
    }

    @Override
    public void processElement1(Association association, Context context, Collector<ObjectOrder> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(association.decidedMicros()), association);
    }

    @Override
    public void processElement2(CatalogueOrbit orbit, Context context, Collector<ObjectOrder> out) throws Exception {
        if (orbit.source() == OrbitSource.INITIAL && !orbit.isMerged()) {
            return;
        }
        List<CatalogueOrbit> known = parents.get(orbit.objectId());
        List<CatalogueOrbit> orbits = known == null ? new ArrayList<>() : new ArrayList<>(known);
        orbits.removeIf(o -> o.orbitId().equals(orbit.orbitId()));
        orbits.add(orbit);
        orbits.sort(CorrelationStep.BY_AVAILABILITY);
        long watermark = context.timerService().currentWatermark();
        if (watermark != Long.MIN_VALUE) {
            long seenByAll = asOf(ProgressWatermarks.completeUntilMicros(watermark));
            while (orbits.size() > 1 && orbits.get(1).availableMicros() <= seenByAll) {
                orbits.remove(0);
            }
        }
        parents.put(orbit.objectId(), orbits);
    }

    /** What a decision knows of the catalogue: what was available then. */
    private long asOf(long decidedMicros) {
        return decidedMicros - options.windowMicros() - options.lagMicros();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ObjectOrder> out) throws Exception {
        Long until = decided.value();
        long promised = until == null ? Long.MIN_VALUE : until;
        TreeMap<Long, List<Association>> byDecision = new TreeMap<>();
        Set<String> ids = new TreeSet<>();
        for (Association association : EventTimeBuffer.take(waiting, timestamp)) {
            if (ids.add(association.associationId())) {
                byDecision
                        .computeIfAbsent(association.decidedMicros(), d -> new ArrayList<>())
                        .add(association);
            }
        }
        for (Map.Entry<Long, List<Association>> decision : byDecision.entrySet()) {
            List<Association> associations = decision.getValue();
            associations.sort(OrbitStep.IN_ORDER);
            int place = 0;
            for (Association association : associations) {
                // What comes behind the promise was there already, or is too late to be looked at with the others.
                List<ObjectOrder> orders = decision.getKey() <= promised
                        ? List.of(initiation.late(association, place))
                        : initiation.decide(association, () -> catalogue(asOf(decision.getKey())), place);
                place += orders.size();
                orders.forEach(out::collect);
            }
            decided.update(Math.max(promised, decision.getKey()));
        }
    }

    private Collection<CatalogueOrbit> catalogue(long asOfMicros) {
        List<CatalogueOrbit> known = new ArrayList<>();
        try {
            for (List<CatalogueOrbit> orbits : parents.values()) {
                orbits.stream()
                        .filter(o -> o.availableMicros() <= asOfMicros)
                        .reduce((earlier, later) -> later)
                        .ifPresent(known::add);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the state of the catalogue cannot be read", e);
        }
        return known;
    }
}

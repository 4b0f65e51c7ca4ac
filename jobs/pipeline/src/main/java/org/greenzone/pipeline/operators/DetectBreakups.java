package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.BreakupDetector;
import org.greenzone.astro.breakup.BreakupState;
import org.greenzone.astro.breakup.ParentMasses;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;

/**
 * Associations and orbits to breakups, all in one place since fragments of one cloud may come from anywhere ({@link BreakupDetector}).
 *
 * <p>Keyed by {@link #KEY}, one copy. An orbit takes effect the lag after it became known. State: associations and orbits that wait for the watermark; the newest
 * orbit of each object that may break up; and what the detector knows, which forgets a day after the last track of a cloud and is written with the
 * checkpoints only. What comes behind its decision is taken with the next one.
 */
public final class DetectBreakups extends KeyedCoProcessFunction<Byte, Association, CatalogueOrbit, Breakup>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** The only key. */
    public static final byte KEY = 0;

    private static final Comparator<CatalogueOrbit> IN_ORDER = Comparator.comparingLong(CatalogueOrbit::availableMicros)
            .thenComparing(CatalogueOrbit::objectId)
            .thenComparingInt(CatalogueOrbit::revision)
            .thenComparing(CatalogueOrbit::orbitId);

    private final JobOptions options;
    private final TreeMap<String, Double> masses;

    private transient MapState<Long, List<Association>> waiting;
    private transient MapState<Long, List<CatalogueOrbit>> upcoming;
    private transient MapState<String, CatalogueOrbit> catalogue;
    private transient ValueState<Long> decided;
    private transient boolean catalogueLearned;

    // Flink calls initializeState before open.
    @SuppressWarnings("NullAway.Init")
    private transient ListState<BreakupState> written;

    @SuppressWarnings("NullAway.Init")
    private transient BreakupDetector detector;

    public DetectBreakups(JobOptions options, ParentMasses masses) {
        this.options = options;
        this.masses = new TreeMap<>(masses.kilograms());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        written = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("detection", TypeInformation.of(BreakupState.class)));
        BreakupState state = BreakupState.EMPTY;
        for (BreakupState each : written.get()) {
            state = each;
        }
        detector = new BreakupDetector(options.physicalData(), new ParentMasses(masses), state);
        catalogueLearned = false;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        written.update(List.of(detector.state()));
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-associations", Types.LONG, Types.LIST(TypeInformation.of(Association.class))));
        upcoming = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "upcoming-orbits", Types.LONG, Types.LIST(TypeInformation.of(CatalogueOrbit.class))));
        catalogue = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("catalogue", Types.STRING, TypeInformation.of(CatalogueOrbit.class)));
        decided = getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
    }

    @Override
    public void processElement1(Association association, Context context, Collector<Breakup> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(association.decidedMicros()), association);
    }

    @Override
    public void processElement2(CatalogueOrbit orbit, Context context, Collector<Breakup> out) throws Exception {
        // Of a new object of one track the association says it all.
        if (orbit.source() != OrbitSource.INITIAL || orbit.tracksUsed() > 1 || orbit.isMerged()) {
            EventTimeBuffer.add(
                    upcoming,
                    context.timerService(),
                    ProgressWatermarks.millis(orbit.availableMicros() + options.lagMicros()),
                    orbit);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Breakup> out) throws Exception {
        if (!catalogueLearned) {
            // The detector keeps the orbits of its clouds; the others it learns anew after a restart.
            for (CatalogueOrbit orbit : catalogue.values()) {
                detector.learn(orbit);
            }
            catalogueLearned = true;
        }
        List<CatalogueOrbit> orbits = new ArrayList<>(EventTimeBuffer.take(upcoming, timestamp));
        orbits.sort(IN_ORDER);
        for (CatalogueOrbit orbit : orbits) {
            learn(orbit);
        }
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
            Long until = decided.value();
            long now = until == null ? decision.getKey() : Math.max(until, decision.getKey());
            List<Association> associations = decision.getValue();
            associations.sort(OrbitStep.IN_ORDER);
            detector.decide(
                            now,
                            associations.stream()
                                    .map(DetectBreakups::observation)
                                    .toList())
                    .forEach(out::collect);
            decided.update(now);
        }
    }

    private void learn(CatalogueOrbit orbit) throws Exception {
        detector.learn(orbit);
        if (detector.mayBreakUp(orbit.objectId())) {
            catalogue.put(orbit.objectId(), orbit);
        } else {
            catalogue.remove(orbit.objectId());
        }
    }

    private static BreakupDetector.Observation observation(Association association) {
        boolean unknown = association.prior().isEmpty() && !association.isClaimed();
        return new BreakupDetector.Observation(
                association.track(), association.site(), association.objectId(), unknown);
    }
}

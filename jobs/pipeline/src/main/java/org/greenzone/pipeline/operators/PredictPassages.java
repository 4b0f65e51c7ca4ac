package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.FollowedBreakup;
import org.greenzone.astro.breakup.PassagePredictor;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Breakups to the passages of an asset through their clouds.
 *
 * <p>Keyed by asset. State: its newest orbit; each breakup that is not withdrawn, with the rows of its fragments, for {@value #KEPT_DAYS} days after its last
 * revision; the passages ahead; evidence that waits for the watermark. One timer each hour of event time lets the horizon go on.
 */
public final class PredictPassages extends KeyedProcessFunction<String, PassageEvidence, PredictedPassage> {
    private static final long serialVersionUID = 1L;

    /** By then the fragments are catalogued and screened one by one, or have come down. */
    private static final int KEPT_DAYS = 14;

    private static final long KEPT_MICROS = KEPT_DAYS * 86_400_000_000L;
    private static final long HOUR_MILLIS = 3_600_000L;

    private static final Comparator<PassageEvidence> IN_ORDER =
            Comparator.comparingLong(PassageEvidence::eventMicros).thenComparing(PassageEvidence::id);

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Asset> assets;
    private transient PassagePredictor predictor;
    private transient MapState<Long, List<PassageEvidence>> waiting;
    private transient ValueState<CatalogueOrbit> newest;
    private transient MapState<String, FollowedBreakup> breakups;
    private transient ValueState<Long> due;

    public PredictPassages(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
        PhysicalData data = options.physicalData();
        predictor = new PassagePredictor(data, new OrbitPropagator(data, ForceModel.STANDARD));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-evidence", Types.LONG, Types.LIST(TypeInformation.of(PassageEvidence.class))));
        newest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("newest-orbit", TypeInformation.of(CatalogueOrbit.class)));
        breakups = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("breakups", Types.STRING, TypeInformation.of(FollowedBreakup.class)));
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("due-millis", Types.LONG));
    }

    @Override
    public void processElement(PassageEvidence evidence, Context context, Collector<PredictedPassage> out)
            throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(evidence.eventMicros()), evidence);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PredictedPassage> out) throws Exception {
        Asset asset = assets.get(context.getCurrentKey());
        if (asset == null) {
            throw new IllegalStateException("evidence for the unknown asset " + context.getCurrentKey());
        }
        long now = timestamp * 1000;
        List<PassageEvidence> evidence = new ArrayList<>(EventTimeBuffer.take(waiting, timestamp));
        evidence.sort(IN_ORDER);
        boolean moved = false;
        for (PassageEvidence e : evidence) {
            moved |= take(e);
        }
        Long expected = due.value();
        boolean hour = expected != null && expected <= timestamp;
        Optional<CatalogueOrbit> orbit = Optional.ofNullable(newest.value());
        boolean any = false;
        for (Map.Entry<String, FollowedBreakup> entry : inOrder().entrySet()) {
            FollowedBreakup followed = entry.getValue();
            if (orbit.isPresent() && (moved || hour || followed.isNews())) {
                FollowedBreakup.Said said = followed.predict(predictor, asset, orbit.get(), now);
                said.events().forEach(out::collect);
                followed = said.after();
            }
            if (followed.isOver(now - KEPT_MICROS)) {
                breakups.remove(entry.getKey());
            } else {
                breakups.put(entry.getKey(), followed);
                any = true;
            }
        }
        boolean ended = context.timerService().currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp()
                && waiting.isEmpty();
        if (any && !ended && (expected == null || hour)) {
            // Time goes no further by itself once the input has ended.
            long next = (Math.floorDiv(timestamp, HOUR_MILLIS) + 1) * HOUR_MILLIS;
            due.update(next);
            context.timerService().registerEventTimeTimer(next);
        } else if (!any) {
            due.clear();
        }
    }

    /** Takes evidence in; whether the asset has another orbit after it. */
    private boolean take(PassageEvidence evidence) throws Exception {
        boolean moved = false;
        for (CatalogueOrbit orbit : evidence.orbit()) {
            CatalogueOrbit known = newest.value();
            if (known == null || known.revision() < orbit.revision()) {
                newest.update(orbit);
                moved = true;
            }
        }
        for (Breakup breakup : evidence.breakup()) {
            FollowedBreakup known = breakups.get(breakup.breakupId());
            breakups.put(
                    breakup.breakupId(), known == null ? FollowedBreakup.begin(breakup) : known.revisedBy(breakup));
        }
        return moved;
    }

    private TreeMap<String, FollowedBreakup> inOrder() throws Exception {
        TreeMap<String, FollowedBreakup> all = new TreeMap<>();
        for (Map.Entry<String, FollowedBreakup> entry : breakups.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }
}

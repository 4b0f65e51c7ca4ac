package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.zone.LostObject;
import org.greenzone.astro.zone.Situation;
import org.greenzone.astro.zone.ZoneAssessor;
import org.greenzone.astro.zone.ZoneRules;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Says in which zone an asset is, at each new evidence and when time alone changes it.
 *
 * <p>Keyed by asset. State: its newest orbit; its conjunctions until their time of closest approach has passed; objects
 * that are lost, for {@value #KEPT_DAYS} days or until an orbit finds them; the last status and when the next
 * one is due; evidence that waits for the watermark. One timer is set for the next assessment without evidence, so that a
 * status decays in event time.
 */
public final class AssessZones extends KeyedProcessFunction<String, ZoneEvidence, ZoneStatus> {
    private static final long serialVersionUID = 1L;

    /** Orbits whose predictions are kept; more assets than that in one copy of the operator cost time alone. */
    private static final int PREDICTIONS = 16;

    /** Objects that were not seen for longer are no longer counted: the service asks for tracking after as many days. */
    private static final int KEPT_DAYS = 3;

    private static final long KEPT_MICROS = KEPT_DAYS * 86_400_000_000L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Asset> assets;
    private transient ZoneAssessor assessor;
    private transient MapState<Long, List<ZoneEvidence>> waiting;
    private transient ValueState<CatalogueOrbit> newest;
    private transient MapState<String, Conjunction> conjunctions;
    private transient MapState<String, LostObject> lost;
    private transient ValueState<ZoneStatus> last;
    private transient ValueState<Long> due;

    public AssessZones(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
        PhysicalData data = options.physicalData();
        // An orbit was screened as far as the horizon from when it became known: beyond, nothing ahead means nothing.
        assessor = new ZoneAssessor(
                new ZoneRules(
                        Math.min(options.trustMicros(), options.horizonMicros()),
                        ZoneRules.DEFAULT.validityMicros(),
                        ZoneRules.DEFAULT.burnMicros(),
                        ZoneRules.DEFAULT.positionSigmaMetres()),
                new OrbitPrediction(new OrbitPropagator(data, ForceModel.STANDARD), data.leapSeconds(), PREDICTIONS),
                data.gravity().mu());
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-evidence", Types.LONG, Types.LIST(TypeInformation.of(ZoneEvidence.class))));
        newest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("newest-orbit", TypeInformation.of(CatalogueOrbit.class)));
        conjunctions = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("conjunctions", Types.STRING, TypeInformation.of(Conjunction.class)));
        lost = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("lost-objects", Types.STRING, TypeInformation.of(LostObject.class)));
        last = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("last-status", TypeInformation.of(ZoneStatus.class)));
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("next-assessment-millis", Types.LONG));
    }

    @Override
    public void processElement(ZoneEvidence evidence, Context context, Collector<ZoneStatus> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(evidence.eventMicros()), evidence);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ZoneStatus> out) throws Exception {
        Asset asset = assets.get(context.getCurrentKey());
        if (asset == null) {
            throw new IllegalStateException("evidence for the unknown asset " + context.getCurrentKey());
        }
        long now = ProgressWatermarks.completeUntilMicros(timestamp);
        List<ZoneEvidence> evidence = EventTimeBuffer.take(waiting, timestamp);
        Long expected = due.value();
        if (!take(evidence) && expected != null && expected > timestamp) {
            return;
        }
        Situation situation = new Situation(Optional.ofNullable(newest.value()), forgetPassed(now), lost(now));
        Optional<ZoneStatus> status = assessor.next(asset, situation, Optional.ofNullable(last.value()), now);
        if (status.isPresent()) {
            last.update(status.get());
            out.collect(status.get());
        }
        if (context.timerService().currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp() && waiting.isEmpty()) {
            // The input has ended: time goes no further by itself, or a drained job would assess to the end of time.
            return;
        }
        long next = assessor.nextAssessmentMicros(situation, last.value(), now);
        long nextMillis = Math.max(timestamp + 1, ProgressWatermarks.millis(next));
        due.update(nextMillis);
        context.timerService().registerEventTimeTimer(nextMillis);
    }

    /** Takes evidence in; whether anything is different after it. */
    private boolean take(List<ZoneEvidence> evidence) throws Exception {
        boolean different = false;
        List<ZoneEvidence> ordered = new ArrayList<>(evidence);
        ordered.sort(Comparator.comparingLong(ZoneEvidence::eventMicros));
        for (ZoneEvidence e : ordered) {
            if (e.objectId().isEmpty()) {
                different = true;
            } else if (!e.lost().isEmpty()) {
                lost.put(e.objectId(), e.lost().get(0));
                different = true;
            } else if (lost.contains(e.objectId())) {
                lost.remove(e.objectId());
                different = true;
            }
            for (CatalogueOrbit orbit : e.orbit()) {
                CatalogueOrbit known = newest.value();
                if (known == null || known.revision() <= orbit.revision()) {
                    newest.update(orbit);
                }
            }
            for (Conjunction conjunction : e.conjunction()) {
                Conjunction known = conjunctions.get(conjunction.conjunctionId());
                if (known == null || known.revision() <= conjunction.revision()) {
                    conjunctions.put(conjunction.conjunctionId(), conjunction);
                }
            }
        }
        return different;
    }

    private List<LostObject> lost(long nowMicros) throws Exception {
        List<LostObject> counted = new ArrayList<>();
        var entries = lost.iterator();
        while (entries.hasNext()) {
            LostObject object = entries.next().getValue();
            if (object.lostFromMicros() + KEPT_MICROS < nowMicros) {
                entries.remove();
            } else {
                counted.add(object);
            }
        }
        return counted;
    }

    private List<Conjunction> forgetPassed(long nowMicros) throws Exception {
        List<Conjunction> ahead = new ArrayList<>();
        var entries = conjunctions.iterator();
        while (entries.hasNext()) {
            Conjunction conjunction = entries.next().getValue();
            if (conjunction.tcaMicros() <= nowMicros) {
                entries.remove();
            } else {
                ahead.add(conjunction);
            }
        }
        if (ahead.isEmpty()) {
            conjunctions.clear();
        }
        return ahead;
    }
}

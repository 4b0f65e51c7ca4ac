package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.ConjunctionScreener;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.manoeuvre.Advice;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.manoeuvre.BurnAdvisor;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Says what burns would take an asset out of danger, when its zone is YELLOW or RED, there is a danger that a burn could avoid, and the advice that was given last does not stand any more.
 *
 * <p>Keyed by asset. State: the newest orbit of each object, until its place is lost, which is looked after when an advice is asked for; the last advice, until the zone is another or nothing
 * is to be avoided; evidence that waits for the watermark. The orbits of one moment are taken in before the statuses of the same moment are answered.
 */
public final class AdviseManoeuvres extends KeyedProcessFunction<String, AdviceEvidence, AdviceGiven> {
    private static final long serialVersionUID = 1L;

    private static final int PREDICTIONS = 16;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Asset> assets;
    private transient BurnAdvisor advisor;
    private transient ConjunctionScreener screener;
    private transient MapState<Long, List<AdviceEvidence>> waiting;
    private transient MapState<String, CatalogueOrbit> objects;
    private transient ValueState<AdviceGiven> last;

    public AdviseManoeuvres(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
        PhysicalData data = options.physicalData();
        OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
        advisor = new BurnAdvisor(
                options.decisions().burnRules(),
                propagator,
                data,
                options.given().radii());
        screener = new ConjunctionScreener(
                data.leapSeconds(), new OrbitPrediction(propagator, data.leapSeconds(), PREDICTIONS));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-evidence", Types.LONG, Types.LIST(TypeInformation.of(AdviceEvidence.class))));
        objects = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("objects", Types.STRING, TypeInformation.of(CatalogueOrbit.class)));
        last = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("last-advice", TypeInformation.of(AdviceGiven.class)));
    }

    @Override
    public void processElement(AdviceEvidence evidence, Context context, Collector<AdviceGiven> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(evidence.eventMicros()), evidence);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AdviceGiven> out) throws Exception {
        List<AdviceEvidence> evidence = EventTimeBuffer.take(waiting, timestamp);
        List<ZoneStatus> statuses = new ArrayList<>();
        for (AdviceEvidence one : evidence) {
            for (CatalogueOrbit orbit : one.orbit()) {
                CatalogueOrbit known = objects.get(orbit.objectId());
                if (known == null || known.revision() <= orbit.revision()) {
                    objects.put(orbit.objectId(), orbit);
                }
            }
            statuses.addAll(one.status());
        }
        statuses.sort(Comparator.comparingInt(ZoneStatus::revision));
        for (ZoneStatus status : statuses) {
            CatalogueOrbit own = objects.get(status.assetId());
            Asset asset = assets.get(status.assetId());
            boolean asksForABurn = status.zone() == Zone.YELLOW || status.zone() == Zone.RED;
            if (own != null && asset != null && asksForABurn) {
                advise(asset, own, status, out);
            } else if (!asksForABurn) {
                last.clear();
            }
        }
    }

    private void advise(Asset asset, CatalogueOrbit own, ZoneStatus status, Collector<AdviceGiven> out)
            throws Exception {
        long now = status.fromMicros();
        BurnAdvisor.Question question =
                new BurnAdvisor.Question(asset, own, others(asset, now), now, now + options.horizonMicros());
        AdviceGiven given = last.value();
        Advice advice = given == null ? advisor.advise(question) : advisor.adviseAfter(question, given.advice());
        if (!advice.hasDanger()) {
            last.clear();
        } else if (given == null || !advice.equals(given.advice())) {
            AdviceGiven anew = AdviceGiven.of(asset.objectId(), now, status.statusId(), advice);
            last.update(anew);
            out.collect(anew);
        }
    }

    /** The other objects whose places are known, in the order of their ids; the others are forgotten. */
    private List<CatalogueOrbit> others(Asset asset, long nowMicros) throws Exception {
        List<CatalogueOrbit> others = new ArrayList<>();
        var entries = objects.iterator();
        while (entries.hasNext()) {
            CatalogueOrbit orbit = entries.next().getValue();
            if (orbit.objectId().equals(asset.objectId())) {
                continue;
            }
            if (orbit.isMerged() || screener.knownUntilMicros(orbit) <= nowMicros) {
                entries.remove();
            } else {
                others.add(orbit);
            }
        }
        others.sort(Comparator.comparing(CatalogueOrbit::objectId));
        return others;
    }
}

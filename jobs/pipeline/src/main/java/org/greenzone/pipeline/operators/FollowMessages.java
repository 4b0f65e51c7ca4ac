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
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterTracker;
import org.greenzone.astro.conjunction.PassOutlook;
import org.greenzone.astro.conjunction.ToldEncounter;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Follows the encounters that messages of others tell of: one event for each that is new, its revisions with what was said before. Nothing is withdrawn because nobody
 * speaks of it any more; it ends when its closest approach has passed.
 *
 * <p>Keyed by pair. State: the last event of each encounter and originator, until its closest approach has passed (then a timer forgets it); messages that wait for their event time. A message that is
 * not newer than the one that was taken says nothing ({@code outdatedMessages}): so the same again does no harm.
 */
public final class FollowMessages extends KeyedProcessFunction<String, ToldMessage, Conjunction> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<ToldMessage> IN_ORDER = Comparator.comparingLong(
                    (ToldMessage m) -> m.told().statement().createdMicros())
            .thenComparing(m -> m.told().statement().originator())
            .thenComparing(m -> m.told().statement().messageId())
            .thenComparingLong(m -> m.told().tcaMicros())
            .thenComparingDouble(m -> m.told().missDistanceMetres());

    private final JobOptions options;
    private final ReferenceData reference;

    private transient MapState<Long, List<ToldMessage>> waiting;
    private transient ValueState<List<Conjunction>> encounters;
    private transient Map<String, Asset> assets;
    private transient ToldEncounter assessor;
    private transient PassOutlook outlook;
    private transient Counter outdated;

    public FollowMessages(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-messages", Types.LONG, Types.LIST(TypeInformation.of(ToldMessage.class))));
        encounters = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "told-encounters", Types.LIST(TypeInformation.of(Conjunction.class))));
        assets = reference.assets();
        assessor = new ToldEncounter(options.given().radii());
        PhysicalData data = options.physicalData();
        outlook = new PassOutlook(
                data,
                new OrbitPropagator(data, ForceModel.STANDARD),
                List.copyOf(reference.sites().values()));
        outdated = getRuntimeContext().getMetricGroup().counter("outdatedMessages");
    }

    @Override
    public void processElement(ToldMessage message, Context context, Collector<Conjunction> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(message.effectiveMicros()), message);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Conjunction> out) throws Exception {
        long now = timestamp * 1000;
        List<Conjunction> recorded = encounters.value();
        List<Conjunction> known =
                recorded == null ? List.of() : EncounterTracker.ahead(recorded, List.of(), List.of(), now);
        List<ToldMessage> messages = EventTimeBuffer.take(waiting, timestamp);
        messages.sort(IN_ORDER);
        for (ToldMessage message : messages) {
            Conjunction told = message.told();
            Optional<Asset> asset =
                    Optional.ofNullable(assets.get(told.primary().objectId()));
            Optional<Conjunction> event = EncounterTracker.told(known, assessor.assessed(told, asset), now);
            if (event.isEmpty()) {
                outdated.inc();
                continue;
            }
            Conjunction said = asset.isPresent() ? withNextPass(event.get()) : event.get();
            out.collect(said);
            known = EncounterTracker.ahead(known, List.of(said), List.of(), now);
            context.timerService().registerEventTimeTimer(ProgressWatermarks.millis(said.lastMinimumMicros()) + 1);
        }
        if (known.isEmpty()) {
            encounters.clear();
        } else {
            encounters.update(new ArrayList<>(known));
        }
    }

    private Conjunction withNextPass(Conjunction event) {
        return event.formation()
                ? event
                : outlook.of(event, event.hardBodyRadiusMetres())
                        .map(event::withNextPass)
                        .orElse(event);
    }
}

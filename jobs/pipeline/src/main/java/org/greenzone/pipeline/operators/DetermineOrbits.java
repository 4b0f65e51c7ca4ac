package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.List;
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
import org.apache.flink.util.OutputTag;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.orbit.ArcUpdate;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.astro.orbit.ObjectArc;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.ObjectOrder;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Fuses each track into the orbit of its object, starts the orbit of a new one, or ends that of one that is another object.
 *
 * <p>Keyed by object. State: the newest tracks of the object with the orbits that they led to ({@link ObjectArc}), and the tracks that
 * wait for the watermark. A track from which no orbit can be determined goes to the rejected tracks, with the reason.
 */
public final class DetermineOrbits extends KeyedProcessFunction<String, ObjectOrder, CatalogueOrbit> {
    private static final long serialVersionUID = 1L;

    /** Tracks from which no orbit could be determined. */
    public static final OutputTag<RejectedTrack> UNDETERMINED =
            new OutputTag<>("undetermined", TypeInformation.of(RejectedTrack.class));

    /** Manoeuvres that were noticed. */
    public static final OutputTag<Manoeuvre> MANOEUVRES =
            new OutputTag<>("manoeuvres", TypeInformation.of(Manoeuvre.class));

    private final JobOptions options;

    private transient MapState<Long, List<ObjectOrder>> waiting;
    private transient ValueState<ObjectArc> arc;
    private transient ValueState<Long> decided;
    private transient ArcUpdate update;
    private transient Counter undeterminedTracks;

    public DetermineOrbits(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-orders", Types.LONG, Types.LIST(TypeInformation.of(ObjectOrder.class))));
        arc = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("object-arc", TypeInformation.of(ObjectArc.class)));
        decided = getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
        undeterminedTracks = getRuntimeContext().getMetricGroup().counter("undeterminedTracks");
        update = new ArcUpdate(options.physicalData(), ForceModel.STANDARD);
    }

    @Override
    public void processElement(ObjectOrder order, Context context, Collector<CatalogueOrbit> out) throws Exception {
        EventTimeBuffer.add(waiting, context.timerService(), ProgressWatermarks.millis(order.decidedMicros()), order);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CatalogueOrbit> out) throws Exception {
        List<ObjectOrder> orders = new ArrayList<>(EventTimeBuffer.take(waiting, timestamp));
        orders.sort(ObjectOrder.IN_ORDER);
        ObjectArc known = arc.value() == null ? ObjectArc.EMPTY : arc.value();
        Long before = decided.value();
        for (ObjectOrder order : orders) {
            if (isRepeat(before, order, timestamp) || has(known, order)) {
                continue;
            }
            OrbitStep.Fusion fusion = OrbitStep.obey(update, known, order);
            known = fusion.arc();
            fusion.orbits().forEach(out::collect);
            for (Association association : order.track()) {
                fusion.refusal().ifPresent(reason -> {
                    undeterminedTracks.inc();
                    context.output(UNDETERMINED, undetermined(association, reason));
                });
            }
            fusion.manoeuvre().ifPresent(manoeuvre -> context.output(MANOEUVRES, manoeuvre));
            // A track that starts an object and gives no orbit is never joined by another one.
            if (known.newest().isPresent()
                    || order.track().isEmpty()
                    || order.track().get(0).isClaimed()) {
                arc.update(known);
                Long until = decided.value();
                decided.update(Math.max(order.decidedMicros(), until == null ? Long.MIN_VALUE : until));
            }
        }
    }

    private static boolean has(ObjectArc arc, ObjectOrder order) {
        return order.track().stream().anyMatch(a -> arc.has(a.track().trackId()));
    }

    /**
     * A job that restarts writes again what it wrote since its checkpoint: then an association comes behind the promise
     * that all up to its time are there, and its track is in the orbit already.
     */
    private static boolean isRepeat(@Nullable Long until, ObjectOrder order, long timestamp) {
        return until != null
                && ProgressWatermarks.millis(order.decidedMicros()) < timestamp
                && order.decidedMicros() <= until;
    }

    private static RejectedTrack undetermined(Association association, String reason) {
        return RejectedTrack.of(
                "UNDETERMINED",
                reason,
                Topic.ASSOCIATIONS.topicName(),
                0,
                0,
                association.decidedMicros(),
                Wire.encode(TrackCodec.toWire(association.track())));
    }
}

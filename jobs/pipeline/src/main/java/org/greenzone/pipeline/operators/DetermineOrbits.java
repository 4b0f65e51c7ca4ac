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
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Fuses each track into the orbit of its object, or starts the orbit of a new one.
 *
 * <p>Keyed by object. State: the newest tracks of the object with the orbits that they led to ({@link ObjectArc}), and the tracks that
 * wait for the watermark. A track from which no orbit can be determined goes to the rejected tracks, with the reason.
 */
public final class DetermineOrbits extends KeyedProcessFunction<String, Association, CatalogueOrbit> {
    private static final long serialVersionUID = 1L;

    /** Tracks from which no orbit could be determined. */
    public static final OutputTag<RejectedTrack> UNDETERMINED =
            new OutputTag<>("undetermined", TypeInformation.of(RejectedTrack.class));

    /** Manoeuvres that were noticed. */
    public static final OutputTag<Manoeuvre> MANOEUVRES =
            new OutputTag<>("manoeuvres", TypeInformation.of(Manoeuvre.class));

    private final JobOptions options;

    private transient MapState<Long, List<Association>> waiting;
    private transient ValueState<ObjectArc> arc;
    private transient ValueState<Long> decided;
    private transient ArcUpdate update;

    public DetermineOrbits(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-associations", Types.LONG, Types.LIST(TypeInformation.of(Association.class))));
        arc = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("object-arc", TypeInformation.of(ObjectArc.class)));
        decided = getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
        update = new ArcUpdate(options.physicalData(), ForceModel.STANDARD);
    }

    @Override
    public void processElement(Association association, Context context, Collector<CatalogueOrbit> out)
            throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(association.decidedMicros()), association);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CatalogueOrbit> out) throws Exception {
        List<Association> associations = new ArrayList<>(EventTimeBuffer.take(waiting, timestamp));
        associations.sort(OrbitStep.IN_ORDER);
        ObjectArc known = arc.value() == null ? ObjectArc.EMPTY : arc.value();
        Long until = decided.value();
        for (Association association : associations) {
            if (known.has(association.track().trackId()) || isRepeat(until, association, timestamp)) {
                continue;
            }
            OrbitStep.Fusion fusion = OrbitStep.fuse(update, known, association);
            known = fusion.arc();
            fusion.orbits().forEach(out::collect);
            fusion.refusal().ifPresent(reason -> context.output(UNDETERMINED, undetermined(association, reason)));
            fusion.manoeuvre().ifPresent(manoeuvre -> context.output(MANOEUVRES, manoeuvre));
            until = Math.max(association.decidedMicros(), until == null ? Long.MIN_VALUE : until);
            // A track that starts an object and gives no orbit is never joined by another one.
            if (known.newest().isPresent() || association.isClaimed()) {
                arc.update(known);
                decided.update(until);
            }
        }
    }

    /**
     * A job that restarts writes again what it wrote since its checkpoint: then an association comes behind the promise
     * that all up to its time are there, and its track is in the orbit already.
     */
    private static boolean isRepeat(@Nullable Long until, Association association, long timestamp) {
        return until != null
                && ProgressWatermarks.millis(association.decidedMicros()) < timestamp
                && association.decidedMicros() <= until;
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

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
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.astro.physics.PhysicalData;
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
 * <p>Keyed by object. State: the newest orbit of the object, and the tracks that wait for the watermark. A track from
 * which no orbit can be determined goes to the rejected tracks, with the reason.
 */
public final class DetermineOrbits extends KeyedProcessFunction<String, Association, CatalogueOrbit> {
    private static final long serialVersionUID = 1L;

    /** Tracks from which no orbit could be determined. */
    public static final OutputTag<RejectedTrack> UNDETERMINED =
            new OutputTag<>("undetermined", TypeInformation.of(RejectedTrack.class));

    private final JobOptions options;

    private transient MapState<Long, List<Association>> waiting;
    private transient ValueState<CatalogueOrbit> newest;
    private transient OrbitDeterminer determiner;

    public DetermineOrbits(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-associations", Types.LONG, Types.LIST(TypeInformation.of(Association.class))));
        newest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("newest-orbit", TypeInformation.of(CatalogueOrbit.class)));
        PhysicalData data = options.physicalData();
        determiner = new OrbitDeterminer(data, new OrbitPropagator(data, ForceModel.STANDARD));
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
        String handled = "";
        for (Association association : associations) {
            if (association.associationId().equals(handled) || isRepeat(newest.value(), association, timestamp)) {
                continue;
            }
            handled = association.associationId();
            Determination determination = OrbitStep.determine(determiner, newest.value(), association);
            if (determination instanceof Determination.Determined determined) {
                newest.update(determined.orbit());
                out.collect(determined.orbit());
            } else if (determination instanceof Determination.Refused refused) {
                context.output(UNDETERMINED, undetermined(association, refused.reason()));
            }
        }
    }

    /**
     * A job that restarts writes again what it wrote since its checkpoint: then an association comes behind the promise
     * that all up to its time are there, and its track is in the orbit already.
     */
    private static boolean isRepeat(@Nullable CatalogueOrbit known, Association association, long timestamp) {
        return known != null
                && ProgressWatermarks.millis(association.decidedMicros()) < timestamp
                && association.decidedMicros() <= known.availableMicros();
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

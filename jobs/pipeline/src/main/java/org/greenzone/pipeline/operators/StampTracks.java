package org.greenzone.pipeline.operators;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.PartitionClock;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Stamps each record of the topic tracks with the event time up to which its site is held to have published everything,
 * because the others went on without it ({@link PartitionClock}).
 *
 * <p>Keyed by partition, in which alone there is an order of records. State: the promises of the sites in it, one number
 * each; it is kept in the checkpoint, which that of the source is not, so that a track is stamped alike after a restart.
 */
public final class StampTracks extends KeyedProcessFunction<Integer, Inbound, Inbound> {
    private static final long serialVersionUID = 1L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient List<String> sites;
    private transient MapState<String, Long> promises;

    public StampTracks(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        sites = List.copyOf(reference.sites().keySet());
        promises = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("promises-of-sites", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(Inbound inbound, Context context, Collector<Inbound> out) throws Exception {
        if (inbound.kind() == Inbound.Kind.PROGRESS && sites.contains(inbound.source())) {
            Long before = promises.get(inbound.source());
            promises.put(
                    inbound.source(), Math.max(before == null ? Long.MIN_VALUE : before, inbound.promisedMicros()));
        }
        PartitionClock clock = new PartitionClock(sites, options.silenceMicros());
        for (Map.Entry<String, Long> promise : promises.entries()) {
            clock.promise(promise.getKey(), promise.getValue());
        }
        out.collect(inbound.heldUntil(clock.allowedMicros()));
    }
}

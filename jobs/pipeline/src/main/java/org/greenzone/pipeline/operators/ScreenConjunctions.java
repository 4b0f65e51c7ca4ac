package org.greenzone.pipeline.operators;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ReferenceData;

/** x. */
public final class ScreenConjunctions extends KeyedProcessFunction<Integer, ShardedOrbit, Conjunction> {
    private static final long serialVersionUID = 1L;

    public ScreenConjunctions(JobOptions options, ReferenceData reference) {}

    @Override
    public void processElement(ShardedOrbit o, Context context, Collector<Conjunction> out) {}
}

package org.greenzone.pipeline.stream;

import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;

/**
 * Events to records of their topic; and each watermark to a promise in each of its partitions, so that event time
 * travels with the events from job to job.
 */
public final class EmitEvents<T> extends AbstractStreamOperator<Outbound>
        implements OneInputStreamOperator<T, Outbound> {
    private static final long serialVersionUID = 1L;

    private final Topic topic;
    private final String source;
    private final int partitions;

    /**
     * @param topic topic of the events
     * @param source name of the job, which signs the promises
     * @param partitions number of partitions of the topic
     */
    public EmitEvents(Topic topic, String source, int partitions) {
        this.topic = topic;
        this.source = source;
        this.partitions = partitions;
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(new StreamRecord<>(EventCodec.outbound(element.getValue())));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
            Progress promise = new Progress(
                    source,
                    getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                    getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                    ProgressWatermarks.completeUntilMicros(mark.getTimestamp()));
            for (Outbound record : promises(topic, promise, partitions)) {
                output.collect(new StreamRecord<>(record));
            }
        }
        super.processWatermark(mark);
    }

    /** The promise for each partition of a topic. */
    public static Outbound[] promises(Topic topic, Progress promise, int partitions) {
        byte[] bytes = Wire.encode(ProgressCodec.toWire(promise));
        byte[] key = (promise.source() + "/" + promise.index()).getBytes(StandardCharsets.UTF_8);
        Outbound[] records = new Outbound[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            records[partition] = new Outbound(topic.topicName(), partition, promise.completeUntilMicros(), key, bytes);
        }
        return records;
    }
}

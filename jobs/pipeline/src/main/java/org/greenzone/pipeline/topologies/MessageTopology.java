package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.operators.FollowMessages;
import org.greenzone.pipeline.operators.ReadMessages;
import org.greenzone.pipeline.operators.ToldMessage;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Conjunction data messages of others to conjunctions.
 *
 * <pre>
 * messages ── by partition ──► ReadMessages ──┬── by pair ──► FollowMessages ──► conjunctions
 *                                             └─► rejected
 * </pre>
 */
public final class MessageTopology {
    private MessageTopology() {}

    /** What comes out. */
    public record Outputs(DataStream<Conjunction> conjunctions, DataStream<RejectedTrack> rejected) {}

    /**
     * @param messages records of the topic messages
     * @param writer whose promises in it say how far event time has come
     */
    public static Outputs build(
            DataStream<Inbound> messages, String writer, JobOptions options, ReferenceData reference) {
        SingleOutputStreamOperator<ToldMessage> told = messages.keyBy(Inbound::partition)
                .process(new ReadMessages(options, reference, writer))
                .returns(TypeInformation.of(ToldMessage.class))
                .name("ReadMessages")
                .uid("told-messages");
        DataStream<Conjunction> conjunctions = told.keyBy(ToldMessage::pair)
                .process(new FollowMessages(options, reference))
                .returns(TypeInformation.of(Conjunction.class))
                .name("FollowMessages")
                .uid("follow-messages");
        return new Outputs(conjunctions, told.getSideOutput(ReadMessages.REJECTED));
    }
}

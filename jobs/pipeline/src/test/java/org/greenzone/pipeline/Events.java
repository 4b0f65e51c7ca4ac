package org.greenzone.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.greenzone.pipeline.stream.EmitEvents;
import org.greenzone.pipeline.stream.EventCodec;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.InboundDeserializer;
import org.greenzone.pipeline.stream.Outbound;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Events as their topics hold them, to feed operators and to compare what comes out to the last bit. */
public final class Events {
    private Events() {}

    /** Each event as topic, key and bytes, in an order of its own. */
    public static List<String> bytes(Collection<?> events) {
        return events.stream()
                .map(EventCodec::outbound)
                .map(o -> o.topic()
                        + ' '
                        + new String(o.key(), StandardCharsets.UTF_8)
                        + ' '
                        + HexFormat.of().formatHex(o.bytes()))
                .sorted()
                .toList();
    }

    /** The event as it comes out of its topic. */
    public static Inbound inbound(Object event) {
        Outbound record = EventCodec.outbound(event);
        return inbound(Topic.named(record.topic()), record.eventMicros() / 1000, record.bytes());
    }

    /** Bytes as they come out of a topic; null is a tombstone. */
    public static Inbound inbound(Topic topic, long publishedMillis, byte @Nullable [] bytes) {
        return InboundDeserializer.inbound(new ConsumerRecord<>(
                topic.topicName(),
                0,
                0,
                publishedMillis,
                TimestampType.CREATE_TIME,
                0,
                bytes == null ? 0 : bytes.length,
                new byte[0],
                bytes,
                new RecordHeaders(),
                Optional.empty()));
    }

    /** A promise as it comes out of a topic of one partition. */
    public static Inbound promise(Topic topic, String source, long completeUntilMicros) {
        Outbound record = EmitEvents.promises(topic, new Progress(source, 0, 1, completeUntilMicros), 1)[0];
        return inbound(topic, completeUntilMicros / 1000, record.bytes());
    }
}

package org.greenzone.pipeline.stream;

import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Hands a record to the producer as it is, alerts with the {@link AlertSignature signature} of this process where it has a key; and says to which topic, whose open transactions a restart has to
 * end.
 */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<Outbound>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private final String topicName;
    private transient @Nullable PrivateKey signKey;

    /** @param topicName topic of all records */
    public OutboundSerializer(String topicName) {
        this.topicName = topicName;
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(
                DefaultKafkaDatasetIdentifier.ofTopics(List.of(topicName)), new Properties()));
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        if (AlertSignature.TOPICS.contains(Topic.named(topicName))) {
            signKey = AlertSignature.ownKey().orElse(null);
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Outbound record, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> plain = producerRecord(record);
        if (signKey != null) {
            plain.headers()
                    .add(
                            AlertSignature.HEADER,
                            AlertSignature.sign(signKey, record.topic(), record.key(), record.bytes()));
        }
        return plain;
    }

    /** The record for a producer of Kafka. */
    public static ProducerRecord<byte[], byte[]> producerRecord(Outbound record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition() == Outbound.BY_KEY ? null : record.partition(),
                record.eventMicros() < 0 ? null : ProgressWatermarks.millis(record.eventMicros()),
                record.key(),
                record.bytes());
    }
}

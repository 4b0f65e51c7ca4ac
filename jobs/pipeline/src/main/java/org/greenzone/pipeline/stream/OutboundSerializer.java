package org.greenzone.pipeline.stream;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands a record to the producer as it is; and says to which topic, whose open transactions a restart has to end. */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<Outbound>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private final String topicName;

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
    public ProducerRecord<byte[], byte[]> serialize(Outbound record, KafkaSinkContext context, Long timestamp) {
        return producerRecord(record);
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

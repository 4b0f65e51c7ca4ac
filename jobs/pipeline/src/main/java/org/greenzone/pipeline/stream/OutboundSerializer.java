package org.greenzone.pipeline.stream;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands a record to the producer as it is. */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<Outbound> {
    private static final long serialVersionUID = 1L;

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

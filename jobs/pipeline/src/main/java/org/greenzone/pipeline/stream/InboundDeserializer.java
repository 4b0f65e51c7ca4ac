package org.greenzone.pipeline.stream;

import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.EventTime;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.schemas.Measurement;
import org.greenzone.schemas.Track;

/** Looks at each record just enough to know its kind, source and event time. Never throws for bad bytes. */
public final class InboundDeserializer implements KafkaRecordDeserializationSchema<Inbound> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        Wire.trustOwnSchemas();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Inbound> out) {
        out.collect(inbound(record));
    }

    /** The record with its kind, source and event time. */
    public static Inbound inbound(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = record.value() == null ? new byte[0] : record.value();
        Wire.Decoded decoded = Wire.decode(bytes);
        if (!(decoded instanceof Wire.Message message)) {
            return inbound(record, bytes, Inbound.Kind.BROKEN, Long.MIN_VALUE, "", 0, 0);
        }
        SpecificRecordBase value = message.value();
        if (value instanceof org.greenzone.schemas.Progress wire) {
            Progress p = ProgressCodec.fromWire(wire);
            if (!p.isPossible()) {
                return inbound(record, bytes, Inbound.Kind.BROKEN, Long.MIN_VALUE, "", 0, 0);
            }
            return inbound(
                    record, bytes, Inbound.Kind.PROGRESS, p.completeUntilMicros(), p.source(), p.index(), p.count());
        }
        if (value instanceof Track track) {
            List<Measurement> measurements = track.getMeasurements();
            long end = measurements.isEmpty() ? Long.MIN_VALUE : EventTime.micros(track);
            return inbound(record, bytes, Inbound.Kind.EVENT, end, track.getSiteId(), 0, 0);
        }
        return inbound(record, bytes, Inbound.Kind.EVENT, EventTime.micros(value), "", 0, 0);
    }

    private static Inbound inbound(
            ConsumerRecord<byte[], byte[]> record,
            byte[] bytes,
            Inbound.Kind kind,
            long eventMicros,
            String source,
            int index,
            int count) {
        return new Inbound(
                record.topic(),
                record.partition(),
                record.offset(),
                publishedMicros(record.timestamp()),
                kind,
                eventMicros,
                source,
                index,
                count,
                bytes);
    }

    /** Kafka's milliseconds are the producer's: any number may stand there. */
    private static long publishedMicros(long millis) {
        return Math.max(Long.MIN_VALUE / 1000, Math.min(Long.MAX_VALUE / 1000, millis)) * 1000;
    }

    @Override
    public TypeInformation<Inbound> getProducedType() {
        return TypeInformation.of(Inbound.class);
    }
}

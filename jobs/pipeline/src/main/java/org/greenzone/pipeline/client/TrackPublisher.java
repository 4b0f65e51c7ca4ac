package org.greenzone.pipeline.client;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.stream.EmitEvents;
import org.greenzone.pipeline.stream.EventCodec;
import org.greenzone.pipeline.stream.Outbound;
import org.greenzone.pipeline.stream.OutboundSerializer;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.topic.Topic;

/**
 * Publishes tracks, promises and reference data as a radar site would. Records of one key keep their order; a record
 * that the broker refuses fails the next call. While the broker is away records wait in memory, and when that is full the
 * caller waits: for a day, before anything is given up.
 */
public final class TrackPublisher implements AutoCloseable {
    /** How long a broker may be away, milliseconds. Kafka's own two minutes are less than a machine needs to start again. */
    private static final int PATIENCE_MILLIS = 86_400_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param connection Kafka's client properties, at least {@code bootstrap.servers} */
    public TrackPublisher(Properties connection) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
        // More than one, and a broker that does not lead a new topic yet refuses the first and takes none of the
        // others, for ever.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.putAll(connection);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Publishes an event (track, orbit of a catalogue, site, asset) to its topic. */
    public void publish(Object event) {
        send(OutboundSerializer.producerRecord(EventCodec.outbound(event)));
    }

    /** Publishes bytes to a topic as they are. */
    public void publish(Topic topic, byte[] key, byte[] bytes) {
        send(new ProducerRecord<>(topic.topicName(), key, bytes));
    }

    /** The heartbeat of a site: no track of it that ended earlier follows. */
    public void heartbeat(String siteId, long completeUntilMicros) {
        promise(Topic.TRACKS, new Progress(siteId, 0, 1, completeUntilMicros));
    }

    /** Catalogue and sites are complete until the start: the jobs may begin. */
    public void seedComplete(long startMicros) {
        promise(Topic.ORBITS, new Progress(ProgressWatermarks.SEED, 0, 1, startMicros));
        promise(Topic.SITES, new Progress(ProgressWatermarks.SEED, 0, 1, startMicros));
    }

    /** A promise in each partition of a topic. */
    public void promise(Topic topic, Progress progress) {
        int partitions = producer.partitionsFor(topic.topicName()).size();
        for (Outbound record : EmitEvents.promises(topic, progress, partitions)) {
            send(OutboundSerializer.producerRecord(record));
        }
    }

    /** Heartbeats of many sites. */
    public void heartbeats(List<String> siteIds, long completeUntilMicros) {
        for (String siteId : siteIds) {
            heartbeat(siteId, completeUntilMicros);
        }
    }

    /** Waits until the broker has all records. */
    public void flush() {
        producer.flush();
        failIfAnyFailed();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        failIfAnyFailed();
        var unused = producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    private void failIfAnyFailed() {
        Exception first = failure.get();
        if (first != null) {
            throw new KafkaException("the broker did not take a record: " + first.getMessage(), first);
        }
    }

    /** What has not been {@link #flush flushed} is waited for no longer than some seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}

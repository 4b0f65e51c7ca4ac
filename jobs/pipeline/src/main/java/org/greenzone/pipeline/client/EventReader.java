package org.greenzone.pipeline.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.AlertSignature;
import org.greenzone.pipeline.topic.Topic;

/**
 * Reads topics of Greenzone without a consumer group: each reader sees all partitions and leaves no trace. Not
 * thread-safe.
 */
public final class EventReader implements AutoCloseable {

    /**
     * A record with its place and what its bytes are.
     *
     * @param key may be empty
     * @param signature of the installation that said it; empty where there is none
     */
    public record Received(
            Topic topic,
            int partition,
            long offset,
            byte[] key,
            byte[] bytes,
            byte[] signature,
            Wire.Decoded decoded) {}

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * A reader at the beginning of the topics.
     *
     * @param connection Kafka's client properties, at least {@code bootstrap.servers}
     */
    public EventReader(Properties connection, Collection<Topic> topics) {
        Properties properties = new Properties();
        properties.putAll(connection);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = new ArrayList<>();
        for (Topic topic : topics) {
            for (PartitionInfo info : consumer.partitionsFor(topic.topicName())) {
                partitions.add(new TopicPartition(info.topic(), info.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the end: only what comes from now on is read. */
    public void seekToEnd() {
        consumer.seekToEnd(partitions);
    }

    /** Goes to the first records whose timestamp (event time) is not earlier; to the end where there are none. */
    public void seekTo(long micros) {
        Map<TopicPartition, Long> times = partitions.stream().collect(Collectors.toMap(p -> p, p -> micros / 1000));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /** The next records, as many as there are within the wait; may be none. */
    public List<Received> poll(Duration wait) {
        List<Received> received = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            byte[] bytes = record.value() == null ? new byte[0] : record.value();
            Header signature = record.headers().lastHeader(AlertSignature.HEADER);
            received.add(new Received(
                    Topic.named(record.topic()),
                    record.partition(),
                    record.offset(),
                    record.key() == null ? new byte[0] : record.key(),
                    bytes,
                    signature == null || signature.value() == null ? new byte[0] : signature.value(),
                    Wire.decode(bytes)));
        }
        return received;
    }

    /** All records up to the end as it stands at the call. */
    public List<Received> readToEnd() {
        List<Received> all = new ArrayList<>();
        readToEnd(all::add);
        return all;
    }

    /** Hands on all records up to the end as it stands at the call, and keeps none. */
    public void readToEnd(java.util.function.Consumer<Received> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            poll(Duration.ofMillis(200)).forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

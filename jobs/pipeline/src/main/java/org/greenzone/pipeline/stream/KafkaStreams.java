package org.greenzone.pipeline.stream;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.pipeline.topic.Topic;

/** Topics as streams, and streams into topics: the only place where the jobs meet Kafka. */
public final class KafkaStreams {
    private final StreamExecutionEnvironment environment;
    private final Properties connection;
    private final String job;
    private final Map<Topic, Integer> partitions;
    private final Delivery delivery;

    /**
     * @param connection Kafka's client properties, at least {@code bootstrap.servers}
     * @param job name of the job, which signs its promises
     * @param partitions number of partitions of each topic
     * @param delivery what a restart does to the records that are written
     */
    public KafkaStreams(
            StreamExecutionEnvironment environment,
            Properties connection,
            String job,
            Map<Topic, Integer> partitions,
            Delivery delivery) {
        this.environment = environment;
        this.connection = connection;
        this.job = job;
        this.partitions = Map.copyOf(partitions);
        this.delivery = delivery;
    }

    /**
     * The records of a topic from its beginning, with the event time that its writers promise.
     *
     * @param writers sources whose promises are waited for
     * @param delayMicros how much later an event takes effect
     */
    public SingleOutputStreamOperator<Inbound> from(Topic topic, List<String> writers, long delayMicros) {
        return from(topic, new ProgressWatermarks(writers, delayMicros));
    }

    /**
     * The records of a topic that sites write, of which one may fall silent.
     *
     * @param silenceMicros how far a site may be behind the others before they go on without it
     */
    public SingleOutputStreamOperator<Inbound> ofSites(Topic topic, List<String> sites, long silenceMicros) {
        return from(topic, ProgressWatermarks.ofSites(sites, silenceMicros));
    }

    private SingleOutputStreamOperator<Inbound> from(Topic topic, ProgressWatermarks eventTime) {
        // Reference topics have one partition: copies without one would never promise anything.
        boolean reference = topic.retention() == Topic.Retention.COMPACTED;
        int copies = reference ? 1 : environment.getParallelism();
        int available = partitions.getOrDefault(topic, 0);
        if (available < copies) {
            throw new IllegalArgumentException("topic " + topic.topicName() + " has " + available
                    + " partitions: fewer than the parallelism " + environment.getParallelism()
                    + "; add partitions or lower --parallelism");
        }
        KafkaSource<Inbound> source = KafkaSource.<Inbound>builder()
                .setProperties(connection)
                .setTopics(topic.topicName())
                .setGroupId("greenzone-" + job)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty("isolation.level", "read_committed")
                .setDeserializer(new InboundDeserializer())
                .build();
        return environment
                .fromSource(source, eventTime, "read " + topic.topicName(), TypeInformation.of(Inbound.class))
                .setParallelism(copies)
                .uid("read-" + topic.topicName())
                .transform(
                        "hold event time of " + topic.topicName(),
                        TypeInformation.of(Inbound.class),
                        new HoldEventTime())
                .setParallelism(copies)
                .uid("hold-" + topic.topicName());
    }

    /** The events into their topic, and with them the promise how far event time has come. */
    public <T> void into(Topic topic, DataStream<T> events) {
        events.transform(
                        "emit " + topic.topicName(),
                        TypeInformation.of(Outbound.class),
                        new EmitEvents<T>(topic, job, partitions.getOrDefault(topic, 1)))
                .uid("emit-" + topic.topicName())
                .sinkTo(sink(topic))
                .name("write " + topic.topicName())
                .uid("write-" + topic.topicName());
    }

    /** Into a topic whose events others write: the promise how far event time has come with a stream, and nothing of the stream. */
    public <T> void promiseInto(Topic topic, DataStream<T> clock) {
        into(
                topic,
                clock.filter(event -> false)
                        .name("clock of " + topic.topicName())
                        .uid("clock-" + topic.topicName()));
    }

    private KafkaSink<Outbound> sink(Topic topic) {
        KafkaSinkBuilder<Outbound> builder = KafkaSink.<Outbound>builder()
                .setKafkaProducerConfig(connection)
                .setProperty("linger.ms", "2")
                .setProperty("compression.type", "lz4")
                .setProperty("max.request.size", Integer.toString(Topic.MAXIMUM_REJECTION_BYTES))
                .setRecordSerializer(new OutboundSerializer(topic.topicName()));
        return switch (delivery) {
            case AT_LEAST_ONCE ->
                builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
            // A pool of names: a restart asks the broker which of them are open, instead of trying all that might have
            // been.
            case EXACTLY_ONCE ->
                builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setTransactionalIdPrefix("greenzone-" + job + "-" + topic.topicName())
                        .setProperty("transaction.timeout.ms", Integer.toString(Delivery.TRANSACTION_TIMEOUT_MILLIS))
                        .build();
        };
    }
}

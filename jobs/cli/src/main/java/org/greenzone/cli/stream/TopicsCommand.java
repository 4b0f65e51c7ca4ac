package org.greenzone.cli.stream;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.avro.SchemaNormalization;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.topic.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone topics}: what a broker holds. */
@Command(
        name = "topics",
        description = "Lists the topics of Greenzone on a broker with their schema, retention and count.",
        sortOptions = false)
public final class TopicsCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSONL,
        CSV
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), jsonl or csv.")
    private Format format = Format.TEXT;

    @Option(names = "--create", description = "Make the topics that are missing first.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions of the event topics that --create makes (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Override
    public Integer call() {
        Properties connection = kafka.connect();
        TopicAdmin admin = new TopicAdmin(connection);
        if (create) {
            admin.createMissing(partitions);
        }
        Map<Topic, Integer> existing = admin.partitions();
        Map<Topic, Long> counts = admin.counts();
        if (format == Format.TEXT) {
            common.out()
                    .printf(
                            "%-16s %-14s %-16s %-10s %10s %9s%n",
                            "topic", "schema", "fingerprint", "retention", "partitions", "records");
        } else if (format == Format.CSV) {
            common.out().println("topic,schema,fingerprint,retention,partitions,records");
        }
        for (Topic topic : Topic.values()) {
            print(topic, existing.getOrDefault(topic, 0), counts.getOrDefault(topic, 0L));
        }
        return common.exitCode();
    }

    private void print(Topic topic, int partitionCount, long records) {
        String fingerprint =
                String.format(Locale.ROOT, "%016x", SchemaNormalization.parsingFingerprint64(topic.schema()));
        String retention =
                partitionCount == 0 ? "absent" : topic.retention().name().toLowerCase(Locale.ROOT);
        switch (format) {
            case TEXT ->
                common.out()
                        .printf(
                                "%-16s %-14s %-16s %-10s %10d %9d%n",
                                topic.topicName(),
                                topic.schema().getName(),
                                fingerprint,
                                retention,
                                partitionCount,
                                records);
            case CSV ->
                common.out()
                        .println(String.join(
                                ",",
                                topic.topicName(),
                                topic.schema().getName(),
                                fingerprint,
                                retention,
                                Integer.toString(partitionCount),
                                Long.toString(records)));
            case JSONL ->
                common.out()
                        .println(new JsonLine()
                                .add("topic", topic.topicName())
                                .add("schema", topic.schema().getFullName())
                                .add("fingerprint", fingerprint)
                                .add("retention", retention)
                                .add("partitions", partitionCount)
                                .add("records", records)
                                .end());
        }
    }
}

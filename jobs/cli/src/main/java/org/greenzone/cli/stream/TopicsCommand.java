package org.greenzone.cli.stream;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.avro.SchemaNormalization;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Progress;
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
    private final SourceOptions source = new SourceOptions();

    @Option(names = "--format", paramLabel = "text|jsonl|csv", description = "Form of the list (default: text).")
    private Format format = Format.TEXT;

    @Option(names = "--quick", description = "Do not read the topics to count their events; records are still counted.")
    private boolean quick;

    @Option(names = "--create", description = "Make the topics that are missing first.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions of the event topics that --create makes (default: ${DEFAULT-VALUE}).")
    private int partitions = 1;

    /**
     * What is said of a topic.
     *
     * @param records that Kafka counts: events, promises and marks of transactions
     * @param events that a reader sees, or -1 where they were not counted
     */
    private record Row(Topic topic, String retention, int partitions, long records, long events) {
        String fingerprint() {
            return String.format(Locale.ROOT, "%016x", SchemaNormalization.parsingFingerprint64(topic.schema()));
        }

        String eventsOr(String unknown) {
            return events < 0 ? unknown : Long.toString(events);
        }
    }

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw common.wrongUse("--partitions " + partitions + ": must be 1 or more");
        }
        try (SourceOptions.Source opened = source.open(common)) {
            TopicAdmin admin = new TopicAdmin(opened.connection());
            if (create) {
                admin.createMissing(partitions);
            }
            Map<Topic, Integer> existing = admin.partitions();
            Map<Topic, String> retentions = admin.retentions();
            Map<Topic, Long> records = admin.counts();
            Map<Topic, Long> events = new TreeMap<>();
            if (!quick) {
                try (EventReader reader = new EventReader(opened.connection(), existing.keySet())) {
                    existing.keySet().forEach(topic -> events.put(topic, 0L));
                    reader.readToEnd(received -> count(received, events));
                }
            }
            head();
            for (Topic topic : Topic.values()) {
                print(new Row(
                        topic,
                        retentions.getOrDefault(topic, "absent"),
                        existing.getOrDefault(topic, 0),
                        records.getOrDefault(topic, 0L),
                        events.getOrDefault(topic, quick ? -1L : 0L)));
            }
        }
        return common.exitCode();
    }

    private static void count(EventReader.Received received, Map<Topic, Long> events) {
        if (received.decoded() instanceof Wire.Message message && !(message.value() instanceof Progress)) {
            events.merge(received.topic(), 1L, Long::sum);
        }
    }

    private void head() {
        if (format == Format.TEXT) {
            common.out()
                    .printf(
                            "%-16s %-14s %-16s %-10s %10s %9s %9s%n",
                            "topic", "schema", "fingerprint", "retention", "partitions", "records", "events");
        } else if (format == Format.CSV) {
            common.out().println("topic,schema,fingerprint,retention,partitions,records,events");
        }
    }

    private void print(Row row) {
        switch (format) {
            case TEXT ->
                common.out()
                        .printf(
                                "%-16s %-14s %-16s %-10s %10d %9d %9s%n",
                                row.topic.topicName(),
                                row.topic.schema().getName(),
                                row.fingerprint(),
                                row.retention,
                                row.partitions,
                                row.records,
                                row.eventsOr("-"));
            case CSV ->
                common.out()
                        .println(String.join(
                                ",",
                                row.topic.topicName(),
                                row.topic.schema().getName(),
                                row.fingerprint(),
                                row.retention,
                                Integer.toString(row.partitions),
                                Long.toString(row.records),
                                row.eventsOr("")));
            case JSONL -> {
                JsonLine line = new JsonLine()
                        .add("topic", row.topic.topicName())
                        .add("schema", row.topic.schema().getFullName())
                        .add("fingerprint", row.fingerprint())
                        .add("retention", row.retention)
                        .add("partitions", row.partitions)
                        .add("records", row.records);
                common.out().println((row.events < 0 ? line.addNull("events") : line.add("events", row.events)).end());
            }
        }
    }
}

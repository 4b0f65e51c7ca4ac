package org.greenzone.cli.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code greenzone watch}: follows the topics of any broker until it is stopped. */
@Command(
        name = "watch",
        description = "Follows event topics of a broker and prints one line per event, until Ctrl-C.",
        sortOptions = false)
public final class WatchCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofMillis(500);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            split = ",",
            description = "Topic to follow; may be repeated (default: all event topics that the jobs write).")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "beginning|latest|TIME",
            defaultValue = "latest",
            description = "Where to begin; TIME is event time, UTC (default: ${DEFAULT-VALUE}).")
    private String from = "latest";

    @Option(names = "--until-end", description = "Stop at the end of the topics as it stands now.")
    private boolean untilEnd;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or jsonl.")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    @Override
    public Integer call() {
        List<Topic> wanted = wanted();
        long fromMicros = fromMicros();
        Properties connection = kafka.connect();
        Map<Topic, Integer> existing = new TopicAdmin(connection).partitions();
        List<Topic> present = new ArrayList<>();
        for (Topic topic : wanted) {
            if (existing.containsKey(topic)) {
                present.add(topic);
            } else if (!topics.isEmpty()) {
                common.complain("topic " + topic.topicName() + ": not on this broker; see greenzone topics");
            }
        }
        if (present.isEmpty()) {
            throw new CommandFailed("no topics of Greenzone on this broker; greenzone topics --create makes them");
        }
        EventPrinter printer = new EventPrinter(common.out(), format);
        try (EventReader reader = new EventReader(connection, present)) {
            if (from.equals("latest")) {
                reader.seekToEnd();
            } else if (!from.equals("beginning")) {
                reader.seekTo(fromMicros);
            }
            if (untilEnd) {
                print(reader.readToEnd(), printer);
            }
            while (!untilEnd
                    && !Thread.currentThread().isInterrupted()
                    && !common.out().checkError()) {
                print(reader.poll(WAIT), printer);
            }
        }
        return common.exitCode();
    }

    private void print(List<EventReader.Received> received, EventPrinter printer) {
        for (EventReader.Received one : received) {
            if (one.decoded() instanceof Wire.Broken broken) {
                common.warn(one.topic().topicName() + "/" + one.partition() + " offset " + one.offset() + ": "
                        + broken.detail());
            } else if (one.decoded() instanceof Wire.Message message && !(message.value() instanceof Progress)) {
                printer.print(one.topic(), message.value());
            }
        }
        printer.flush();
    }

    private List<Topic> wanted() {
        if (topics.isEmpty()) {
            return Topic.outputs();
        }
        List<Topic> wanted = new ArrayList<>();
        for (String name : topics) {
            try {
                wanted.add(Topic.named(name.toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--topic " + name + ": " + e.getMessage(), e);
            }
        }
        return wanted;
    }

    private long fromMicros() {
        if (from.equals("latest") || from.equals("beginning")) {
            return 0;
        }
        try {
            return Times.parse(from);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--from: " + e.getMessage(), e);
        }
    }
}

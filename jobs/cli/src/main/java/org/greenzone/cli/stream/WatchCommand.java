package org.greenzone.cli.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.message.CdmOptions;
import org.greenzone.cli.message.EncounterMessages;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--topic",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            hideParamSyntax = true,
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

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the events (default: text).")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    @Mixin
    private final CdmOptions messages = new CdmOptions();

    @Override
    public Integer call() {
        messages.check(common);
        List<Topic> wanted = wanted();
        long fromMicros = fromMicros();
        try (SourceOptions.Source opened = source.open(common)) {
            follow(wanted, fromMicros, opened);
        }
        return common.exitCode();
    }

    private void follow(List<Topic> wanted, long fromMicros, SourceOptions.Source opened) {
        Properties connection = opened.connection();
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
            throw common.nothing("no topics of Greenzone on this broker; greenzone topics --create makes them");
        }
        Optional<EncounterMessages> written = messages.folder().map(EncounterMessages::new);
        EventPrinter printer = new EventPrinter(common.out(), format, written);
        try (EventReader reader = new EventReader(connection, present)) {
            if (from.equals("latest")) {
                reader.seekToEnd();
            } else if (!from.equals("beginning")) {
                reader.seekTo(fromMicros);
            }
            if (untilEnd) {
                print(reader.readToEnd(), printer);
            }
            while (!untilEnd && !opened.isInterrupted() && !common.out().checkError()) {
                List<EventReader.Received> received = reader.poll(WAIT);
                print(received, printer);
                if (received.isEmpty()) {
                    printer.silent();
                    printer.flush();
                }
            }
        }
        written.ifPresent(folder -> common.warn(folder.written() + " messages written to " + messages.where()));
    }

    private void print(List<EventReader.Received> received, EventPrinter printer) {
        for (EventReader.Received one : received) {
            if (one.decoded() instanceof Wire.Broken broken) {
                common.warn(one.topic().topicName() + "/" + one.partition() + " offset " + one.offset() + ": "
                        + broken.detail());
            } else if (one.decoded() instanceof Wire.Message message) {
                if (message.value() instanceof Progress promise) {
                    printer.promised(one.topic(), one.partition(), ProgressCodec.fromWire(promise));
                } else {
                    printer.print(one.topic(), one.partition(), message.value());
                }
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
                throw common.wrongUse("--topic " + name + ": no such topic; use one of "
                        + Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.joining(", ")));
            }
        }
        return wanted;
    }

    private long fromMicros() {
        return from.equals("latest") || from.equals("beginning") ? 0 : common.time("--from", from);
    }
}

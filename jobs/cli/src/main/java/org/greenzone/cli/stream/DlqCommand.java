package org.greenzone.cli.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.event.EventJson;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.ConjunctionMessage;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.RejectionReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone dlq}: the records that were rejected, and back into the topic {@code tracks} with them. */
@Command(
        name = "dlq",
        description = "Records that were rejected (topic rejected-tracks): list, show, publish again.",
        sortOptions = false,
        subcommands = {DlqCommand.ListThem.class, DlqCommand.Show.class, DlqCommand.Redrive.class})
public final class DlqCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        throw common.wrongUse("say list, show or redrive");
    }

    /** The rejected records of a broker by id, each once, in the order of the topic. */
    private static Map<String, RejectedTrack> read(SourceOptions.Source opened) {
        Map<String, RejectedTrack> all = new LinkedHashMap<>();
        try (EventReader reader = new EventReader(opened.connection(), List.of(Topic.REJECTED_TRACKS))) {
            reader.readToEnd(received -> {
                if (received.decoded() instanceof Wire.Message message
                        && message.value() instanceof RejectedTrack rejected) {
                    all.putIfAbsent(rejected.getRejectionId(), rejected);
                }
            });
        }
        return all;
    }

    private static byte[] bytes(RejectedTrack rejected) {
        byte[] bytes = new byte[rejected.getBytes().remaining()];
        rejected.getBytes().duplicate().get(bytes);
        return bytes;
    }

    /** {@code dlq list}. */
    @Command(name = "list", description = "One line each, and how many of each reason.", sortOptions = false)
    static final class ListThem implements Callable<Integer> {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final SourceOptions source = new SourceOptions();

        @Option(names = "--reason", paramLabel = "REASON", description = "Only those: ${COMPLETION-CANDIDATES}.")
        private @Nullable RejectionReason reason;

        @Override
        public Integer call() {
            Map<RejectionReason, Integer> counts = new TreeMap<>();
            try (SourceOptions.Source opened = source.open(common)) {
                for (RejectedTrack one : read(opened).values()) {
                    if (reason == null || one.getReason() == reason) {
                        counts.merge(one.getReason(), 1, Integer::sum);
                        common.out()
                                .println(String.format(
                                        Locale.ROOT,
                                        "%s  %-17s %s/%d %d, %d bytes: %s",
                                        one.getRejectionId(),
                                        one.getReason(),
                                        one.getTopic(),
                                        one.getPartition(),
                                        one.getOffset(),
                                        one.getBytes().remaining(),
                                        one.getDetail()));
                    }
                }
            }
            common.warn(counts.isEmpty() ? "nothing rejected" : "rejected: " + counts);
            return common.exitCode();
        }
    }

    /** {@code dlq show}. */
    @Command(name = "show", description = "All that is known of a record, and its content.", sortOptions = false)
    static final class Show implements Callable<Integer> {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final SourceOptions source = new SourceOptions();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids as dlq list prints them.")
        private List<String> ids = new ArrayList<>();

        @Override
        public Integer call() {
            Map<String, RejectedTrack> all;
            try (SourceOptions.Source opened = source.open(common)) {
                all = read(opened);
            }
            for (String id : ids) {
                RejectedTrack one = all.get(id);
                if (one == null) {
                    common.complain(id + ": no rejected record of this id; see dlq list");
                    continue;
                }
                common.out().println(id + " " + one.getReason() + ": " + one.getDetail());
                common.out()
                        .println("from " + one.getTopic() + "/" + one.getPartition() + " offset " + one.getOffset());
                common.out()
                        .println(
                                Wire.decode(bytes(one)) instanceof Wire.Message message
                                        ? EventJson.line(one.getTopic(), message.value())
                                        : HexFormat.of().formatHex(bytes(one)));
            }
            return common.exitCode();
        }
    }

    /** {@code dlq redrive}. */
    @Command(
            name = "redrive",
            description =
                    "Publishes the tracks and messages of rejected records again, when what was wrong has been mended (an unknown"
                            + " site, the clock of a site, --lateness of the jobs). A record that is neither stays where it is.",
            sortOptions = false)
    static final class Redrive implements Callable<Integer> {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final SourceOptions source = new SourceOptions();

        @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids as dlq list prints them.")
        private List<String> ids = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "REASON", description = "All that were rejected for this reason.")
        private @Nullable RejectionReason reason;

        @Option(
                names = "--shift",
                paramLabel = "SECONDS",
                description = "Added to the times of tracks; -5 for those of a clock that was 5 s fast.")
        private double shiftSeconds;

        @Override
        public Integer call() {
            if (ids.isEmpty() == (reason == null)) {
                throw common.wrongUse("name ids, or a --reason");
            }
            if (!(Math.abs(shiftSeconds) <= 1e10)) {
                throw common.wrongUse("--shift " + shiftSeconds + ": seconds");
            }
            int published = 0;
            try (SourceOptions.Source opened = source.open(common)) {
                Map<String, RejectedTrack> all = read(opened);
                for (String id : ids) {
                    if (!all.containsKey(id)) {
                        throw new CommandFailed(
                                id + ": no rejected record of this id; see dlq list; nothing published");
                    }
                }
                try (TrackPublisher publisher = new TrackPublisher(opened.connection())) {
                    for (RejectedTrack one : all.values()) {
                        if (one.getReason() == reason || ids.contains(one.getRejectionId())) {
                            published += publish(one, publisher) ? 1 : 0;
                        }
                    }
                    publisher.flush();
                }
            }
            common.out().println("published again: " + published + " records");
            return common.exitCode();
        }

        private boolean publish(RejectedTrack one, TrackPublisher publisher) {
            byte[] original = bytes(one);
            if (Wire.decode(original) instanceof Wire.Message message
                    && message.value() instanceof ConjunctionMessage wire) {
                publisher.publish(Topic.MESSAGES, wire.getName().getBytes(StandardCharsets.UTF_8), original);
                return true;
            }
            if (!(Wire.decode(original) instanceof Wire.Message message
                    && message.value() instanceof org.greenzone.schemas.Track wire)) {
                common.complain(one.getRejectionId() + ": is no track (" + one.getReason() + "): left where it is");
                return false;
            }
            if (shiftSeconds == 0) {
                publisher.publish(Topic.TRACKS, wire.getSiteId().getBytes(StandardCharsets.UTF_8), original);
                return true;
            }
            if (TrackCodec.notFinite(wire).isPresent() || wire.getMeasurements().isEmpty()) {
                common.complain(one.getRejectionId() + ": " + one.getReason() + ": its times cannot be set right");
                return false;
            }
            publisher.publish(shifted(TrackCodec.fromWire(wire)));
            return true;
        }

        private Track shifted(Track track) {
            long micros = Math.round(shiftSeconds * 1e6);
            return track.withMeasurements(track.measurements().stream()
                    .map(m -> m.withTime(m.timeMicros() + micros))
                    .toList());
        }
    }
}

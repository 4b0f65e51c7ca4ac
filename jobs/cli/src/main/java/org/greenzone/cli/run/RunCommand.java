package org.greenzone.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.stream.EventPrinter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone run}: broker, cluster, all jobs and a playback in one process; one line per event. */
@Command(
        name = "run",
        description = "Run everything in this process: broker, Flink, all jobs; play a scenario or recorded tracks"
                + " through them and print each event.")
public final class RunCommand implements Callable<Integer> {
    private static final List<Topic> PRINTED =
            List.of(Topic.REJECTED_TRACKS, Topic.ORBITS, Topic.CONJUNCTIONS, Topic.ZONE_STATUS);
    private static final Duration POLL = Duration.ofMillis(100);
    /** How often the jobs are asked whether they live. */
    private static final long HEALTH_NANOS = 2_000_000_000L;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final PlaybackOptions playbackOptions = new PlaybackOptions();

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            description = "Seconds of event time in a second, or max (default).")
    private String speed = "max";

    @Option(names = "--until-done", description = "End when all has passed; otherwise go on until interrupted.")
    private boolean untilDone;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the broker's data, kept (default: temporary).")
    private @Nullable Path data;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use this Kafka broker instead of one in this process.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Parallel copies of each operator (default: 1).")
    private int parallelism = 1;

    @Option(names = "--format", paramLabel = "text|jsonl", defaultValue = "text", description = "Form of the events.")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    @Override
    public Integer call() throws Exception {
        double pace = pace();
        if (parallelism < 1) {
            throw new CommandFailed("--parallelism " + parallelism + ": must be 1 or more");
        }
        Wire.trustOwnSchemas();
        Playback playback = playbackOptions.playback(common);
        JobOptions options = JobOptions.DEFAULT.withOrekitData(common.orekitDataFolder());
        try (LocalPipeline pipeline =
                LocalPipeline.start(Optional.ofNullable(bootstrapServers), Optional.ofNullable(data), parallelism)) {
            pipeline.prepare(playback.sites(), playback.assets(), parallelism);
            common.warn("Kafka at " + pipeline.bootstrapServers() + "; playing "
                    + playback.tracks().size() + " tracks of "
                    + playback.sites().size() + " sites");
            TrackPlayer player = new TrackPlayer(playback, options, pace);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                player.publishSeeds(publisher);
                pipeline.submitJobs(options, playback.sites(), playback.assets(), parallelism);
                follow(pipeline, player, publisher, playback);
            }
        }
        return common.exitCode();
    }

    private double pace() {
        if (speed.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double value = Double.parseDouble(speed);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new CommandFailed("--speed " + speed + ": a positive number or max is wanted", e);
        }
        throw new CommandFailed("--speed " + speed + ": a positive number or max is wanted");
    }

    /** Plays in a thread of its own and prints what comes, until all is done or forever. */
    private void follow(LocalPipeline pipeline, TrackPlayer player, TrackPublisher publisher, Playback playback)
            throws Exception {
        AtomicReference<Exception> playFailure = new AtomicReference<>();
        Thread playing = new Thread(
                () -> {
                    try {
                        player.play(publisher, reached -> {});
                    } catch (InterruptedException | RuntimeException e) {
                        playFailure.set(e);
                    }
                },
                "track-player");
        playing.setDaemon(true);
        playing.start();
        Map<Topic, Integer> partitions = new TopicAdmin(pipeline.connection()).partitions();
        List<Topic> watched = new ArrayList<>(PRINTED);
        CompletionTracker completion = new CompletionTracker(watched, partitions, parallelism);
        RunSummary summary = new RunSummary();
        EventPrinter printer = new EventPrinter(common.out(), format);
        long span = (playback.endMicros() - playback.startMicros()) / 60_000_000L;
        try (EventReader reader = new EventReader(pipeline.connection(), watched);
                Progress bar = Progress.start("minutes of event time", span)) {
            long healthAt = System.nanoTime() + HEALTH_NANOS;
            boolean done = false;
            while (!(done && untilDone)) {
                for (EventReader.Received received : reader.poll(POLL)) {
                    take(received, completion, summary, printer);
                }
                common.out().flush();
                long complete = completion.completeUntilMicros();
                if (complete > playback.startMicros()) {
                    bar.at(Math.min(span, (complete - playback.startMicros()) / 60_000_000L));
                }
                if (!done && complete >= player.lastPromiseMicros()) {
                    done = true;
                    common.warn(summary.line(playback.tracks().size()));
                }
                if (System.nanoTime() > healthAt) {
                    pipeline.failIfAJobEnded();
                    healthAt = System.nanoTime() + HEALTH_NANOS;
                }
                if (playFailure.get() != null) {
                    throw new CommandFailed("playing stopped: " + CommonOptions.messageOf(playFailure.get()));
                }
            }
        }
    }

    private static void take(
            EventReader.Received received, CompletionTracker completion, RunSummary summary, EventPrinter printer) {
        if (!(received.decoded() instanceof Wire.Message message)) {
            return;
        }
        SpecificRecordBase event = message.value();
        if (event instanceof org.greenzone.schemas.Progress promise) {
            completion.promised(received.topic(), received.partition(), ProgressCodec.fromWire(promise));
            return;
        }
        summary.count(event);
        printer.print(received.topic(), event);
    }
}

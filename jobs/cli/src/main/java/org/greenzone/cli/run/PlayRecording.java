package org.greenzone.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Interruption;
import org.greenzone.cli.Progress;
import org.greenzone.cli.event.EventDigest;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.stream.EventPrinter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.AssociationOutcome;

/** Plays a recording through a broker and all jobs in this process, and prints each event. */
final class PlayRecording {
    private static final Duration POLL = Duration.ofMillis(100);
    /** How often the jobs are asked whether they live. */
    private static final long HEALTH_NANOS = 2_000_000_000L;

    /** Far longer than any step of a job between two records. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private final CommonOptions common;
    private final PlaybackOptions options;
    private final double pace;
    private final int parallelism;
    private final Delivery delivery;
    private final int healthPort;

    /** Wrong options are wrong use, before anything is begun. */
    PlayRecording(CommonOptions common, PlaybackOptions options) {
        this.common = common;
        this.options = options;
        this.pace = options.pace(common);
        this.parallelism = options.parallelism(common);
        this.delivery = options.delivery(common);
        this.healthPort = options.healthPort(common);
    }

    /** Plays to the end, or until the user stops it; where {@code untilDone} is not set, only the user does. */
    void play(Recording recording, LocalPipeline.Broker broker, boolean untilDone) throws Exception {
        play(recording, broker, untilDone, false);
    }

    /** As {@link #play(Recording, LocalPipeline.Broker, boolean)}; with {@code resume} it goes on where the same run was killed. */
    void play(Recording recording, LocalPipeline.Broker broker, boolean untilDone, boolean resume) throws Exception {
        if (recording.sites().isEmpty()) {
            throw new CommandFailed("none of the " + recording.tracks().size()
                    + " tracks is of a site that is known; name a file of its sites with --sites");
        }
        Wire.trustOwnSchemas();
        JobOptions jobOptions = options.jobOptions(common);
        try {
            jobOptions.given().of(recording.assets());
        } catch (IllegalArgumentException e) {
            throw common.wrongUse(CommonOptions.messageOf(e));
        }
        try (Interruption interruption = Interruption.watch()) {
            try (LocalPipeline pipeline = LocalPipeline.start(broker, parallelism)) {
                if (interruption.requested()) {
                    return;
                }
                boolean begun = resume && pipeline.isBegun();
                if (!begun) {
                    pipeline.prepare(recording.sites(), recording.assets(), parallelism);
                }
                common.warn("Kafka at " + pipeline.bootstrapServers() + ", health at " + tellHealth(pipeline)
                        + "/health; playing "
                        + recording.tracks().size() + " tracks of "
                        + recording.sites().size() + " sites");
                TrackPlayer player = new TrackPlayer(recording, jobOptions, pace);
                try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                    if (begun) {
                        player.skip(pipeline.publishedTracks());
                    } else {
                        player.publishSeeds(publisher);
                    }
                    if (interruption.requested()) {
                        return;
                    }
                    pipeline.submitJobs(jobOptions, recording.sites(), recording.assets(), parallelism, delivery);
                    follow(pipeline, player, publisher, recording, untilDone, interruption);
                }
            } catch (Exception e) {
                // Flink, told of the same signal, may take its files from under the jobs: that is no news any more.
                if (!interruption.requested() || common.verbose()) {
                    throw e;
                }
            }
        }
    }

    private String tellHealth(LocalPipeline pipeline) {
        try {
            return pipeline.tellHealth(healthPort);
        } catch (IOException e) {
            throw new CommandFailed("--health-port " + healthPort + ": " + CommonOptions.messageOf(e), e);
        }
    }

    /** Plays in a thread of its own and prints what comes. */
    private void follow(
            LocalPipeline pipeline,
            TrackPlayer player,
            TrackPublisher publisher,
            Recording recording,
            boolean untilDone,
            Interruption interruption)
            throws Exception {
        AtomicReference<Exception> playFailure = new AtomicReference<>();
        Thread playing = new Thread(
                () -> {
                    try {
                        player.play(publisher);
                    } catch (InterruptedException | RuntimeException e) {
                        playFailure.set(e);
                    }
                },
                "track-player");
        playing.setDaemon(true);
        playing.start();
        Map<Topic, Integer> partitions = new TopicAdmin(pipeline.connection()).partitions();
        CompletionTracker completion = new CompletionTracker(Topic.outputs(), partitions, parallelism);
        RunSummary summary = new RunSummary();
        EventDigest digest = new EventDigest();
        EventPrinter printer = options.printer(common);
        long span = (recording.endMicros() - recording.startMicros()) / MICROS_PER_MINUTE;
        try (EventReader reader = new EventReader(pipeline.connection(), Topic.outputs());
                Progress bar = Progress.start("minutes of event time", span)) {
            long healthAt = System.nanoTime() + HEALTH_NANOS;
            long heardAt = System.nanoTime();
            boolean done = false;
            while (!(done && untilDone) && !interruption.requested()) {
                List<EventReader.Received> received = reader.poll(POLL);
                if (!received.isEmpty() || playing.isAlive()) {
                    heardAt = System.nanoTime();
                }
                if (!received.isEmpty()) {
                    bar.aside(() -> {
                        received.forEach(one -> take(one, completion, summary, digest, printer));
                        printer.flush();
                    });
                }
                if (common.out().checkError()) {
                    // Who read the output has gone: as for other commands of a pipe, that ends it.
                    return;
                }
                long complete = completion.completeUntilMicros();
                if (complete > recording.startMicros()) {
                    bar.at(Math.min(span, (complete - recording.startMicros()) / MICROS_PER_MINUTE));
                }
                if (!done && complete >= player.lastPromiseMicros()) {
                    done = true;
                    bar.aside(() -> {
                        common.warn(summary.line(recording.tracks().size()));
                        common.warn(digest.line());
                    });
                }
                if (System.nanoTime() > healthAt) {
                    pipeline.failIfLost();
                    failIfSilent(done, heardAt);
                    healthAt = System.nanoTime() + HEALTH_NANOS;
                }
                if (playFailure.get() != null) {
                    throw new CommandFailed("playing stopped: " + CommonOptions.messageOf(playFailure.get()));
                }
            }
            if (!done) {
                bar.aside(() -> common.warn("stopped before the end: "
                        + summary.line(recording.tracks().size())));
            }
        } finally {
            playing.interrupt();
            playing.join();
        }
    }

    /** All was played, and the jobs neither come to the end nor say anything. */
    private static void failIfSilent(boolean done, long heardAtNanos) {
        if (!done && System.nanoTime() - heardAtNanos > SILENCE.toNanos()) {
            throw new CommandFailed("all tracks are published, and no job has written anything for "
                    + SILENCE.toMinutes() + " minutes");
        }
    }

    private static void take(
            EventReader.Received received,
            CompletionTracker completion,
            RunSummary summary,
            EventDigest digest,
            EventPrinter printer) {
        if (!(received.decoded() instanceof Wire.Message message)) {
            return;
        }
        SpecificRecordBase event = message.value();
        if (event instanceof org.greenzone.schemas.Progress promise) {
            org.greenzone.pipeline.Progress progress = ProgressCodec.fromWire(promise);
            completion.promised(received.topic(), received.partition(), progress);
            printer.promised(received.topic(), received.partition(), progress);
            return;
        }
        summary.count(event);
        digest.add(received.topic(), event);
        if (!(event instanceof Association association) || isRemarkable(association)) {
            printer.print(received.topic(), received.partition(), event);
        }
    }

    /** The orbit tells the same of the others. */
    private static boolean isRemarkable(Association association) {
        return association.getOutcome() == AssociationOutcome.AMBIGUOUS
                || association.getRevision() > 0
                || association.getLate();
    }
}

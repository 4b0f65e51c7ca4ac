package org.greenzone.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
import org.greenzone.cli.stream.EventPrinter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.ReferenceTopics;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.Jobs;
import org.greenzone.pipeline.topic.Topic;

/**
 * What one job costs on the topics of a whole run: processor time of each thread, a real broker and cluster in this process, and its events.
 *
 * <p>Arguments: a folder of {@code run --data} (copied, not changed), the name of a job, a file for its events (jsonl).
 */
public final class JobBench {
    private static final double LEAST_SECONDS = 0.2;

    private JobBench() {}

    public static void main(String[] arguments) throws Exception {
        Wire.trustOwnSchemas();
        Path copy = Files.createTempDirectory("greenzone-bench-");
        copy(Path.of(arguments[0]), copy);
        JobMain job = Jobs.all().stream()
                .filter(j -> j.job().jobName().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
        List<Topic> written = written(arguments[1]);
        Watch watch = new Watch();
        try (EmbeddedBroker broker = EmbeddedBroker.start(copy);
                EmbeddedFlink flink = EmbeddedFlink.start(1);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[2])));
                EventReader reader = new EventReader(broker.connection(), written)) {
            Map<String, Long> ends = new TreeMap<>();
            reader.readToEnd(r -> note(ends, r, arguments[1]));
            ReferenceTopics.Contents contents = ReferenceTopics.read(broker.connection());
            Configuration checkpoints = new Configuration();
            checkpoints.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            checkpoints.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    flink.folder().resolve("checkpoints").toUri().toString());
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, checkpoints);
            job.build(environment, broker.connection(), JobOptions.DEFAULT, contents.sites(), contents.assets());
            long began = System.nanoTime();
            JobID id = flink.submit(environment, arguments[1]);
            EventPrinter printer = new EventPrinter(out, EventPrinter.Format.JSONL, Optional.empty());
            Map<String, Long> now = new TreeMap<>();
            while (!reached(now, ends)) {
                for (EventReader.Received received : reader.poll(Duration.ofMillis(200))) {
                    if (received.decoded() instanceof Wire.Message message
                            && !(message.value() instanceof org.greenzone.schemas.Progress)) {
                        printer.print(received.topic(), received.partition(), message.value());
                    }
                    note(now, received, arguments[1]);
                }
                watch.look();
                if (flink.status(id).isGloballyTerminalState()) {
                    throw new IllegalStateException("the job ended");
                }
            }
            watch.look();
            System.out.printf(
                    Locale.ROOT, "%s: %.1f s by the clock%n", arguments[1], (System.nanoTime() - began) * 1e-9);
            printer.flush();
            flink.cancel(id);
        } finally {
            delete(copy);
        }
        watch.print();
    }

    private static List<Topic> written(String job) {
        return switch (job) {
            case "correlate-tracks" -> List.of(Topic.ASSOCIATIONS);
            case "determine-orbits" -> List.of(Topic.ORBITS);
            case "calibrate-sites" -> List.of(Topic.SITES);
            case "screen-conjunctions" -> List.of(Topic.CONJUNCTIONS);
            case "detect-breakups" -> List.of(Topic.BREAKUPS);
            case "predict-passages" -> List.of(Topic.PASSAGES);
            case "assess-zones" -> List.of(Topic.ZONE_STATUS, Topic.ADVICE);
            default -> throw new IllegalArgumentException("no job " + job);
        };
    }

    /** Keeps how far the job has promised in each partition. */
    private static void note(Map<String, Long> promises, EventReader.Received received, String job) {
        if (received.decoded() instanceof Wire.Message message
                && message.value() instanceof org.greenzone.schemas.Progress wire) {
            Progress progress = ProgressCodec.fromWire(wire);
            if (progress.source().equals(job)) {
                promises.merge(
                        received.topic() + "/" + received.partition(), progress.completeUntilMicros(), Math::max);
            }
        }
    }

    private static boolean reached(Map<String, Long> now, Map<String, Long> ends) {
        return ends.entrySet().stream().allMatch(e -> now.getOrDefault(e.getKey(), Long.MIN_VALUE) >= e.getValue());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals(".lock")) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> {
                try {
                    Files.delete(f);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Processor time of each thread, looked at again and again since threads end. */
    private static final class Watch {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final Map<Long, String> names = new HashMap<>();
        private final Map<Long, Double> seconds = new HashMap<>();

        void look() {
            for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (info != null) {
                    names.put(info.getThreadId(), info.getThreadName());
                    seconds.merge(info.getThreadId(), threads.getThreadCpuTime(info.getThreadId()) * 1e-9, Math::max);
                }
            }
        }

        void print() {
            List<Long> ids = new ArrayList<>(seconds.keySet());
            ids.sort(Comparator.comparingDouble((Long id) -> -seconds.get(id)));
            for (Long id : ids) {
                if (seconds.get(id) > LEAST_SECONDS) {
                    System.out.printf(Locale.ROOT, "%8.1f s  %s%n", seconds.get(id), names.get(id));
                }
            }
            if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os) {
                System.out.printf(Locale.ROOT, "%8.1f s  the process%n", os.getProcessCpuTime() * 1e-9);
            }
        }
    }
}

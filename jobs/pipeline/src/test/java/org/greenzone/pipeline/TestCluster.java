package org.greenzone.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One small Flink cluster for all tests, with topics that are lists. Sources and sinks run in this process, so that what
 * they hand over goes through static maps, by a name of its own for each run.
 */
public final class TestCluster implements AutoCloseable {
    private static final Map<String, List<Inbound>> TOPICS = new ConcurrentHashMap<>();
    private static final Map<String, Queue<Object>> COLLECTED = new ConcurrentHashMap<>();
    private static final long WHOLE = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SILENCE = Duration.ofMillis(700);

    private final MiniCluster cluster;
    private final Path folder;
    private int runs;

    private TestCluster() throws Exception {
        folder = Files.createTempDirectory("greenzone-test-");
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }

    /** Gives the cluster to tests that ask for it. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestCluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent("cluster", key -> new Holder(start()), Holder.class)
                    .cluster();
        }

        private static TestCluster start() {
            try {
                return new TestCluster();
            } catch (Exception e) {
                throw new IllegalStateException("no cluster", e);
            }
        }
    }

    @SuppressWarnings("deprecation") // AutoCloseable alone is closed only from JUnit 6 on
    private record Holder(TestCluster cluster) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws Exception {
            cluster.close();
        }
    }

    /** The topics of one run: what is in them, and where its events go. */
    public final class Run {
        private final String name = "run-" + runs++;
        private final StreamExecutionEnvironment environment;
        private final long limit;
        private int sources;

        private Run(int parallelism, long limit) {
            Configuration configuration = new Configuration();
            configuration.set(PipelineOptions.GENERIC_TYPES, false);
            environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
            this.limit = limit;
            COLLECTED.put(name, new ConcurrentLinkedQueue<>());
        }

        /** A topic of one partition, with the event time that its writers promise. */
        public DataStream<Inbound> topic(List<Inbound> records, List<String> writers, long delayMicros) {
            return topic(records, writers, delayMicros, limit);
        }

        /** A topic that sites write, of which one may fall silent. */
        public DataStream<Inbound> topicOfSites(List<Inbound> records, List<String> sites, long silenceMicros) {
            return topic(records, ProgressWatermarks.ofSites(sites, silenceMicros), limit);
        }

        /** A topic that is read to its end also where the run stops in the others. */
        public DataStream<Inbound> wholeTopic(List<Inbound> records, List<String> writers, long delayMicros) {
            return topic(records, writers, delayMicros, WHOLE);
        }

        private DataStream<Inbound> topic(List<Inbound> records, List<String> writers, long delayMicros, long limit) {
            return topic(records, new ProgressWatermarks(writers, delayMicros), limit);
        }

        private DataStream<Inbound> topic(List<Inbound> records, ProgressWatermarks eventTime, long limit) {
            String source = name + "-" + sources++;
            TOPICS.put(source, List.copyOf(records));
            GeneratorFunction<Long, Inbound> read = index -> records(source).get((int) (long) index);
            return environment
                    .fromSource(
                            new DataGeneratorSource<>(
                                    read,
                                    records.size(),
                                    new Gate(limit == WHOLE ? WHOLE : Math.min(limit, records.size() - 1)),
                                    TypeInformation.of(Inbound.class)),
                            eventTime,
                            source)
                    .setParallelism(1)
                    .uid("source-" + (sources - 1));
        }

        /** Takes the events of a stream; several streams may be taken. */
        public void collect(DataStream<?> events, String uid) {
            String run = name;
            events.sinkTo(new Collecting<>(run)).uid(uid);
        }
    }

    private static List<Inbound> records(String source) {
        return TOPICS.getOrDefault(source, List.of());
    }

    private static Collection<Object> collected(Run run) {
        return COLLECTED.getOrDefault(run.name, new ConcurrentLinkedQueue<>());
    }

    /** Runs what is built to the end of its topics, and gives all events. */
    public List<Object> run(int parallelism, Consumer<Run> build) throws Exception {
        Run run = new Run(parallelism, WHOLE);
        build.accept(run);
        JobID job = submit(run, "");
        cluster.requestJobResult(job)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .toJobExecutionResult(TestCluster.class.getClassLoader());
        return List.copyOf(collected(run));
    }

    /**
     * Runs to the last record but one of each topic and stays there, as a job does whose writers have fallen silent: until
     * there are events, and no more come.
     */
    public List<Object> runUntilSilent(Consumer<Run> build) throws Exception {
        Run run = new Run(1, WHOLE - 1);
        build.accept(run);
        JobID job = submit(run, "");
        await(() -> !collected(run).isEmpty());
        int before = 0;
        while (before < collected(run).size()) {
            before = collected(run).size();
            Thread.sleep(SILENCE.toMillis());
        }
        cluster.cancelJob(job).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return List.copyOf(collected(run));
    }

    /** Runs to a record of each topic (never the last), stops there with a savepoint, and goes on from it to the end. */
    public List<Object> runWithStop(long limit, Consumer<Run> build, Predicate<Collection<Object>> enough)
            throws Exception {
        Run first = new Run(1, limit);
        build.accept(first);
        JobID job = submit(first, "");
        await(() -> enough.test(collected(first)));
        String savepoint = cluster.stopWithSavepoint(
                        job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Run second = new Run(1, WHOLE);
        build.accept(second);
        JobID rest = submit(second, savepoint);
        cluster.requestJobResult(rest)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .toJobExecutionResult(TestCluster.class.getClassLoader());
        List<Object> events = new ArrayList<>(collected(first));
        events.addAll(collected(second));
        return events;
    }

    private JobID submit(Run run, String savepoint) throws Exception {
        var graph = run.environment.getStreamGraph();
        graph.setJobName(run.name);
        var job = graph.getJobGraph();
        if (!savepoint.isEmpty()) {
            job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
        }
        return cluster.submitJob(job)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .getJobID();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    /** Lets so many records of a source pass and then none. */
    private record Gate(long limit) implements RateLimiterStrategy<NumberSequenceSplit> {
        @Override
        public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
            return new RateLimiter<>() {
                private long passed;

                @Override
                public CompletionStage<Void> acquire(int number) {
                    passed += number;
                    return passed <= limit ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
                }
            };
        }
    }

    private record Collecting<T>(String run) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context context) {
                    COLLECTED
                            .computeIfAbsent(run, r -> new ConcurrentLinkedQueue<>())
                            .add(element);
                }

                @Override
                public void flush(boolean endOfInput) {
                    // What is written is there.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }
}

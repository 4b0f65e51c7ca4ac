package org.greenzone.pipeline.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.client.ReferenceTopics;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.stream.KafkaStreams;
import org.greenzone.pipeline.stream.ReferenceData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What all job mains share: options, connection, the environment. A main run by itself (with {@code java}) makes a local
 * cluster; submitted to a cluster it uses that one.
 */
public abstract class JobMain implements Callable<Integer> {
    private static final int RESTARTS = 3;

    /** How long a record may wait in a buffer between two operators: a watermark goes through three of these, and Flink's 100 ms are a third of a second then. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka broker to connect to")
    private String bootstrapServers = "";

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "further client property of Kafka, passed through; may be repeated")
    private Map<String, String> kafka = Map.of();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties file with further client properties of Kafka; secrets are better named there as"
                    + " ${env:NAME} or ${file:PATH:KEY} (config.providers), which each process looks up for itself")
    private @Nullable Path kafkaConfig;

    @Option(names = "--parallelism", paramLabel = "N", description = "parallel copies of each operator")
    private int parallelism = 1;

    @Option(names = "--lag", paramLabel = "SECONDS", description = "a track at t sees the catalogue as of t - lag")
    private double lagSeconds = JobOptions.DEFAULT.times().lagSeconds();

    @Option(names = "--window", paramLabel = "SECONDS", description = "tracks of one window are assigned together")
    private double windowSeconds = JobOptions.DEFAULT.times().windowSeconds();

    @Option(names = "--horizon", paramLabel = "HOURS", description = "how far ahead orbits are screened")
    private double horizonHours = JobOptions.DEFAULT.horizonHours();

    @Option(names = "--trust", paramLabel = "HOURS", description = "how old an asset's orbit may be")
    private double trustHours = JobOptions.DEFAULT.trustHours();

    @Option(
            names = "--lateness",
            paramLabel = "HOURS",
            description = "how far a track may come behind the promise of its site and still be used")
    private double latenessHours = JobOptions.DEFAULT.times().latenessHours();

    @Option(
            names = "--undecided",
            paramLabel = "HOURS",
            description = "how long a track that several objects explain waits for a later one that decides")
    private double undecidedHours = JobOptions.DEFAULT.times().undecidedHours();

    @Option(
            names = "--silence",
            paramLabel = "MINUTES",
            description = "how far a site may be behind the others before they go on without it; 0: never")
    private double silenceMinutes = JobOptions.DEFAULT.times().silenceMinutes();

    @Option(
            names = "--delivery",
            paramLabel = "at-least-once|exactly-once",
            description = "whether a restart may repeat records (then they are visible at once), or each checkpoint"
                    + " commits them")
    private String delivery = Delivery.AT_LEAST_ONCE.word();

    @Option(names = "--screen-all", description = "screens all objects against all, not protected assets alone")
    private boolean screenAll;

    @Option(names = "--orekit-data", paramLabel = "DIR", description = "full set of physical data")
    private String orekitData = "";

    @Mixin
    private final DecisionArguments decisions = new DecisionArguments();

    @Mixin
    private final ObjectArguments objects = new ObjectArguments();

    /** Name of the job, which signs its promises. */
    public abstract JobName job();

    /** Binds topics to the topology. */
    protected abstract void wire(KafkaStreams kafka, JobOptions options, ReferenceData reference);

    @Override
    public final Integer call() throws Exception {
        Properties connection = connection();
        ReferenceTopics.Contents contents = ReferenceTopics.read(connection);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism);
        build(environment, connection, options(), contents.sites(), contents.assets(), Delivery.of(delivery));
        environment.execute(job().jobName());
        return 0;
    }

    /** As {@link #build(StreamExecutionEnvironment, Properties, JobOptions, List, List, Delivery)}, at least once. */
    public final void build(
            StreamExecutionEnvironment environment,
            Properties connection,
            JobOptions options,
            List<Site> sites,
            List<Asset> assets) {
        build(environment, connection, options, sites, assets, Delivery.AT_LEAST_ONCE);
    }

    /** Builds the job on the environment, whose parallelism is set, for who composes several jobs in one process. */
    public final void build(
            StreamExecutionEnvironment environment,
            Properties connection,
            JobOptions options,
            List<Site> sites,
            List<Asset> assets,
            Delivery delivery) {
        environment.configure(configuration(environment.getConfiguration()));
        TopicAdmin admin = new TopicAdmin(connection);
        if (delivery == Delivery.EXACTLY_ONCE) {
            admin.failIfTransactionsMayNotLast(Delivery.TRANSACTION_TIMEOUT_MILLIS);
        }
        wire(
                new KafkaStreams(environment, connection, job().jobName(), admin.partitions(), delivery),
                options,
                new ReferenceData(sites, options.given().of(options.decisions().of(assets))));
    }

    /** What the cluster says about checkpoints and restarts stands; where it says nothing, this does. */
    private static Configuration configuration(ReadableConfig cluster) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofSeconds(1));
        if (cluster.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        }
        if (cluster.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        }
        if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
        }
        return configuration;
    }

    private Properties connection() throws IOException {
        Properties connection = new Properties();
        if (kafkaConfig != null) {
            try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
                connection.load(reader);
            }
        }
        connection.putAll(kafka);
        connection.put("bootstrap.servers", bootstrapServers);
        return connection;
    }

    private JobOptions options() {
        return new JobOptions(
                new TrackTimes(lagSeconds, windowSeconds, latenessHours, undecidedHours, silenceMinutes),
                horizonHours,
                trustHours,
                screenAll,
                orekitData,
                decisions.options(),
                objects.given());
    }

    /**
     * Runs a main with the arguments of the command line. In a process of its own wrong use is exit code 2, failure 1, as
     * one line; a client of a cluster, who runs it in his process, gets the exception.
     */
    protected static void run(JobMain main, String[] arguments) {
        Wire.trustOwnSchemas();
        AtomicReference<Exception> failure = new AtomicReference<>();
        CommandLine commandLine = new CommandLine(main).setExecutionExceptionHandler((e, line, result) -> {
            failure.set(e);
            line.getErr().println(main.job().jobName() + ": " + e.getMessage());
            return 1;
        });
        int exit = commandLine.execute(arguments);
        if (exit != 0 && isSubmitted()) {
            throw new IllegalStateException(main.job().jobName() + " could not be begun", failure.get());
        }
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** Whether a client of Flink has called the main, and said where the job is to run. */
    private static boolean isSubmitted() {
        return StreamExecutionEnvironment.getExecutionEnvironment()
                .getConfiguration()
                .getOptional(DeploymentOptions.TARGET)
                .filter(target -> !target.equals("local"))
                .isPresent();
    }
}

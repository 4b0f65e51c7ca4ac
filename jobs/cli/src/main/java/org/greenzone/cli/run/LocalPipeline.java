package org.greenzone.cli.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.embedded.Checkpoints;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.Health;
import org.greenzone.cli.operation.HealthServer;
import org.greenzone.cli.operation.JobsHealth;
import org.greenzone.cli.operation.LoopbackReporter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.ReferenceTopics;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.Jobs;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Track;

/** Broker and cluster in this process with all jobs in it; or the jobs here and the broker elsewhere. */
public final class LocalPipeline implements AutoCloseable {
    /** In this process nothing restarts but jobs and TaskManagers: who is away for longer does not come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Jobs begin again after some seconds, three times. */
    private static final Duration JOBS_PATIENCE = Duration.ofMinutes(3);
    /** Longer than all answers of a look that come at the last moment. */
    private static final Duration WATCH_PATIENCE = Duration.ofMinutes(3);

    private static final int ANSWER_MILLIS = 10_000;

    private final Optional<EmbeddedBroker> broker;
    private final EmbeddedFlink flink;
    private final Properties connection;
    private final Path checkpoints;
    private final List<JobID> jobs = new ArrayList<>();
    private final int metricsPort;
    private final PipelineWatch watch;
    private Optional<HealthServer> healthServer = Optional.empty();

    /**
     * Which broker.
     *
     * @param elsewhere client properties of a broker elsewhere, or empty for one in this process
     * @param data folder of the broker in this process, or empty for a temporary one
     */
    public record Broker(Optional<Properties> elsewhere, Optional<Path> data) {
        /** In this process, and its data are deleted at the end. */
        public static final Broker TEMPORARY = new Broker(Optional.empty(), Optional.empty());
    }

    private LocalPipeline(
            Optional<EmbeddedBroker> broker,
            EmbeddedFlink flink,
            Properties connection,
            Path checkpoints,
            int metricsPort,
            Duration brokerPatience)
            throws Exception {
        this.broker = broker;
        this.flink = flink;
        this.connection = connection;
        this.checkpoints = checkpoints;
        this.metricsPort = metricsPort;
        this.watch = new PipelineWatch(
                new Sight(
                        new JobsHealth(
                                new FlinkRest(flink.restAddress()),
                                Jobs.all().stream()
                                        .map(job -> job.job().jobName())
                                        .toList()),
                        connection),
                new PipelineWatch.Patience(JOBS_PATIENCE, brokerPatience, WATCH_PATIENCE),
                System::nanoTime);
    }

    /** Cluster and broker, each asked with a patience. */
    private record Sight(JobsHealth cluster, Properties connection) implements PipelineWatch.Sight {
        @Override
        public Health jobs() throws Exception {
            return cluster.look();
        }

        @Override
        public void broker() throws Exception {
            Properties patient = new Properties();
            patient.putAll(connection);
            patient.put("default.api.timeout.ms", Integer.toString(ANSWER_MILLIS));
            patient.put("request.timeout.ms", Integer.toString(ANSWER_MILLIS));
            Admin admin = Admin.create(patient);
            try {
                admin.describeCluster().clusterId().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            } finally {
                admin.close(Duration.ZERO);
            }
        }
    }

    /** Starts broker (where it is not elsewhere) and cluster. */
    public static LocalPipeline start(Broker where, int parallelism) throws Exception {
        return start(where, parallelism, PATIENCE);
    }

    /** As {@link #start(Broker, int)}; a broker in this process is given up where it does not answer for so long. */
    static LocalPipeline start(Broker where, int parallelism, Duration brokerPatience) throws Exception {
        int metricsPort = freePort();
        if (where.elsewhere().isPresent()) {
            EmbeddedFlink flink = startFlink(parallelism, metricsPort);
            return new LocalPipeline(
                    Optional.empty(),
                    flink,
                    where.elsewhere().get(),
                    flink.folder().resolve("checkpoints"),
                    metricsPort,
                    // As long as what the jobs have written may wait for it.
                    Duration.ofMillis(Delivery.TRANSACTION_TIMEOUT_MILLIS));
        }
        EmbeddedBroker broker =
                where.data().isPresent() ? startOver(where.data().get()) : EmbeddedBroker.startTemporary();
        try {
            EmbeddedFlink flink = startFlink(parallelism, metricsPort);
            Path beside = where.data().orElse(flink.folder());
            return new LocalPipeline(
                    Optional.of(broker),
                    flink,
                    broker.connection(),
                    beside.resolve("checkpoints"),
                    metricsPort,
                    brokerPatience);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    private static EmbeddedBroker startOver(Path data) {
        try {
            return EmbeddedBroker.start(data);
        } catch (IOException e) {
            throw new CommandFailed("--data " + data + ": " + CommonOptions.messageOf(e), e);
        }
    }

    private static EmbeddedFlink startFlink(int parallelism, int metricsPort) throws Exception {
        return EmbeddedFlink.start(Jobs.all().size() * parallelism, LoopbackReporter.configuration(metricsPort));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Tells health, readiness and metrics on loopback, until the pipeline is closed.
     *
     * @param port 0: a free one
     * @return {@code http://127.0.0.1:PORT}
     */
    String tellHealth(int port) throws IOException {
        HealthServer server = HealthServer.start(port, watch::health, List.of(metricsPort));
        healthServer = Optional.of(server);
        return server.address();
    }

    /** Makes the topics, which must not hold tracks yet, and publishes what the jobs need to know. */
    public void prepare(List<Site> sites, List<Asset> assets, int partitions) {
        TopicAdmin admin = new TopicAdmin(connection);
        admin.createMissing(partitions);
        long tracks = admin.counts().getOrDefault(Topic.TRACKS, 0L);
        if (tracks > 0) {
            throw new CommandFailed("the topic tracks at " + bootstrapServers() + " holds " + tracks
                    + " records already: name an empty --data folder or another broker, or go on with --resume");
        }
        try (TrackPublisher publisher = new TrackPublisher(connection)) {
            sites.forEach(publisher::publish);
            assets.forEach(publisher::publish);
            publisher.flush();
        }
    }

    /** Whether somebody has said in these topics that catalogue and sites are complete: then a run was begun here. */
    public boolean isBegun() {
        if (!new TopicAdmin(connection).partitions().containsKey(Topic.SITES)) {
            return false;
        }
        return ReferenceTopics.read(connection).complete();
    }

    /** The ids of the tracks that are in the topic. */
    public Set<String> publishedTracks() {
        Set<String> ids = new HashSet<>();
        try (EventReader reader = new EventReader(connection, List.of(Topic.TRACKS))) {
            reader.readToEnd(received -> {
                if (received.decoded() instanceof Wire.Message message && message.value() instanceof Track track) {
                    ids.add(track.getTrackId());
                }
            });
        }
        return ids;
    }

    /** Submits all jobs, at least once and from the beginning. */
    public void submitJobs(JobOptions options, List<Site> sites, List<Asset> assets, int parallelism) throws Exception {
        submitJobs(options, sites, assets, parallelism, Delivery.AT_LEAST_ONCE);
    }

    /** Submits all jobs; each goes on from its newest checkpoint in the folder of the data, where there is one. */
    public void submitJobs(JobOptions options, List<Site> sites, List<Asset> assets, int parallelism, Delivery delivery)
            throws Exception {
        for (JobMain job : Jobs.all()) {
            Path folder = checkpoints.resolve(job.job().jobName());
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(parallelism, checkpointsIn(folder, delivery));
            job.build(environment, connection, options, sites, assets, delivery);
            jobs.add(flink.submit(environment, job.job().jobName(), Checkpoints.newest(folder)));
        }
        watch.start();
    }

    /** Snapshots go to files: in memory Flink takes none above 5 MB. */
    private static Configuration checkpointsIn(Path folder, Delivery delivery) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        if (delivery == Delivery.EXACTLY_ONCE) {
            // Each hop between two jobs waits for one.
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        }
        return configuration;
    }

    /** Stops all jobs, each with a savepoint beside its checkpoints: the next pipeline with these data goes on there, also with another parallelism. */
    public void stopWithSavepoints() throws Exception {
        watch.close();
        List<JobMain> mains = Jobs.all();
        for (int i = 0; i < jobs.size(); i++) {
            flink.stop(jobs.get(i), checkpoints.resolve(mains.get(i).job().jobName()));
        }
    }

    public String bootstrapServers() {
        return connection.getProperty("bootstrap.servers");
    }

    public Properties connection() {
        return connection;
    }

    /** Fails with its reason where a job has ended, or something is away for good: a pipeline never ends by itself. */
    public void failIfLost() throws Exception {
        Optional<String> reason = watch.lost();
        if (reason.isPresent()) {
            failIfAJobEnded();
            throw new CommandFailed(reason.get());
        }
    }

    /** Its own words say more than those of who watches. */
    private void failIfAJobEnded() throws InterruptedException {
        for (JobID job : jobs) {
            JobStatus status;
            Throwable cause;
            try {
                status = flink.status(job);
                if (!status.isGloballyTerminalState()) {
                    continue;
                }
                cause = flink.await(job)
                        .getSerializedThrowable()
                        .<Throwable>map(t -> t.deserializeError(LocalPipeline.class.getClassLoader()))
                        .orElseGet(() -> new IllegalStateException("no reason given"));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                // The cluster does not say: the reason of the watch stands.
                return;
            }
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new CommandFailed("a job ended as " + status + ": " + cause, cause);
        }
    }

    /** What does not end within its time is left to the end of the process. */
    @Override
    public void close() throws Exception {
        healthServer.ifPresent(HealthServer::close);
        watch.close();
        try (AutoCloseable closesLast = this::closeBroker) {
            try {
                for (JobID job : jobs) {
                    if (!flink.status(job).isGloballyTerminalState()) {
                        flink.cancel(job);
                    }
                }
            } finally {
                flink.close();
            }
        }
    }

    private void closeBroker() throws InterruptedException {
        if (broker.isPresent()) {
            Thread closing = new Thread(broker.get()::close, "broker-close");
            closing.setDaemon(true);
            closing.start();
            closing.join(PATIENCE.toMillis());
        }
    }

    /** As a broker that dies. */
    void closeBrokerAlone() {
        broker.ifPresent(EmbeddedBroker::close);
    }
}

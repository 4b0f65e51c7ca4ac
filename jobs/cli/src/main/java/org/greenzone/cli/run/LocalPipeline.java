package org.greenzone.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.embedded.Checkpoints;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
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
    private final Optional<EmbeddedBroker> broker;
    private final EmbeddedFlink flink;
    private final Properties connection;
    private final Path checkpoints;
    private final List<JobID> jobs = new ArrayList<>();

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
            Optional<EmbeddedBroker> broker, EmbeddedFlink flink, Properties connection, Path checkpoints) {
        this.broker = broker;
        this.flink = flink;
        this.connection = connection;
        this.checkpoints = checkpoints;
    }

    /** Starts broker (where it is not elsewhere) and cluster. */
    public static LocalPipeline start(Broker where, int parallelism) throws Exception {
        if (where.elsewhere().isPresent()) {
            EmbeddedFlink flink = startFlink(parallelism);
            return new LocalPipeline(
                    Optional.empty(),
                    flink,
                    where.elsewhere().get(),
                    flink.folder().resolve("checkpoints"));
        }
        EmbeddedBroker broker =
                where.data().isPresent() ? startOver(where.data().get()) : EmbeddedBroker.startTemporary();
        try {
            EmbeddedFlink flink = startFlink(parallelism);
            Path beside = where.data().orElse(flink.folder());
            return new LocalPipeline(Optional.of(broker), flink, broker.connection(), beside.resolve("checkpoints"));
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

    private static EmbeddedFlink startFlink(int parallelism) throws Exception {
        return EmbeddedFlink.start(Jobs.all().size() * parallelism);
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

    public String bootstrapServers() {
        return connection.getProperty("bootstrap.servers");
    }

    public Properties connection() {
        return connection;
    }

    /** Fails with its reason where a job has ended: a job of a stream never ends by itself. */
    public void failIfAJobEnded() throws Exception {
        for (JobID job : jobs) {
            JobStatus status = flink.status(job);
            if (status.isGloballyTerminalState()) {
                Throwable cause = flink.await(job)
                        .getSerializedThrowable()
                        .<Throwable>map(t -> t.deserializeError(LocalPipeline.class.getClassLoader()))
                        .orElseGet(() -> new IllegalStateException("no reason given"));
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                throw new CommandFailed("a job ended as " + status + ": " + cause, cause);
            }
        }
    }

    @Override
    public void close() throws Exception {
        try (AutoCloseable closesLast = () -> broker.ifPresent(EmbeddedBroker::close)) {
            for (JobID job : jobs) {
                if (!flink.status(job).isGloballyTerminalState()) {
                    flink.cancel(job);
                }
            }
            flink.close();
        }
    }
}

package org.greenzone.cli.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster inside this process that runs several jobs side by side, small enough for two cores.
 *
 * <p>State lives on the heap; network buffers and managed memory are cut down to what a handful of small jobs need. The
 * REST endpoint cannot be turned off and takes jobs from whoever reaches it, so it is bound to loopback. A
 * {@link MiniCluster} does not start a dead TaskManager again (jobs would stay in RESTARTING for ever): a watchdog does.
 */
public final class EmbeddedFlink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(5);
    /** A cluster in this process that does not answer so long does not answer at all. */
    private static final long ANSWER_SECONDS = 30;

    private final MiniCluster cluster;
    private final ScheduledExecutorService watchdog;
    private final Path folder;

    private EmbeddedFlink(MiniCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
        this.watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "flink-watchdog");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a cluster of one TaskManager.
     *
     * @param slots number of slots: the sum over the jobs of their greatest parallelism
     */
    public static EmbeddedFlink start(int slots) throws Exception {
        return start(slots, Map.of());
    }

    /** As {@link #start(int)}, with further settings of Flink. */
    public static EmbeddedFlink start(int slots, Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory("greenzone-flink-");
        Configuration configuration = configuration(folder);
        configuration.addAll(Configuration.fromMap(settings));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            Folders.delete(folder);
            throw e;
        }
        EmbeddedFlink flink = new EmbeddedFlink(cluster, folder);
        flink.watch();
        return flink;
    }

    private static Configuration configuration(Path folder) {
        Configuration c = new Configuration();
        // The other kind, in the memory of the JobManager, fails at 5 MB of state.
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        c.set(CoreOptions.TMP_DIRS, folder.toString());
        c.set(WebOptions.TMP_DIR, folder.toString());
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_PORT, "0");
        // What is told of jobs and checkpoints is not older than this.
        c.set(WebOptions.REFRESH_INTERVAL, Duration.ofSeconds(1));
        c.set(JobManagerOptions.ADDRESS, "127.0.0.1");
        // Else the server of files, and that of data between TaskManagers, listen on every interface of the machine.
        c.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(TaskManagerOptions.HOST, "127.0.0.1");
        c.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("16kb"));
        c.set(NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS, 64);
        // Garbage collection or a laptop lid must not cost a TaskManager.
        c.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
        return c;
    }

    private void watch() {
        watchdog.scheduleWithFixedDelay(
                this::reviveTaskManager, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reviveTaskManager() {
        try {
            int alive = cluster.requestClusterOverview()
                    .get(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)
                    .getNumTaskManagersConnected();
            if (alive == 0 && cluster.isRunning()) {
                LOG.warn("the TaskManager is gone: starting another");
                cluster.startTaskManager();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("the cluster did not answer the watchdog", e);
        }
    }

    /** Submits what was built in the environment as one job. */
    public JobID submit(StreamExecutionEnvironment environment, String jobName) throws Exception {
        return submit(environment, jobName, Optional.empty());
    }

    /** As {@link #submit(StreamExecutionEnvironment, String)}; the job goes on from a snapshot. */
    public JobID submit(StreamExecutionEnvironment environment, String jobName, Optional<Path> snapshot)
            throws Exception {
        var graph = environment.getStreamGraph();
        graph.setJobName(jobName);
        snapshot.ifPresent(path -> graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), false)));
        return cluster.submitJob(graph.getJobGraph()).get().getJobID();
    }

    public JobStatus status(JobID job) throws Exception {
        return cluster.getJobStatus(job).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for the job to end; the exception of a failed job is the cause of the one thrown. */
    public JobResult await(JobID job) throws InterruptedException, ExecutionException {
        return cluster.requestJobResult(job).get();
    }

    public void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /** For what lives no longer than the cluster: deleted when it is closed. */
    public Path folder() {
        return folder;
    }

    /** Stops the job with a savepoint below the folder, from which one of any later version and parallelism can go on. */
    public void stop(JobID job, Path savepoints) throws Exception {
        cluster.stopWithSavepoint(job, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /** Where the REST interface listens, on loopback: {@code http://HOST:PORT}. */
    public String restAddress() throws Exception {
        return cluster.getRestAddress().get(ANSWER_SECONDS, TimeUnit.SECONDS).toString();
    }

    public MiniCluster miniCluster() {
        return cluster;
    }

    @Override
    public void close() throws Exception {
        watchdog.shutdownNow();
        try {
            cluster.closeAsync().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } finally {
            Folders.delete(folder);
        }
    }
}

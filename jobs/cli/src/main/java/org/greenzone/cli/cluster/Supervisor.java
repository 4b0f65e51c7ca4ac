package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.Health;
import org.greenzone.cli.operation.HealthServer;
import org.greenzone.cli.operation.LoopbackReporter;
import org.greenzone.pipeline.codec.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts ZooKeeper, a Kafka broker, a JobManager and TaskManagers as processes of their own, starts each of them again that
 * dies, and submits the jobs as soon as sites and catalogue are complete. What a new JobManager needs to go on with the jobs
 * stands in ZooKeeper and the folder {@code ha}; so the supervisor submits each job once in the life of the cluster.
 *
 * <p>Two threads: one looks after processes and waits for nobody, the other speaks with broker and JobManager, which may be
 * away.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** A client that submits a job, and a JobManager, look into java.util. */
    static final List<String> OPENS = List.of("--add-opens=java.base/java.util=ALL-UNNAMED");

    /** What is started, here as in containers. */
    static final String ZOOKEEPER = "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

    static final String JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final List<ChildProcess> children = new ArrayList<>();
    private final Attendant attendant;
    private final Thread processes = new Thread(this::lookAfterProcesses, "supervisor-processes");
    private final Thread jobs = new Thread(this::lookAfterJobs, "supervisor-jobs");
    private volatile boolean ending;
    private volatile Optional<Throwable> failure = Optional.empty();
    private Optional<HealthServer> healthServer = Optional.empty();
    private String written = "";

    private Supervisor(ClusterFolder folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
        this.attendant = new Attendant(
                settings.connection(),
                settings.partitions(),
                new FlinkRest(settings.restAddress()),
                JobSubmission.of(folder, settings));
    }

    /** Starts all processes, and watches over them until it is closed. */
    static Supervisor start(ClusterFolder folder, ClusterSettings settings) throws IOException {
        Wire.trustOwnSchemas();
        folder.create();
        settings.write(folder.settings());
        List<Integer> metricsPorts = ClusterSettings.Ports.free(1 + settings.taskManagers());
        FlinkConfiguration.write(folder, settings, metricsPorts.get(0));
        Supervisor supervisor = new Supervisor(folder, settings);
        supervisor.children.addAll(supervisor.processes(metricsPorts));
        supervisor.healthServer =
                Optional.of(HealthServer.start(settings.ports().health(), supervisor::health, metricsPorts));
        supervisor.processes.setUncaughtExceptionHandler((thread, e) -> supervisor.failed(e));
        supervisor.jobs.setUncaughtExceptionHandler((thread, e) -> supervisor.failed(e));
        supervisor.processes.start();
        supervisor.jobs.setDaemon(true);
        supervisor.jobs.start();
        return supervisor;
    }

    private List<ChildProcess> processes(List<Integer> metricsPorts) throws IOException {
        Path zoo = folder.zookeeper().resolve("zoo.cfg");
        Files.writeString(
                zoo,
                "tickTime=1000\ninitLimit=10\nsyncLimit=5\nclientPortAddress=127.0.0.1\nclientPort="
                        + settings.ports().zookeeper() + "\ndataDir=" + folder.zookeeper()
                        + "\nadmin.enableServer=false\nautopurge.purgeInterval=1\n");
        List<ChildProcess> all = new ArrayList<>();
        all.add(child(
                "zookeeper", 64, List.of(), ZOOKEEPER, List.of("--zkConfigFile", zoo.toString(), "--peerId", "1")));
        all.add(child(
                "broker",
                320,
                List.of(),
                BrokerMain.class.getName(),
                List.of(
                        folder.kafka().toString(),
                        Integer.toString(settings.ports().kafka()),
                        Integer.toString(settings.ports().controller()))));
        String conf = folder.conf().toString();
        all.add(child("jobmanager", 448, OPENS, JOB_MANAGER, List.of("--configDir", conf, "--host", "127.0.0.1")));
        for (int i = 1; i <= settings.taskManagers(); i++) {
            all.add(child(
                    "taskmanager-" + i,
                    ClusterSettings.TASK_HEAP_MEGABYTES + 64,
                    OPENS,
                    TASK_MANAGER,
                    List.of("--configDir", conf, "-D", reports(metricsPorts.get(i)))));
        }
        return all;
    }

    private static String reports(int port) {
        return LoopbackReporter.PORT_KEY + "=" + port;
    }

    private ChildProcess child(String name, int heap, List<String> options, String main, List<String> words) {
        return new ChildProcess(
                name,
                ChildProcess.java(heap, options, main, words),
                folder.logs().resolve(name + ".log"));
    }

    private void lookAfterProcesses() {
        try {
            while (!ending) {
                for (ChildProcess child : children) {
                    if (child.startWhereDead()) {
                        LOG.warn("{} started ({} times again)", child.name(), child.restarts());
                        startedAgain(child);
                    }
                }
                writeState();
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** What was seen of the jobs before says nothing any more. */
    private void startedAgain(ChildProcess child) {
        if (child.restarts() > 0) {
            attendant.doubt(child.name() + " was started again; the jobs were not seen since");
        }
    }

    /** A supervisor that only seems to watch is worse than none. */
    private void failed(Throwable e) {
        LOG.error("the cluster cannot be watched any more", e);
        failure = Optional.of(e);
    }

    /** Why it does not watch any more, where that is so. */
    Optional<Throwable> failure() {
        return failure;
    }

    private void lookAfterJobs() {
        try {
            while (!ending) {
                attendant.look();
                Thread.sleep(ASK_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How the cluster is, as it was last seen; not well where nobody has looked for a while. */
    Health health() {
        Optional<Throwable> unable = failure;
        if (unable.isPresent()) {
            return Health.failed("the cluster cannot be watched any more: " + CommonOptions.messageOf(unable.get()));
        }
        return attendant.health(dead());
    }

    private Optional<String> dead() {
        List<String> dead = children.stream()
                .filter(child -> !child.isAlive())
                .map(ChildProcess::name)
                .toList();
        return dead.isEmpty() ? Optional.empty() : Optional.of("dead: " + String.join(", ", dead));
    }

    private void writeState() throws IOException {
        List<ClusterState.One> living = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (ChildProcess child : children) {
            child.handle().ifPresent(handle -> living.add(ClusterState.One.of(child.name(), handle, child.restarts())));
            if (!child.isAlive()) {
                dead.add(child.name());
            }
        }
        Map<String, String> states = new TreeMap<>();
        attendant.known().forEach((name, job) -> states.put(name, job.state()));
        ClusterState.Phase phase = attendant.phase();
        boolean degraded = !dead.isEmpty() && phase != ClusterState.Phase.STARTING;
        ClusterState state = new ClusterState(
                ClusterState.One.of("supervisor", ProcessHandle.current(), 0),
                degraded ? ClusterState.Phase.DEGRADED : phase,
                degraded ? "dead: " + String.join(", ", dead) : attendant.detail(),
                living,
                states);
        if (!state.toString().equals(written)) {
            state.write(folder.state());
            written = state.toString();
        }
    }

    /** How the cluster is. */
    ClusterState.Phase phase() {
        ClusterState.Phase phase = attendant.phase();
        return children.stream().allMatch(ChildProcess::isAlive) || phase == ClusterState.Phase.STARTING
                ? phase
                : ClusterState.Phase.DEGRADED;
    }

    /** What the cluster waits for or lacks. */
    String detail() {
        return attendant.detail();
    }

    FlinkRest rest() {
        return attendant.rest();
    }

    /** The process of this name. */
    ChildProcess process(String name) {
        return children.stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no process " + name));
    }

    /** Ends all processes; the jobs go on where they were when the cluster is started again. */
    @Override
    public void close() throws IOException, InterruptedException {
        ending = true;
        healthServer.ifPresent(HealthServer::close);
        processes.join();
        jobs.interrupt();
        // TaskManagers first, so that nothing is written any more; then who leads them, then where they wrote.
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).stop(PATIENCE);
        }
        new ClusterState(
                        ClusterState.One.of("supervisor", ProcessHandle.current(), 0),
                        ClusterState.Phase.DOWN,
                        "",
                        List.of(),
                        Map.of())
                .write(folder.state());
    }
}

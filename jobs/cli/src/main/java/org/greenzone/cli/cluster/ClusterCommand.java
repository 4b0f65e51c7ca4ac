package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Interruption;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.Jobs;
import org.greenzone.pipeline.stream.Delivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone cluster}: a broker and a Flink cluster on this machine, each process on its own, and kept alive. */
@Command(
        name = "cluster",
        description = "A Kafka broker and a Flink cluster of several processes on this machine, with all jobs on it.",
        sortOptions = false,
        subcommands = {
            ClusterCommand.Up.class,
            ClusterCommand.Down.class,
            ClusterCommand.Status.class,
            AttendCommand.class,
            ClusterCommand.Supervise.class
        })
public final class ClusterCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        throw common.wrongUse("say up, down, status or attend");
    }

    /** Which cluster. */
    static final class Where {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "greenzone-cluster",
                description = "Folder of the cluster: topics, checkpoints, logs (default: ${DEFAULT-VALUE}).")
        private Path data = Path.of("greenzone-cluster");

        ClusterFolder folder() {
            return ClusterFolder.of(data);
        }

        /** What its supervisor last wrote. */
        Optional<ClusterState> state() {
            try {
                return ClusterState.read(folder().state());
            } catch (IOException | RuntimeException e) {
                throw new CommandFailed("--data " + data + ": " + CommonOptions.messageOf(e), e);
            }
        }

        /** What it was made with. */
        ClusterSettings settings() {
            try {
                return ClusterSettings.read(folder().settings());
            } catch (IOException e) {
                throw new CommandFailed(
                        "--data " + data + ": no cluster here (" + CommonOptions.messageOf(e)
                                + "); cluster up makes one",
                        e);
            }
        }
    }

    /** {@code cluster up}. */
    @Command(
            name = "up",
            description =
                    "Starts the processes and returns when all are there. The jobs begin when sites and catalogue are"
                            + " complete (greenzone ingest FILE... --start TIME). A folder that was used before goes on where it was.",
            sortOptions = false)
    static final class Up implements Callable<Integer> {
        private static final long LOOK_MILLIS = 300;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final Where where = new Where();

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "Port of the broker (default: 9092; 0: a free one).")
        private @Nullable Integer kafkaPort;

        @Option(
                names = "--rest-port",
                paramLabel = "PORT",
                description = "Port of Flink's REST interface (default: 8081; 0: a free one).")
        private @Nullable Integer restPort;

        @Option(
                names = "--health-port",
                paramLabel = "PORT",
                description = "Port of /health, /ready and /metrics (default: 8082; 0: a free one).")
        private @Nullable Integer healthPort;

        @Option(names = "--task-managers", paramLabel = "N", description = "Number of TaskManagers (default: 2).")
        private @Nullable Integer taskManagers;

        @Option(
                names = "--parallelism",
                paramLabel = "N",
                description = "Parallel copies of each operator (default: 1).")
        private @Nullable Integer parallelism;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Partitions of the event topics (default: as the parallelism).")
        private @Nullable Integer partitions;

        @Option(
                names = "--checkpoint",
                paramLabel = "SECONDS",
                description = "Time between checkpoints (default: 1); with exactly-once events are visible after it.")
        private @Nullable Double checkpointSeconds;

        @Option(
                names = "--delivery",
                paramLabel = "exactly-once|at-least-once",
                description = "Whether events become visible with a checkpoint and never twice, or at once and after a"
                        + " fault perhaps again, with the same ids (default: exactly-once).")
        private @Nullable String delivery;

        @Option(
                names = "--patience",
                paramLabel = "SECONDS",
                defaultValue = "180",
                description = "How long to wait until all is up (default: ${DEFAULT-VALUE}).")
        private int patienceSeconds = 180;

        @Parameters(
                paramLabel = "WORD",
                arity = "0..*",
                description = "After --: further words for the main of each job, for example -- --lag 300.")
        private List<String> jobWords = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            ClusterFolder folder = where.folder();
            Optional<ClusterState> before = where.state();
            if (before.isPresent() && before.get().isWatched()) {
                throw new CommandFailed(
                        "--data " + folder.root() + ": this cluster is up; see cluster status, or name another folder");
            }
            ClusterSettings settings = Files.exists(folder.settings()) ? asMade() : fresh();
            Files.createDirectories(folder.logs());
            settings.write(folder.settings());
            before.ifPresent(Up::endOrphans);
            Files.deleteIfExists(folder.state());
            List<String> words = new ArrayList<>(
                    List.of("cluster", "supervise", "--data", folder.root().toString()));
            if (common.verbose()) {
                words.add("-v");
            }
            Process supervisor = new ProcessBuilder(
                            ChildProcess.java(256, Supervisor.OPENS, "org.greenzone.cli.Greenzone", words))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.logs().resolve("supervisor.log").toFile()))
                    .start();
            return awaitUp(supervisor, folder, settings);
        }

        private int awaitUp(Process supervisor, ClusterFolder folder, ClusterSettings settings)
                throws InterruptedException {
            long until = System.nanoTime() + Duration.ofSeconds(patienceSeconds).toNanos();
            String said = "";
            while (System.nanoTime() < until) {
                if (!supervisor.isAlive()) {
                    throw new CommandFailed("the supervisor ended; its reason stands in "
                            + folder.logs().resolve("supervisor.log"));
                }
                Optional<ClusterState> state = where.state();
                if (state.isPresent()) {
                    ClusterState.Phase phase = state.get().phase();
                    if (phase == ClusterState.Phase.EMPTY || phase == ClusterState.Phase.RUNNING) {
                        common.out()
                                .println("Kafka at " + settings.bootstrapServers() + ", Flink at "
                                        + settings.restAddress() + ", health at " + settings.healthAddress()
                                        + "/health, "
                                        + folder.root());
                        if (!state.get().detail().isEmpty()) {
                            common.warn(state.get().detail());
                        }
                        return common.exitCode();
                    }
                    said = state.get().detail();
                }
                Thread.sleep(LOOK_MILLIS);
            }
            throw new CommandFailed("not up after " + patienceSeconds + " s (" + said
                    + "); it goes on trying: cluster status, or cluster down; logs in " + folder.logs());
        }

        /** Processes whose supervisor was killed: they hold the ports. */
        private static void endOrphans(ClusterState state) {
            for (ClusterState.One one : state.processes()) {
                one.living().ifPresent(ProcessHandle::destroyForcibly);
            }
            for (ClusterState.One one : state.processes()) {
                one.living().ifPresent(handle -> handle.onExit().join());
            }
        }

        private ClusterSettings asMade() {
            boolean named = kafkaPort != null
                    || restPort != null
                    || healthPort != null
                    || taskManagers != null
                    || parallelism != null
                    || partitions != null
                    || checkpointSeconds != null
                    || delivery != null
                    || !jobWords.isEmpty();
            if (named) {
                throw common.wrongUse(
                        "this folder has a cluster already, and keeps what it was made with; leave the options"
                                + " out, or name another folder");
            }
            return where.settings();
        }

        private ClusterSettings fresh() throws IOException {
            int copies = atLeastOne("--parallelism", parallelism, 1);
            double seconds = checkpointSeconds == null ? 1 : checkpointSeconds;
            if (!(seconds >= 0.1 && seconds <= 600)) {
                throw common.wrongUse("--checkpoint " + seconds + ": 0.1 to 600 seconds");
            }
            Delivery how;
            try {
                how = delivery == null ? Delivery.EXACTLY_ONCE : Delivery.of(delivery);
            } catch (IllegalArgumentException e) {
                throw common.wrongUse(CommonOptions.messageOf(e));
            }
            int topicPartitions = atLeastOne("--partitions", partitions, copies);
            if (topicPartitions < copies) {
                throw common.wrongUse("--partitions " + topicPartitions + ": not fewer than the parallelism " + copies);
            }
            ClusterSettings.Ports ports;
            try {
                ports = ClusterSettings.Ports.choose(
                        kafkaPort == null ? 9092 : kafkaPort,
                        restPort == null ? 8081 : restPort,
                        healthPort == null ? ClusterSettings.HEALTH_PORT : healthPort);
            } catch (IOException e) {
                throw new CommandFailed(
                        CommonOptions.messageOf(e) + " (--port, --rest-port, --health-port; 0: a free one)", e);
            }
            return new ClusterSettings(
                    ports,
                    atLeastOne("--task-managers", taskManagers, 2),
                    copies,
                    topicPartitions,
                    (int) Math.round(seconds * 1000),
                    how,
                    jobWords);
        }

        private int atLeastOne(String option, @Nullable Integer value, int otherwise) {
            int number = value == null ? otherwise : value;
            if (number < 1) {
                throw common.wrongUse(option + " " + number + ": must be 1 or more");
            }
            return number;
        }
    }

    /** {@code cluster down}. */
    @Command(
            name = "down",
            description = "Ends all processes of the cluster; its folder stays, and up goes on where it was.",
            sortOptions = false)
    static final class Down implements Callable<Integer> {
        private static final long PATIENCE_SECONDS = 60;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final Where where = new Where();

        @Override
        public Integer call() throws Exception {
            where.settings();
            Optional<ClusterState> state = where.state();
            if (state.isEmpty()) {
                common.warn("not up");
                return common.exitCode();
            }
            Optional<ProcessHandle> supervisor = state.get().supervisor().living();
            if (supervisor.isPresent()) {
                supervisor.get().destroy();
                try {
                    supervisor.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    common.complain("the supervisor did not end within " + PATIENCE_SECONDS + " s and was killed");
                    supervisor.get().destroyForcibly();
                }
            }
            // What a supervisor that was killed has left.
            for (ClusterState.One one : state.get().processes()) {
                if (one.living().isPresent()) {
                    common.warn(one.name() + " had no supervisor any more, and was killed");
                    one.living().ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            common.out().println("down");
            return common.exitCode();
        }
    }

    /** {@code cluster status}. */
    @Command(
            name = "status",
            description = "Says what lives: processes, jobs, checkpoints. Exit code 0 where all runs.",
            sortOptions = false)
    static final class Status implements Callable<Integer> {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final Where where = new Where();

        @Override
        public Integer call() throws Exception {
            ClusterSettings settings = where.settings();
            Optional<ClusterState> read = where.state();
            if (read.isEmpty() || !read.get().isWatched()) {
                common.out().println("DOWN");
                read.ifPresent(state -> state.processes().stream()
                        .filter(one -> one.living().isPresent())
                        .forEach(one -> common.out()
                                .println("  " + one.name() + " lives without supervisor, pid " + one.pid())));
                common.exitCode();
                return 1;
            }
            ClusterState state = read.get();
            common.out().println(state.phase() + (state.detail().isEmpty() ? "" : ": " + state.detail()));
            for (ClusterState.One one : state.processes()) {
                common.out()
                        .println(String.format(
                                Locale.ROOT,
                                "  %-20s %-8s pid %d%s",
                                one.name(),
                                one.living().isPresent() ? "lives" : "dead",
                                one.pid(),
                                one.restarts() == 0 ? "" : ", started again " + one.restarts() + " times"));
            }
            printJobs(settings);
            common.exitCode();
            return state.phase() == ClusterState.Phase.RUNNING ? 0 : 1;
        }

        private void printJobs(ClusterSettings settings) throws InterruptedException {
            FlinkRest rest = new FlinkRest(settings.restAddress());
            try {
                Map<String, FlinkRest.Job> jobs = rest.jobs();
                for (JobMain main : Jobs.all()) {
                    String name = main.job().jobName();
                    FlinkRest.Job job = jobs.get(name);
                    if (job == null) {
                        common.out().println(String.format(Locale.ROOT, "  %-20s not submitted", name));
                        continue;
                    }
                    FlinkRest.Checkpoints checkpoints = rest.checkpoints(job.id());
                    common.out()
                            .println(String.format(
                                    Locale.ROOT,
                                    "  %-20s %-8s %d of %d tasks, %d checkpoints, %d failed, restored %d times",
                                    name,
                                    job.state().toLowerCase(Locale.ROOT),
                                    job.runningTasks(),
                                    job.tasks(),
                                    checkpoints.completed(),
                                    checkpoints.failed(),
                                    checkpoints.restored()));
                }
            } catch (IOException e) {
                common.warn("the JobManager does not answer: " + CommonOptions.messageOf(e));
            }
        }
    }

    /** What {@code up} leaves behind: watches until it is told to end. */
    @Command(name = "supervise", hidden = true, sortOptions = false)
    static final class Supervise implements Callable<Integer> {
        private static final long LOOK_MILLIS = 200;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final Where where = new Where();

        @Override
        public Integer call() throws Exception {
            try (Interruption interruption = Interruption.watch();
                    Supervisor supervisor = Supervisor.start(where.folder(), where.settings())) {
                while (!interruption.requested()) {
                    if (supervisor.failure().isPresent()) {
                        throw new CommandFailed("the cluster cannot be watched any more: "
                                + CommonOptions.messageOf(supervisor.failure().get()));
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
                common.warn("told to end; was " + supervisor.phase());
            }
            return common.exitCode();
        }
    }
}

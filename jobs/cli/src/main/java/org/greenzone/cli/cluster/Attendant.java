package org.greenzone.cli.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.kafka.common.KafkaException;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.Health;
import org.greenzone.cli.operation.JobsHealth;
import org.greenzone.pipeline.client.ReferenceTopics;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the jobs of a cluster whose processes somebody else keeps alive: makes the topics, submits each job once sites and catalogue are complete, and knows how they are. What a job goes
 * on from is kept by the cluster: a job that it knows is never submitted again.
 */
final class Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);
    /** Longer than a look at a broker and a JobManager that both do not answer. */
    private static final Duration UNSEEN = Duration.ofSeconds(30);

    private final Properties connection;
    private final int partitions;
    private final FlinkRest rest;
    private final JobSubmission submission;
    private volatile Map<String, FlinkRest.Job> known = Map.of();
    private volatile ClusterState.Phase phase = ClusterState.Phase.STARTING;
    private volatile String detail = "processes are coming up";
    private volatile Health jobsHealth = Health.notReady("processes are coming up");
    private volatile long seenNanos = System.nanoTime();
    private boolean topicsMade;
    private boolean seeded;

    /**
     * @param connection client properties of the broker
     * @param partitions of the event topics that are made
     */
    Attendant(Properties connection, int partitions, FlinkRest rest, JobSubmission submission) {
        this.connection = new Properties();
        this.connection.putAll(connection);
        // Of a client that does not wait a minute for a broker that is away.
        this.connection.setProperty("default.api.timeout.ms", "5000");
        this.connection.setProperty("request.timeout.ms", "4000");
        this.partitions = partitions;
        this.rest = rest;
        this.submission = submission;
    }

    /** Looks once, and does what is to be done. */
    void look() throws InterruptedException {
        try {
            seeJobs();
        } catch (IOException | KafkaException e) {
            see(
                    phase == ClusterState.Phase.STARTING ? phase : ClusterState.Phase.DEGRADED,
                    "no answer: " + CommonOptions.messageOf(e));
        } catch (RuntimeException | ProgramInvocationException e) {
            LOG.warn("a job could not be submitted; it is tried again", e);
            see(ClusterState.Phase.DEGRADED, "a job could not be submitted: " + rootOf(e));
        }
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void seeJobs() throws IOException, InterruptedException, ProgramInvocationException {
        if (!topicsMade) {
            new TopicAdmin(connection).createMissing(partitions);
            topicsMade = true;
        }
        Map<String, FlinkRest.Job> found = rest.jobs();
        known = found;
        seeded = seeded || !found.isEmpty() || isSeeded();
        if (!seeded) {
            see(ClusterState.Phase.EMPTY, "waits for sites and catalogue: greenzone ingest FILE... --start TIME");
            return;
        }
        if (rest.taskManagers() == 0) {
            see(phase == ClusterState.Phase.STARTING ? phase : ClusterState.Phase.DEGRADED, "no TaskManager yet");
            return;
        }
        for (JobMain job : Jobs.all()) {
            if (!found.containsKey(job.job().jobName())) {
                submission.submit(job);
            }
        }
        found = rest.jobs();
        known = found;
        List<String> lacking = new ArrayList<>();
        for (JobMain job : Jobs.all()) {
            FlinkRest.Job one = found.get(job.job().jobName());
            if (one == null || !one.isRunning()) {
                lacking.add(job.job().jobName() + (one == null ? "" : " " + one.state()));
            }
        }
        Health seen = new JobsHealth(
                        rest,
                        Jobs.all().stream().map(job -> job.job().jobName()).toList())
                .look();
        jobsHealth = seen;
        if (lacking.isEmpty() && seen.state() == Health.State.UP) {
            see(ClusterState.Phase.RUNNING, "");
        } else if (lacking.isEmpty()) {
            see(ClusterState.Phase.DEGRADED, String.join("; ", seen.reasons()));
        } else {
            see(
                    phase == ClusterState.Phase.STARTING || phase == ClusterState.Phase.EMPTY
                            ? ClusterState.Phase.STARTING
                            : ClusterState.Phase.DEGRADED,
                    "not all running: " + String.join(", ", lacking));
        }
    }

    private boolean isSeeded() {
        ReferenceTopics.Contents contents = ReferenceTopics.read(connection);
        return contents.complete() && !contents.sites().isEmpty();
    }

    private void see(ClusterState.Phase now, String why) {
        detail = why;
        phase = now;
        seenNanos = System.nanoTime();
    }

    /** What was seen of the jobs before says nothing any more. */
    void doubt(String why) {
        if (phase == ClusterState.Phase.RUNNING) {
            detail = why;
            phase = ClusterState.Phase.DEGRADED;
        }
    }

    ClusterState.Phase phase() {
        return phase;
    }

    /** What the cluster waits for or lacks. */
    String detail() {
        return detail;
    }

    /** The jobs as they were last seen, by name. */
    Map<String, FlinkRest.Job> known() {
        return known;
    }

    FlinkRest rest() {
        return rest;
    }

    /**
     * How the cluster is, as it was last seen; not well where nobody has looked for a while.
     *
     * @param trouble of which the jobs know nothing
     */
    Health health(Optional<String> trouble) {
        if (System.nanoTime() - seenNanos > UNSEEN.toNanos()) {
            return Health.degraded(
                    "the jobs were not seen for " + UNSEEN.toSeconds() + " s; the last word was: " + detail);
        }
        ClusterState.Phase now = phase;
        if (now == ClusterState.Phase.STARTING || now == ClusterState.Phase.EMPTY) {
            return Health.notReady(detail);
        }
        Health last = jobsHealth;
        if (now == ClusterState.Phase.RUNNING && trouble.isEmpty()) {
            return last;
        }
        return last.state() == Health.State.FAILED ? last : Health.degraded(trouble.orElse(detail));
    }
}

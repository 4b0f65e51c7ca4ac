package org.greenzone.cli.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.operation.Health;

/**
 * Watches over a pipeline in this process, in a thread of its own. Flink starts jobs again and {@code EmbeddedFlink} TaskManagers; what does not come back within
 * its patience is lost, and the watch says why: who runs the pipeline then ends it. Who asks waits for nobody, also where the watch itself hangs.
 */
final class PipelineWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** What is looked at. */
    interface Sight {
        /** How the jobs are; fails where nobody says. */
        Health jobs() throws Exception;

        /** Fails where the broker does not answer. */
        void broker() throws Exception;
    }

    /**
     * How long something may be away.
     *
     * @param jobs time in which jobs come back, and a cluster answers again
     * @param broker time in which a broker answers again
     * @param watch time in which a look is over
     */
    record Patience(Duration jobs, Duration broker, Duration watch) {}

    private final Sight sight;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Thread thread = new Thread(this::watch, "pipeline-watch");
    private final Away jobs = new Away();
    private final Away broker = new Away();
    private volatile long lookedNanos;
    private volatile Health health = Health.notReady("the jobs are not submitted yet");
    private volatile Optional<String> lost = Optional.empty();

    /** Since when something is away, and what is known of it. */
    private static final class Away {
        private Optional<Long> sinceNanos = Optional.empty();

        void back() {
            sinceNanos = Optional.empty();
        }

        /** Whether it is away for longer than the patience. */
        boolean isLost(long now, Duration patience) {
            long since = sinceNanos.orElse(now);
            sinceNanos = Optional.of(since);
            return now - since > patience.toNanos();
        }
    }

    /** @param nanos a clock that only runs forward */
    PipelineWatch(Sight sight, Patience patience, LongSupplier nanos) {
        this.sight = sight;
        this.patience = patience;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
    }

    /** Looks every two seconds, until it is closed. */
    void start() {
        lookedNanos = nanos.getAsLong();
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look() throws InterruptedException {
        Health now = lookAtJobs();
        health = lookAtBroker(now);
        lookedNanos = nanos.getAsLong();
    }

    private Health lookAtJobs() throws InterruptedException {
        Health now;
        try {
            now = sight.jobs();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            now = Health.degraded("the cluster does not answer: " + CommonOptions.messageOf(e));
        }
        // Where checkpoints fail the jobs do their work all the same.
        if (now.state() == Health.State.UP || now.state() == Health.State.DEGRADED && now.isReady()) {
            jobs.back();
        } else if (now.state() == Health.State.FAILED) {
            lose(String.join("; ", now.reasons()));
        } else if (jobs.isLost(nanos.getAsLong(), patience.jobs())) {
            lose("for " + patience.jobs().toSeconds() + " s not well: " + String.join("; ", now.reasons()));
        }
        return now;
    }

    private Health lookAtBroker(Health ofJobs) throws InterruptedException {
        try {
            sight.broker();
            broker.back();
            return ofJobs;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String reason = "the broker does not answer: " + CommonOptions.messageOf(e);
            if (broker.isLost(nanos.getAsLong(), patience.broker())) {
                lose("for " + patience.broker().toSeconds() + " s " + reason);
            }
            return ofJobs.state() == Health.State.FAILED ? ofJobs : Health.degraded(reason);
        }
    }

    /** The first reason is the one that led to the others. */
    private void lose(String reason) {
        if (lost.isEmpty()) {
            lost = Optional.of(reason);
        }
    }

    private boolean hangs() {
        return nanos.getAsLong() - lookedNanos > patience.watch().toNanos();
    }

    /** How the pipeline is, as it was last seen. */
    Health health() {
        Optional<String> reason = lost();
        return reason.isPresent() ? Health.failed(reason.get()) : health;
    }

    /** Why the pipeline does not come back by itself; empty where nothing says so. */
    Optional<String> lost() {
        if (lost.isEmpty() && hangs()) {
            return Optional.of("for " + patience.watch().toSeconds() + " s neither cluster nor broker has answered");
        }
        return lost;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.greenzone.cli.operation.Health;
import org.junit.jupiter.api.Test;

class PipelineWatchTest {
    private static final Health WELL = new Health(Health.State.UP, true, java.util.List.of());
    private static final PipelineWatch.Patience PATIENCE =
            new PipelineWatch.Patience(Duration.ofSeconds(180), Duration.ofSeconds(60), Duration.ofSeconds(120));

    private final AtomicLong nanos = new AtomicLong(-5);
    private Health jobs = WELL;
    private boolean clusterAnswers = true;
    private boolean brokerAnswers = true;
    private final PipelineWatch watch = new PipelineWatch(
            new PipelineWatch.Sight() {
                @Override
                public Health jobs() throws IOException {
                    if (!clusterAnswers) {
                        throw new IOException("connection refused");
                    }
                    return jobs;
                }

                @Override
                public void broker() throws IOException {
                    if (!brokerAnswers) {
                        throw new IOException("timed out");
                    }
                }
            },
            PATIENCE,
            nanos::get);

    private void lookAfter(int seconds) throws InterruptedException {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        watch.look();
    }

    @Test
    void whatIsWellIsNotLost() throws Exception {
        for (int i = 0; i < 1000; i++) {
            lookAfter(60);
        }
        assertThat(watch.lost()).isEmpty();
        assertThat(watch.health()).isEqualTo(WELL);
    }

    @Test
    void jobsThatComeBackInTimeAreNotLostAndOthersAre() throws Exception {
        jobs = Health.degraded("x is RESTARTING");
        lookAfter(1);
        lookAfter(179);
        assertThat(watch.lost()).isEmpty();
        assertThat(watch.health().state()).isEqualTo(Health.State.DEGRADED);
        jobs = WELL;
        lookAfter(1);
        jobs = Health.degraded("x is RESTARTING");
        lookAfter(1);
        lookAfter(179);
        assertThat(watch.lost()).isEmpty();
        lookAfter(2);
        assertThat(watch.lost()).contains("for 180 s not well: x is RESTARTING");
        assertThat(watch.health().state()).isEqualTo(Health.State.FAILED);
    }

    @Test
    void jobsThatRunWithoutNewCheckpointsAreNotLost() throws Exception {
        jobs = new Health(Health.State.DEGRADED, true, java.util.List.of("checkpoints of x fail: expired"));
        lookAfter(1);
        lookAfter(1000);
        assertThat(watch.lost()).isEmpty();
        assertThat(watch.health()).isEqualTo(jobs);
    }

    @Test
    void aJobThatHasEndedIsLostAtOnce() throws Exception {
        jobs = Health.failed("x has ended: FAILED");
        lookAfter(1);
        assertThat(watch.lost()).contains("x has ended: FAILED");
        jobs = WELL;
        lookAfter(1);
        assertThat(watch.health().state()).isEqualTo(Health.State.FAILED);
    }

    @Test
    void aBrokerThatStaysAwayIsNamed() throws Exception {
        brokerAnswers = false;
        lookAfter(1);
        assertThat(watch.health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(watch.health().reasons()).containsExactly("the broker does not answer: timed out");
        lookAfter(59);
        assertThat(watch.lost()).isEmpty();
        lookAfter(2);
        assertThat(watch.lost()).contains("for 60 s the broker does not answer: timed out");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() throws Exception {
        clusterAnswers = false;
        lookAfter(1);
        lookAfter(181);
        assertThat(watch.lost().orElseThrow()).contains("the cluster does not answer: connection refused");
    }

    @Test
    void aWatchThatHangsIsNoticedByWhoAsks() throws Exception {
        lookAfter(1);
        nanos.addAndGet(Duration.ofSeconds(121).toNanos());
        assertThat(watch.lost().orElseThrow()).contains("neither cluster nor broker has answered");
        assertThat(watch.health().state()).isEqualTo(Health.State.FAILED);
    }
}

package org.greenzone.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedFlinkTest {
    @Test
    void severalJobsRunInOneCluster() throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(4)) {
            List<JobID> jobs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
                environment.fromSequence(1, 100).sinkTo(new DiscardingSink<>());
                jobs.add(flink.submit(environment, "job-" + i));
            }
            for (JobID job : jobs) {
                assertThat(flink.await(job).isSuccess()).isTrue();
                assertThat(flink.status(job).isGloballyTerminalState()).isTrue();
            }
        }
    }

    @Test
    @Timeout(120)
    void aTaskManagerThatDiesIsReplacedAndTheJobGoesOn() throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(1)) {
            Configuration restarts = new Configuration();
            restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, restarts);
            environment.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
            JobID job = flink.submit(environment, "endless");
            awaitTasks(flink, job);
            flink.miniCluster().terminateTaskManager(0).get();
            while (flink.miniCluster().requestClusterOverview().get().getNumTaskManagersConnected() == 0) {
                Thread.sleep(100);
            }
            awaitTasks(flink, job);
            flink.cancel(job);
        }
    }

    private static void awaitTasks(EmbeddedFlink flink, JobID job) throws Exception {
        while (flink.status(job) != JobStatus.RUNNING
                || !flink.miniCluster()
                        .getExecutionGraph(job)
                        .get()
                        .getAllExecutionVertices()
                        .iterator()
                        .next()
                        .getExecutionState()
                        .equals(ExecutionState.RUNNING)) {
            Thread.sleep(100);
        }
    }
}

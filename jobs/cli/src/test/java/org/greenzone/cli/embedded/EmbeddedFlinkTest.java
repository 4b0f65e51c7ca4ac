package org.greenzone.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

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
}

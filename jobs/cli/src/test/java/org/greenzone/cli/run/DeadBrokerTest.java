package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.greenzone.cli.CommandFailed;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.TrackPublisher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("faults")
class DeadBrokerTest {
    @Test
    @Timeout(200)
    void aPipelineWhoseBrokerDiesSaysSoAndEndsWithinItsPatience() throws Exception {
        long closing;
        var sites = SiteCatalogue.builtIn().sites();
        try (LocalPipeline pipeline = LocalPipeline.start(LocalPipeline.Broker.TEMPORARY, 1, Duration.ofSeconds(10))) {
            pipeline.prepare(sites, java.util.List.of(), 1);
            try (TrackPublisher publisher = new TrackPublisher(pipeline.connection())) {
                publisher.seedComplete(1_636_934_400_000_000L);
                publisher.flush();
            }
            pipeline.submitJobs(JobOptions.DEFAULT, sites, java.util.List.of(), 1);
            Thread.sleep(5000);
            pipeline.failIfLost();
            pipeline.closeBrokerAlone();
            assertThatThrownBy(() -> {
                        while (true) {
                            pipeline.failIfLost();
                            Thread.sleep(200);
                        }
                    })
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("the broker does not answer");
            closing = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(70));
        System.out.println("the broker inside the process dies: named, and all closed "
                + (System.nanoTime() - closing) / 1_000_000_000L + " s later");
    }
}

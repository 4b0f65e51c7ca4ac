package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.Health;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.Jobs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a cluster and a broker that somebody else keeps alive. */
@Tag("faults")
class AttendantTest {
    @Test
    @Timeout(120)
    void theJobsAreSubmittedOnceWhenSitesAndCatalogueAreComplete() throws Exception {
        Wire.trustOwnSchemas();
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                EmbeddedFlink flink = EmbeddedFlink.start(Jobs.all().size())) {
            URI rest = URI.create(flink.restAddress());
            Attendant attendant = new Attendant(
                    broker.connection(),
                    1,
                    new FlinkRest(flink.restAddress()),
                    JobSubmission.to(
                            rest.getHost(), rest.getPort(), List.of("--bootstrap-servers", broker.bootstrapServers())));
            attendant.look();
            assertThat(attendant.phase()).isEqualTo(ClusterState.Phase.EMPTY);
            assertThat(attendant.health(Optional.empty()).isReady()).isFalse();
            assertThat(attendant.health(Optional.empty()).state()).isEqualTo(Health.State.UP);
            try (TrackPublisher publisher = new TrackPublisher(broker.connection())) {
                SiteCatalogue.builtIn().sites().forEach(publisher::publish);
                publisher.seedComplete(1_636_934_400_000_000L);
                publisher.flush();
            }
            while (!attendant.health(Optional.empty()).isReady()) {
                attendant.look();
                Thread.sleep(500);
            }
            assertThat(attendant.phase()).isEqualTo(ClusterState.Phase.RUNNING);
            assertThat(attendant.known()).hasSameSizeAs(Jobs.all());
            assertThat(flink.miniCluster().listJobs().get()).hasSameSizeAs(Jobs.all());
            assertThat(attendant.health(Optional.of("dead: broker"))).isEqualTo(Health.degraded("dead: broker"));
        }
    }
}

package org.greenzone.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class RejectedRecordsTest {
    private static final long NOON = Times.parse("2021-11-15T12:00:00Z");

    private static RejectedTrack rejected(String reason, long offset, byte[] bytes) {
        return RejectedTrack.of(reason, "because", "tracks", 0, offset, NOON, bytes);
    }

    @Test
    void rejectedTracksAreListedShownAndPublishedAgainWithTheirTimesSetRight() throws Exception {
        Track fast = Track.of(
                "ksr",
                "ksr",
                "",
                "",
                List.of(),
                List.of(Measurement.at(NOON + 5_000_000L).withRange(801_234.5, 15)));
        RejectedTrack track = rejected("TIME_IN_FUTURE", 7, Wire.encode(TrackCodec.toWire(fast)));
        RejectedTrack garbage = rejected("NOT_AVRO", 8, new byte[] {1, 2, 3});
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            String servers = broker.bootstrapServers();
            new TopicAdmin(broker.connection()).createMissing(1);
            try (TrackPublisher publisher = new TrackPublisher(broker.connection())) {
                publisher.publish(track);
                publisher.publish(garbage);
                // Delivered at least once: the same again.
                publisher.publish(garbage);
                publisher.flush();
            }

            Run list = Run.of("dlq", "list", "--bootstrap-servers", servers);
            assertThat(list.exitCode()).isZero();
            assertThat(list.outLines()).hasSize(2);
            assertThat(list.out()).contains("tracks/0 7").contains("3 bytes: because");
            assertThat(list.err()).contains("{NOT_AVRO=1, TIME_IN_FUTURE=1}");

            Run show =
                    Run.of("dlq", "show", garbage.rejectionId(), track.rejectionId(), "--bootstrap-servers", servers);
            assertThat(show.exitCode()).isZero();
            assertThat(show.out()).contains("010203").contains("\"siteId\":\"ksr\"");

            Run neither = Run.of("dlq", "redrive", "--reason", "NOT_AVRO", "--bootstrap-servers", servers);
            assertThat(neither.exitCode()).isEqualTo(1);
            assertThat(neither.out()).contains("0 records");
            assertThat(neither.err()).contains("is no track");

            Run redrive =
                    Run.of("dlq", "redrive", track.rejectionId(), "--shift", "-5", "--bootstrap-servers", servers);
            assertThat(redrive.exitCode()).as(redrive.err()).isZero();
            try (EventReader reader = new EventReader(broker.connection(), List.of(Topic.TRACKS))) {
                assertThat(reader.readToEnd()).singleElement().satisfies(received -> {
                    Track again = TrackCodec.fromWire(
                            (org.greenzone.schemas.Track) ((Wire.Message) received.decoded()).value());
                    assertThat(again.endMicros()).isEqualTo(NOON);
                    assertThat(again.trackId()).isNotEqualTo(fast.trackId());
                });
            }
        }
    }

    @Test
    void theDoctorNamesWhatIsMissingAndWhoIsBehind() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            String servers = broker.bootstrapServers();
            Run empty = Run.of("doctor", "--bootstrap-servers", servers);
            assertThat(empty.exitCode()).isEqualTo(1);
            assertThat(empty.err()).contains("topics are missing").contains("topics --create");

            new TopicAdmin(broker.connection()).createMissing(1);
            try (TrackPublisher publisher = new TrackPublisher(broker.connection())) {
                publisher.heartbeat("ksr", NOON);
                publisher.heartbeat("msr", NOON - 2 * 3_600_000_000L);
                publisher.flush();
            }
            Run behind = Run.of("doctor", "--bootstrap-servers", servers);
            assertThat(behind.exitCode()).isEqualTo(1);
            assertThat(behind.out())
                    .contains("13 topics")
                    .contains("transactions may last as long as the jobs need")
                    .contains("0 transactions open")
                    .contains("site ksr is complete until 2021-11-15T12:00:00");
            assertThat(behind.err()).contains("site msr").contains("2.0 h behind");
        }
    }
}

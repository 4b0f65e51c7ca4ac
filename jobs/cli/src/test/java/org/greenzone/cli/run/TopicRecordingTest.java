package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Span;
import org.greenzone.formats.cdm.CdmWriter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.EventTime;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicRecordingTest {
    @TempDir
    Path folder;

    /** A replay that began with its first track gave the seeds, and the status of the zones, other times than live. */
    @Test
    void aRecordingOfABrokerBeginsWhereItsCatalogueWasComplete() throws Exception {
        Path tdm = folder.resolve("pass.tdm");
        Files.writeString(tdm, """
                CCSDS_TDM_VERS = 2.0
                CREATION_DATE = 2021-11-15T00:40:00
                ORIGINATOR = TEST
                META_START
                TIME_SYSTEM = UTC
                PARTICIPANT_1 = CRSR
                PARTICIPANT_2 = 80009
                MODE = SEQUENTIAL
                PATH = 1,2,1
                TIMETAG_REF = RECEIVE
                RANGE_UNITS = km
                ANGLE_TYPE = AZEL
                META_STOP
                DATA_START
                RANGE = 2021-11-15T00:04:39.909516 827.4565026231577
                ANGLE_1 = 2021-11-15T00:04:39.909516 115.42605276243133
                ANGLE_2 = 2021-11-15T00:04:39.909516 33.098630500468666
                RANGE = 2021-11-15T00:04:40.909522 829.307723655282
                ANGLE_1 = 2021-11-15T00:04:40.909522 118.55281290085698
                ANGLE_2 = 2021-11-15T00:04:40.909522 33.04676458735455
                DATA_STOP
                """);
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            Run ingested = Run.of(
                    "ingest",
                    tdm,
                    "--start",
                    "2021-11-15T00:00:00Z",
                    "--complete",
                    "--bootstrap-servers",
                    broker.bootstrapServers());
            assertThat(ingested.err()).isEmpty();
            assertThat(ingested.out()).contains("1 tracks, 0 orbits, 1 sites, 0 assets");
            ingestMessage(broker, "2021-11-15T00:10:00Z");
            try (TrackPublisher publisher = new TrackPublisher(broker.connection())) {
                publisher.promise(
                        Topic.MESSAGES, new Progress("correlate-tracks", 0, 1, Times.parse("2021-11-15T00:30:00Z")));
                publisher.flush();
            }
            ingestMessage(broker, "2021-11-15T00:20:00Z");

            List<Path> files =
                    new TopicRecording(new CommonOptions(), broker.connection(), JobOptions.DEFAULT).write(folder);

            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .contains("tracks.avro");
            Optional<Span> span = EventFile.span(folder.resolve("tracks.avro"));
            assertThat(span.map(Span::startMicros)).contains(Times.parse("2021-11-15T00:00:00Z"));
            assertThat(EventFile.span(folder.resolve("sites.avro"))).isEmpty();
            assertThat(EventFile.read(folder.resolve("tracks.avro")).records()).hasSize(1);
            assertThat(EventFile.read(folder.resolve("sites.avro")).records()).hasSize(1);
            // A message that came late counts in the replay from when on it counted.
            assertThat(EventFile.read(folder.resolve("messages.avro")).records())
                    .extracting(EventTime::micros)
                    .containsExactly(Times.parse("2021-11-15T00:10:00Z"), Times.parse("2021-11-15T00:30:00Z"));
        }
    }

    private void ingestMessage(EmbeddedBroker broker, String created) throws Exception {
        double[] covariance = new double[21];
        for (int i = 0, k = 0; i < 6; i++, k += i + 1) {
            covariance[k] = i < 3 ? 100 : 1e-4;
        }
        Path file = folder.resolve("message.cdm");
        Files.writeString(
                file,
                CdmWriter.kvn(
                        new Conjunction(
                                "abc",
                                0,
                                Conjunction.Status.NEW,
                                Times.parse(created),
                                new Conjunction.Participant(
                                        "25544", "ISS", "", new double[] {6.8e6, 0, 0, 0, 7_600, 0}, covariance),
                                new Conjunction.Participant(
                                        "13552", "", "", new double[] {6.8001e6, 0, 0, 0, 0, 7_600}, covariance),
                                Times.parse("2021-11-15T06:00:00Z"),
                                100,
                                new double[] {100, 0, 0},
                                7_600 * Math.sqrt(2),
                                62,
                                1e-5,
                                "FOSTER-1992",
                                3e-4,
                                Conjunction.Dilution.ROBUST,
                                List.of(),
                                List.of()),
                        "CSpOC",
                        "ISS"));
        Run ingested = Run.of("ingest", file, "--bootstrap-servers", broker.bootstrapServers());
        assertThat(ingested.err()).isEmpty();
        assertThat(ingested.out()).contains("1 files of conjunction data messages");
    }
}

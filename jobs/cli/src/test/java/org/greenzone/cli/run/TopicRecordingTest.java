package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Span;
import org.greenzone.pipeline.JobOptions;
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
        }
    }
}

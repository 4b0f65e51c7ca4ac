package org.greenzone.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.greenzone.cli.Run;
import org.greenzone.cli.input.EventFile;
import org.greenzone.schemas.FieldOfView;
import org.greenzone.schemas.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    @Test
    void assetsAndSitesThatAreIngestedAreListedWatchedAndSurviveARestart() throws Exception {
        Path assets = folder.resolve("assets.json");
        Files.writeString(
                assets, "{\"assets\": [{\"objectId\": \"25544\", \"name\": \"ISS\", \"companions\": [\"49044\"]}]}");
        Path sites = folder.resolve("sites.json");
        Files.writeString(
                sites,
                "{\"sites\": [{\"id\": \"here\", \"latitudeDegrees\": 1, \"longitudeDegrees\": 2, \"altitudeMetres\": 3}]}");
        Path data = folder.resolve("broker");

        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            Run ingested = Run.of("ingest", assets, sites, "--bootstrap-servers", broker.bootstrapServers());
            assertThat(ingested.err()).isEmpty();
            assertThat(ingested.exitCode()).isZero();
            assertThat(ingested.out()).contains("1 sites, 1 assets");
        }
        try (EmbeddedBroker again = EmbeddedBroker.start(data)) {
            Run topics = Run.of("topics", "--format", "csv", "--bootstrap-servers", again.bootstrapServers());
            assertThat(topics.exitCode()).isZero();
            assertThat(topics.out()).containsPattern("assets,Asset,[0-9a-f]{16},compacted,1,1,1");
            Run watch = Run.of(
                    "watch",
                    "--topic",
                    "assets,sites",
                    "--from",
                    "beginning",
                    "--until-end",
                    "--format",
                    "jsonl",
                    "--bootstrap-servers",
                    again.bootstrapServers());
            assertThat(watch.exitCode()).isZero();
            Run second = Run.of("topics", "--data", data);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errLines()).hasSize(1);
            assertThat(second.err()).contains(data.toString()).contains("in use");
            assertThat(watch.out())
                    .contains("\"objectId\":\"25544\"", "\"companions\":[\"49044\"]", "\"siteId\":\"here\"");
        }
    }

    @Test
    void aTemporaryBrokerLeavesNothingBehind() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            broker.close();
        }
    }

    @Test
    void anArchiveThatIsCutShortIsNotPassedOverInSilence() throws Exception {
        Path whole = folder.resolve("whole.avro");
        Path cut = folder.resolve("cut.avro");
        EventFile.write(whole, FieldOfView.getClassSchema(), java.util.List.of(new FieldOfView(1.0, 2.0, 3.0)));
        byte[] bytes = Files.readAllBytes(whole);
        assertThat(EventFile.read(whole).problems()).isEmpty();
        for (int missing : new int[] {1, 16, 20, 31, bytes.length - 10}) {
            Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - missing));
            assertThat(EventFile.read(cut).problems())
                    .as("without %d bytes", missing)
                    .hasSize(1);
            assertThat(EventFile.read(cut).problems().get(0).toString())
                    .contains("cut.avro")
                    .contains("cut short");
        }
    }

    @Test
    void recordsOfAFileAreReadBackAndEqualRecordsMakeEqualFiles() throws Exception {
        Path one = folder.resolve("one.avro");
        Path two = folder.resolve("two.avro");
        EventFile.write(one, FieldOfView.getClassSchema(), java.util.List.of(new FieldOfView(1.0, 2.0, 3.0)));
        EventFile.write(two, FieldOfView.getClassSchema(), java.util.List.of(new FieldOfView(1.0, 2.0, 3.0)));
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
        assertThat(EventFile.isOne(one)).isTrue();
        assertThat(EventFile.read(one).records()).containsExactly(new FieldOfView(1.0, 2.0, 3.0));
        assertThat(Site.getClassSchema().getFullName()).isEqualTo("org.greenzone.schemas.Site");
    }
}

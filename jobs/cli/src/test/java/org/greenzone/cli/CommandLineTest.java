package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.greenzone.cli.simulate.SimulateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String KOSMOS_AND_STATION = """
            1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995
            2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807
            1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996
            2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108
            """;

    @TempDir
    Path folder;

    @Test
    void noWordsPrintHelpWithAllCommandsAndSucceed() {
        Run run = Run.of();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "determine",
                        "screen",
                        "pc",
                        "passages",
                        "simulate",
                        "score",
                        "ingest",
                        "replay",
                        "watch",
                        "topics");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aWordThatIsNoCommandIsWrongUseInOneLine() {
        Run run = Run.of("fly");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("fly").contains("--help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownFormatIsWrongUse() {
        Run run = Run.of("pc", "x.cdm", "--format", "yaml");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("yaml");
    }

    @Test
    void anUnknownMethodNamesThoseThatThereAre() {
        Run run = Run.of("pc", "x.cdm", "--method", "dice");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("dice").contains("FOSTER-1992");
    }

    @Test
    void aFileThatDoesNotExistFailsInOneLineThatNamesIt() {
        Run run = Run.of("pc", folder.resolve("absent.cdm"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("absent.cdm");
    }

    @Test
    void twoProtectedAssetsOfOneIdAreRefusedInOneLine() throws Exception {
        Path one = Files.writeString(
                folder.resolve("one.json"), "{\"assets\": [{\"objectId\": \"25544\", \"hardBodyRadiusMetres\": 55}]}");
        Path other = Files.writeString(
                folder.resolve("other.json"), "{\"assets\": [{\"objectId\": \"25544\", \"hardBodyRadiusMetres\": 5}]}");
        Run run = Run.of("ingest", one, other, "--bootstrap-servers", "127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("two protected assets have the id 25544; give each object once");
    }

    @Test
    void aFolderOfPhysicalDataThatDoesNotExistFails() {
        Run run = Run.of("pc", "x.cdm", "--orekit-data", folder.resolve("nowhere"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--orekit-data").contains("nowhere");
    }

    @Test
    void theTraceOfAFailureIsPrintedOnlyWhenAskedFor() {
        assertThat(Run.of("simulate", "--scenario", "nothing", "--out", folder).err())
                .contains(SimulateCommand.DEFAULT_SCENARIO)
                .doesNotContain("\tat ");
        assertThat(Run.of("simulate", "--scenario", "nothing", "--out", folder, "-v")
                        .err())
                .contains("\tat ");
    }

    @Test
    void aBadLineIsNamedAndTheGoodRestIsUsed() throws Exception {
        Path file = folder.resolve("sets.tle");
        Files.writeString(file, KOSMOS_AND_STATION + """
                1 00005U 58002B   21319.00000000  .00002024  00000-0  69413-4 0  9991
                2 00005  xx.xxxx 123.6906 0018570 108.1104 252.2161 15.29390138142807
                """);
        Run run = Run.of(
                "passages",
                "--catalogue",
                file,
                "--primary",
                "25544",
                "--parent",
                "13552",
                "--format",
                "jsonl",
                "--from",
                "2021-11-15T06:00:00Z",
                "--days",
                "0.15");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("sets.tle:");
        assertThat(run.outLines()).isNotEmpty().allMatch(line -> line.contains("\"crossing\""));
    }

    @Test
    void theStationCrossesThePlaneOfKosmos1408WhenTheRecordsSay() throws Exception {
        Path file = folder.resolve("sets.tle");
        Files.writeString(file, KOSMOS_AND_STATION);
        Run run = Run.of(
                "passages",
                "--catalogue",
                file,
                "--primary",
                "25544",
                "--parent",
                "13552",
                "--format",
                "csv",
                "--from",
                "2021-11-15T06:50:00Z",
                "--days",
                "0.1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("2021-11-15T07:07:4[0-2]").containsPattern("2021-11-15T08:40:4[1-3]");
    }

    @Test
    void wrongValuesOfOptionsAreWrongUseBeforeAnythingIsBegun() {
        for (String[] words : new String[][] {
            {"run", "--speed", "fast"},
            {"run", "--speed", "-1"},
            {"run", "--parallelism", "0"},
            {"run", "--scenario", "kosmos-1408", "--tracks", "x.tdm"},
            {"run", "--data", "x", "--bootstrap-servers", "127.0.0.1:1"},
            {"replay", "tracks", "x.tdm"},
            {"replay", "x.tdm", "--keep", "x"},
            {"topics", "--partitions", "0"},
            {"topics", "--data", "x", "--bootstrap-servers", "127.0.0.1:1"},
            {"watch", "--topic", "nonsense"},
            {"watch", "--from", "yesterday"},
            {"screen", "--catalogue", "x", "--primary", "1", "--volume", "1,2"},
            {"screen", "--catalogue", "x", "--primary", "1", "--volume", "box:1,2,-3"},
            {"screen", "--catalogue", "x", "--all", "--primary", "1"},
            {"screen", "--catalogue", "x"},
            {"pc", "x.cdm", "--hbr", "0"},
            {"score", "x.jsonl"},
            {"score", "--truth", "x", "x.jsonl", "--order", "0.5"},
            {"score", "--truth", "x", "x.jsonl", "--predict", "-1"},
        }) {
            Run run = Run.of((Object[]) words);
            assertThat(run.exitCode()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(run.errLines()).as(String.join(" ", words)).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aFileThatIsMissingIsSaidOnceByEachCommand() {
        Path absent = folder.resolve("absent");
        for (Object[] words : new Object[][] {
            {"determine", absent},
            {"run", "--tracks", absent},
            {"replay", absent},
            {"ingest", absent},
            {"screen", "--catalogue", absent, "--primary", "1"},
            {"passages", "--catalogue", absent, "--primary", "1", "--parent", "2"},
        }) {
            Run run = Run.of(words);
            assertThat(run.exitCode()).as(words[0].toString()).isEqualTo(1);
            assertThat(run.errLines()).as(words[0].toString()).hasSize(1);
            assertThat(run.err()).contains("absent");
        }
    }

    @Test
    void aCommandThatIsNearlyWrittenIsSuggested() {
        assertThat(Run.of("screeen").err()).contains("no command 'screeen'").contains("screen");
    }

    @Test
    void elementSetsWhereTracksAreWantedAreNamed() throws Exception {
        Path file = folder.resolve("sets.tle");
        Files.writeString(file, """
                1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995
                2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807
                """);
        Run run = Run.of("determine", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("holds no track that can be used, but 1 element set");
    }

    @Test
    void setsFarFromTheScreeningAreWarnedOfAndGiveNoProbability() throws Exception {
        Path file = folder.resolve("sets.tle");
        Files.writeString(file, KOSMOS_AND_STATION);
        Run run = Run.of(
                "screen",
                "--catalogue",
                file,
                "--primary",
                "25544",
                "--from",
                "2021-12-20",
                "--days",
                "0.5",
                "--miss-km",
                "3000",
                "--format",
                "jsonl");
        assertThat(run.err()).contains("2 of 2 element sets are more than 30 days from the screening");
        assertThat(run.outLines()).isNotEmpty().allMatch(line -> line.contains("\"pc\":null"));
    }

    @Test
    void allAgainstAllGivesTheApproachesOfEachPrimaryOnce() throws Exception {
        Path file = folder.resolve("sets.tle");
        Files.writeString(file, KOSMOS_AND_STATION);
        String[] words = {"--from", "2021-11-15", "--days", "0.5", "--miss-km", "3000", "--format", "jsonl"};
        Run all = Run.of(Stream.concat(Stream.of("screen", "--catalogue", file, "--all"), Stream.of(words))
                .toArray());
        Run each = Run.of(Stream.concat(
                        Stream.of("screen", "--catalogue", file, "--primary", "13552,25544", "--no-probability"),
                        Stream.of(words))
                .toArray());
        assertThat(all.exitCode()).isZero();
        assertThat(all.outLines()).hasSizeGreaterThan(2).allMatch(line -> line.contains("\"pc\":null"));
        assertThat(each.outLines()).hasSameSizeAs(all.outLines());
        for (int k = 0; k < all.outLines().size(); k++) {
            JsonNode one = new ObjectMapper().readTree(all.outLines().get(k));
            JsonNode other = new ObjectMapper().readTree(each.outLines().get(k));
            assertThat(one.get("primaryId")).isEqualTo(other.get("primaryId"));
            assertThat(one.get("missDistanceMetres").asDouble())
                    .isCloseTo(other.get("missDistanceMetres").asDouble(), within(0.01));
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerFailsInOneLine() {
        Run run = Run.of(
                "topics",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--kafka",
                "default.api.timeout.ms=2000",
                "--kafka",
                "request.timeout.ms=1000");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("127.0.0.1:1");
    }
}

package org.greenzone.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.EventFile;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrbitScreeningTest {
    private static final String MIDNIGHT = OrbitsThatMeet.MIDNIGHT;
    private static final long TCA = OrbitsThatMeet.TCA;

    @TempDir
    private Path folder;

    private static CatalogueOrbit orbit(String id, int revision, double above, double speed, double inclination) {
        return OrbitsThatMeet.orbit(id, revision, new double[] {10, 20, 10}, above, speed, inclination);
    }

    private Path archive(CatalogueOrbit... orbits) throws Exception {
        Path file = folder.resolve("orbits.avro");
        EventFile.write(
                file,
                org.greenzone.schemas.Orbit.getClassSchema(),
                Stream.of(orbits).map(OrbitCodec::toWire).toList());
        return file;
    }

    private Path threeThatMeet() throws Exception {
        return archive(
                orbit("1", 0, 0, 7_600, 0.9),
                orbit("2", 0, 150, 7_630, 2.2),
                orbit("3", 0, -200, 7_570, 1.6),
                orbit("4", 0, 30, 7_600, 0.9),
                // What becomes known later does not count at midnight.
                orbit("2", 1, 90e3, 7_630, 2.2));
    }

    @Test
    void orbitsOfAnArchiveAreScreenedAsTheyWereKnownAtTheStart() throws Exception {
        Run run = Run.of(
                "screen",
                "--orbits",
                threeThatMeet(),
                "--primary",
                "1",
                "--from",
                MIDNIGHT,
                "--days",
                "0.125",
                "--miss-km",
                "10",
                "--format",
                "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("stay together, not screened: 1 and 4");
        assertThat(run.outLines()).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(run.outLines().get(0));
        JsonNode second = new ObjectMapper().readTree(run.outLines().get(1));
        assertThat(List.of(
                        first.get("secondaryId").asText(),
                        second.get("secondaryId").asText()))
                .containsExactlyInAnyOrder("2", "3");
        for (JsonNode json : List.of(first, second)) {
            double miss = json.get("secondaryId").asText().equals("2") ? 150 : 200;
            assertThat(Times.parse(json.get("tca").asText())).isCloseTo(TCA, within(1_000_000L));
            assertThat(json.get("missDistanceMetres").asDouble()).isCloseTo(miss, within(10.0));
            assertThat(json.get("pc").asDouble()).isBetween(0.0, 1.0);
            assertThat(json.get("hbrMetres").asDouble()).isEqualTo(6);
            assertThat(json.get("hbrSources").get(0).asText()).isEqualTo("orbit");
        }
    }

    @Test
    void allOrbitsAgainstEachOtherGiveEachPairOnce() throws Exception {
        Run run = Run.of(
                "screen",
                "--orbits",
                threeThatMeet(),
                "--all",
                "--from",
                MIDNIGHT,
                "--days",
                "0.125",
                "--miss-km",
                "10",
                "--format",
                "csv");
        assertThat(run.exitCode()).isZero();
        List<String> pairs = run.outLines().stream()
                .skip(1)
                .map(line -> line.split(",")[0] + "-" + line.split(",")[1])
                .toList();
        assertThat(pairs).containsExactlyInAnyOrder("1-2", "1-3", "2-3", "2-4", "3-4");
        Run later = Run.of(
                "screen",
                "--orbits",
                threeThatMeet(),
                "--all",
                "--days",
                "0.125",
                "--miss-km",
                "10",
                "--format",
                "csv");
        assertThat(later.outLines().stream().skip(1).filter(line -> line.contains("NAME 2") || line.startsWith("2,")))
                .isEmpty();
    }

    @Test
    void aPrimaryWithoutAnOrbitAndTwoKindsOfCatalogueAreRefused() throws Exception {
        Path file = threeThatMeet();
        Run absent = Run.of("screen", "--orbits", file, "--primary", "99");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.errLines()).hasSize(1);
        assertThat(absent.err()).contains("--primary 99: has no orbit");
        assertThat(Run.of("screen", "--orbits", file, "--catalogue", file, "--all")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("screen", "--all").err()).contains("--catalogue FILE or --orbits FILE");
    }
}

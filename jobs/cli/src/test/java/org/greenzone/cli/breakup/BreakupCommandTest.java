package org.greenzone.cli.breakup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.greenzone.cli.Run;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakupCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void kosmos1408IsNamedWithTheMinutesOfItsEnd() throws Exception {
        Run run = Run.of(
                "breakup",
                "--catalogue",
                SharedData.require("kosmos-1408/fragments-2021-11-30.3le"),
                "--format",
                "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines()).hasSize(1);
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("status").asText()).isEqualTo("confirmed");
        assertThat(json.get("parentId").asText()).isEqualTo("13552");
        assertThat(json.get("parentName").asText()).isEqualTo("COSMOS 1408");
        assertThat(json.get("epoch").asText()).isBetween("2021-11-15T02:47:00", "2021-11-15T02:53:00");
        assertThat(json.get("epochSigmaSeconds").asDouble()).isBetween(0.5, 30.0);
        assertThat(json.get("fragments").asInt())
                .isGreaterThanOrEqualTo(json.get("fragmentsUsed").asInt());
        assertThat(json.get("pinchDispersionMetres").asDouble()).isLessThan(1000);
    }

    /** Starlink batches of 2024 claim nothing; clouds of 2007 and 2009 are unresolved, and have no epoch. */
    @Test
    void launchesAreNoBreakupsAndOldCloudsAreUnresolved(@TempDir Path folder) throws Exception {
        Path catalogue = launches(
                SharedData.require("catalogue/full_catalog_20240705.tle.gz"),
                Set.of("24107", "24111", "24117", "24118", "24120", "97051"),
                folder.resolve("some.tle"));
        Run run = Run.of("breakup", "--catalogue", catalogue, "--all", "--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines()).hasSize(6);
        for (String line : run.outLines()) {
            JsonNode json = JSON.readTree(line);
            boolean old = json.get("launch").asText().startsWith("1997");
            assertThat(json.get("status").asText()).as(line).isEqualTo(old ? "unresolved" : "none");
            assertThat(json.get("epoch").isNull()).isTrue();
        }
    }

    @Test
    void aParentThatIsNotInTheCatalogueIsAnError() {
        Run run =
                Run.of("breakup", "--catalogue", SharedData.require("kosmos-1408/pre-event.3le"), "--parent", "99999");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--parent 99999");
        assertThat(Run.of("breakup", "--catalogue", "x", "--days", "-1").exitCode())
                .isEqualTo(2);
    }

    @Test
    void passagesThroughTheCloudAreThoseOfTheNight() throws Exception {
        Run run = Run.of(
                "passages",
                "--catalogue",
                SharedData.require("kosmos-1408/pre-event.3le"),
                "--primary",
                "25544",
                "--parent",
                "13552",
                "--epoch",
                "2021-11-15T02:47:38Z",
                "--mass",
                "2200",
                "--samples",
                "200",
                "--format",
                "jsonl");
        assertThat(run.exitCode()).isZero();
        boolean seen = false;
        for (String line : run.outLines()) {
            JsonNode json = JSON.readTree(line);
            seen |= json.get("crossing").asText().startsWith("2021-11-15T07:07:40.4");
            assertThat(json.get("enter").asText()).isLessThan(json.get("leave").asText());
            assertThat(json.get("probability").asDouble())
                    .isGreaterThanOrEqualTo(json.get("probabilityBelowLimit").asDouble());
        }
        assertThat(seen).isTrue();
    }

    private static Path launches(Path file, Set<String> wanted, Path to) throws IOException {
        List<String> kept = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            boolean keep = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep = line.startsWith("1 ") ? wanted.contains(line.substring(9, 14)) : keep;
                if (keep) {
                    kept.add(line);
                }
            }
        }
        return Files.write(to, kept, StandardCharsets.US_ASCII);
    }
}

package org.greenzone.cli;

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
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Percentage;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDataCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void probabilityOfAPublishedCaseIsThePublishedOne() throws Exception {
        Path file = SharedData.require("cdm/AlfanoTestCase03.cdm");
        Run run = Run.of("pc", file, "--hbr", "15", "--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("pc").get("FOSTER-1992").asDouble())
                .isCloseTo(1.00351176e-1, Percentage.withPercentage(0.1));
        assertThat(json.get("hbrMetres").asDouble()).isEqualTo(15);
        assertThat(json.has("pcMax")).isTrue();
        assertThat(json.get("diluted").isBoolean()).isTrue();
        assertThat(json.get("warnings").isArray()).isTrue();
    }

    @Test
    void whereTwoDimensionsAreDoubtedTheThirdIsComputedUnasked() throws Exception {
        Path file = SharedData.require("cdm/OmitronTestCase_Test08_3DNc.cdm");
        JsonNode json = JSON.readTree(
                Run.of("pc", file, "--hbr", "20", "--format", "jsonl").out());
        assertThat(json.get("twoDimensionsHold").asBoolean()).isFalse();
        assertThat(json.get("pc").get("FOSTER-1992").asDouble()).isLessThan(1e-19);
        assertThat(json.get("pc").get("HALL-2021").asDouble()).isCloseTo(1.9271201e-05, Percentage.withPercentage(0.1));
        assertThat(json.get("warnings").toString()).contains("curved paths change the probability");
    }

    @Test
    void countingGivesAnIntervalAndTheSameForASeed() throws Exception {
        Path file = SharedData.require("cdm/OmitronTestCase_Test01_HighPc.cdm");
        Object[] words = {
            "pc", file, "--method", "foster-1992,monte-carlo", "--trials", "4000", "--seed", "5", "--format", "jsonl"
        };
        JsonNode json = JSON.readTree(Run.of(words).out());
        assertThat(json.get("monteCarloInterval").get(0).asDouble()).isLessThan(0.4202);
        assertThat(json.get("monteCarloInterval").get(1).asDouble()).isGreaterThan(0.4202);
        assertThat(JSON.readTree(Run.of(words).out())).isEqualTo(json);
    }

    @Test
    void radiiComeFromATableWithTheirSources() throws Exception {
        Path file = SharedData.require("cdm/ION_SCV8_vs_STARLINK_1233.txt");
        Path table = SharedData.require("catalogue/CARA_HBR_Mass_Estimates_20241101.csv.gz");
        JsonNode json =
                JSON.readTree(Run.of("pc", file, "--hard-body", table, "--default-radius", "5", "--format", "jsonl")
                        .out());
        assertThat(json.get("hbrSources")).hasSize(2);
        assertThat(json.get("hbrMetres").asDouble()).isPositive();
    }

    @Test
    void messagesOfOneEncounterBecomeItsHistory(@TempDir Path folder) throws Exception {
        Path file = SharedData.require("cdm/OmitronTestCase_Test02_MaxRadialSigma.cdm");
        String text = Files.readString(file);
        Path later = folder.resolve("later.cdm");
        Files.writeString(
                later,
                text.replaceFirst("(?m)^CREATION_DATE.*$", "CREATION_DATE = 2040-001T00:00:00.000")
                        .replaceFirst("(?m)^(CR_R\\s*=).*$", "$1 4000.0 [m**2]"));
        JsonNode json = JSON.readTree(
                Run.of("pc", later, file, "--history", "--format", "jsonl").out());
        assertThat(json.get("messages").asInt()).isEqualTo(2);
        JsonNode history = json.get("history");
        assertThat(history.get(0).get("created").asText())
                .isLessThan(history.get(1).get("created").asText());
        assertThat(history.get(1).get("sigmaRtnMetres").get(0).asDouble())
                .isNotEqualTo(history.get(0).get("sigmaRtnMetres").get(0).asDouble());
        assertThat(history.get(0).get("pc").get("FOSTER-1992").asDouble()).isPositive();
        assertThat(json.has("pcTrendDecades")).isTrue();
        assertThat(Run.of("pc", later, file, "--history").out()).contains("2 messages", "h before");
    }

    @Test
    void aHistoryWithoutRadiusOrVelocityCovarianceSaysWhatIsMissing() {
        Path file = SharedData.require("cdm/SingleCovTestCase1-5.cdm");
        assertThat(Run.of("pc", file, "--history").out())
                .contains("Pc unknown, greatest unknown")
                .contains("warning: no hard-body radius in the message: give one with --hbr")
                .contains("cannot be told: that takes a covariance of position and velocity");
        assertThat(Run.of("pc", file, "--history", "--hbr", "20").out()).containsPattern("Pc [0-9.]+e-08, greatest");
        Path ion = SharedData.require("cdm/ION_SCV8_vs_STARLINK_1233.txt");
        assertThat(Run.of("pc", ion, "--history", "--hbr", "10").out())
                .as("the radius that is asked for counts after the next pass as well")
                .containsPattern("next pass: azores .*, Pc [0-9.]+e-\\d+ if the miss stays");
    }

    @Test
    void messagesOfAScreeningGiveTheirOwnProbabilityBack(@TempDir Path folder) throws Exception {
        Path catalogue = SharedData.require("kosmos-1408/pre-event.3le");
        Path table = SharedData.require("catalogue/CARA_HBR_Mass_Estimates_20241101.csv.gz");
        for (String notation : List.of("kvn", "xml")) {
            Path out = folder.resolve(notation);
            Run run = Run.of(
                    "screen",
                    "--catalogue",
                    catalogue,
                    "--primary",
                    "25544",
                    "--from",
                    "2021-11-15",
                    "--days",
                    "0.5",
                    "--miss-km",
                    "3000",
                    "--hard-body",
                    table,
                    "--cdm-out",
                    out,
                    "--cdm-pc",
                    "0",
                    "--cdm-format",
                    notation,
                    "--format",
                    "jsonl");
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<JsonNode> found = new ArrayList<>();
            for (String line : run.outLines()) {
                found.add(JSON.readTree(line));
            }
            assertThat(found).isNotEmpty();
            assertThat(found.get(0).get("hbrSources").get(0).asText()).isEqualTo("CARA Protected Primary");
            List<Path> files;
            try (var all = Files.list(out)) {
                files = all.sorted().toList();
            }
            assertThat(files).hasSameSizeAs(found);
            for (int i = 0; i < files.size(); i++) {
                JsonNode again =
                        JSON.readTree(Run.of("pc", files.get(i), "--method", "foster-1992", "--format", "jsonl")
                                .out());
                JsonNode same = found.stream()
                        .filter(f -> Math.abs(f.get("missDistanceMetres").asDouble()
                                        - again.get("missDistanceMetres").asDouble())
                                < 1e-3)
                        .findFirst()
                        .orElseThrow();
                double expected = same.get("pc").asDouble();
                assertThat(again.get("pc").get("FOSTER-1992").asDouble())
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-6 * expected));
                assertThat(again.get("hbrMetres").asDouble())
                        .isEqualTo(same.get("hbrMetres").asDouble());
            }
        }
    }

    @Test
    void aMessageWithoutRadiusAsksForOne() {
        Path file = SharedData.require("cdm/ION_SCV8_vs_STARLINK_1233.txt");
        Run run = Run.of("pc", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--hbr");
        assertThat(Run.of("pc", file, "--hbr", "5").exitCode()).isZero();
    }

    @Test
    void anEphemerisThatEndsBeforeTheScreeningIsNotPassedOverInSilence() {
        Path ephemeris = SharedData.require("iss-oem/ISS.OEM_J2K_EPH_2022-02-11_2022-02-26.xml.gz");
        Path catalogue = SharedData.require("kosmos-1408/pre-event.3le");
        Run run = Run.of(
                "screen", "--catalogue", catalogue, "--ephemeris", ephemeris, "--from", "2022-03-05", "--days", "0.1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the ephemeris of 25544 reaches from").contains("not screened");
    }

    @Test
    void aPassOfEnvisatWithAnElementSetBeforeItMovesTheOrbit() throws Exception {
        Path file = SharedData.require("eiscat-envisat/2002-009A-2016-09-06_08-27-08.tdm");
        Path catalogue = SharedData.require("eiscat-envisat/envisat.tle");
        Run run = Run.of("determine", file, "--catalogue", catalogue, "--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("objectId").asText()).isEqualTo("27386");
        assertThat(json.get("covarianceRtn")).hasSize(21);
        assertThat(json.get("rmsByKind").get("range").asDouble()).isBetween(10.0, 16.0);
        assertThat(json.get("tracksUsed").asInt()).isEqualTo(1);
        assertThat(json.get("weightedRms").asDouble()).isLessThan(1.5);
    }

    @Test
    void rangesOfOneStationWithoutPriorAreRefused() {
        Path file = SharedData.require("eiscat-envisat/2002-009A-2016-09-06_08-27-08.tdm");
        Run run = Run.of("determine", file, "--format", "jsonl");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("ranges of one station");
    }

    /**
     * Ten days of real passes of nine stations: one object, and from the fourth day on each pass is predicted by those before it to metres,
     * with a sigma that is neither far too small nor far too large.
     */
    @Test
    void laserPassesOfBlitsArePredictedToMetresFromTheFourthDayOn(@TempDir Path folder) throws Exception {
        Path passes = passesUntil(SharedData.require("slr-blits/blits_2012-06-01_21.frd.gz"), 10, folder);
        Path coordinates = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        Path eccentricities = SharedData.require("slr-lageos2/ecc_une.snx.gz");
        Path physics = SharedData.require("orekit-data");
        Run run = Run.of(
                "determine",
                passes,
                "--sites",
                eccentricities,
                "--sites",
                coordinates,
                "--orekit-data",
                physics,
                "--evaluate",
                passes,
                "--format",
                "jsonl");
        assertThat(run.err()).doesNotContain("UNKNOWN_SITE").doesNotContain("IMPLAUSIBLE");
        List<Double> residuals = new ArrayList<>();
        double squaredRatios = 0;
        int orbits = 0;
        for (String line : run.outLines()) {
            JsonNode json = JSON.readTree(line);
            if (!json.path("evaluated").asBoolean()) {
                assertThat(json.get("objectId").asText()).isEqualTo("35871");
                orbits++;
            } else if (json.get("passStart").asText().compareTo("2012-06-05") > 0
                    && json.get("hoursSinceLastUsed").asDouble() <= 24) {
                residuals.add(json.get("residualRmsMetres").asDouble());
                double ratio = json.get("residualMeanMetres").asDouble()
                        / json.get("predictedSigmaMetres").asDouble();
                squaredRatios += ratio * ratio;
            }
        }
        assertThat(orbits).isEqualTo(1);
        assertThat(residuals).hasSizeGreaterThan(8);
        residuals.sort(null);
        assertThat(residuals.get(residuals.size() / 2)).isLessThan(3);
        assertThat(squaredRatios / residuals.size()).isBetween(0.1, 2.0);
    }

    /** The passes of a file of June 2012 up to a day. */
    private static Path passesUntil(Path file, int lastDay, Path folder) throws IOException {
        List<String> kept = new ArrayList<>();
        List<String> pass = new ArrayList<>();
        boolean wanted = false;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.regionMatches(true, 0, "H1", 0, 2)) {
                    kept.addAll(wanted ? pass : List.of());
                    pass.clear();
                }
                pass.add(line);
                if (line.regionMatches(true, 0, "H4", 0, 2)) {
                    wanted = Integer.parseInt(line.trim().split(" +")[4]) <= lastDay;
                }
            }
        }
        kept.addAll(wanted ? pass : List.of());
        return Files.write(folder.resolve("blits.frd"), kept, StandardCharsets.US_ASCII);
    }

    @Test
    void predictionsAndPreciseOrbitsAreScreenedAsEphemerides() {
        Path catalogue = SharedData.require("kosmos-1408/pre-event.3le");
        for (String[] file : new String[][] {
            {"slr-lageos2/lageos2_cpf_160213_5441.sgf", "2016-02-13"},
            {"precise-orbits/ssasp501.b10170.e10181.D__.sp3.gz", "2010-06-20"}
        }) {
            Path ephemeris = SharedData.require(file[0]);
            Run run = Run.of(
                    "screen",
                    "--catalogue",
                    catalogue,
                    "--ephemeris",
                    ephemeris,
                    "--from",
                    file[1],
                    "--days",
                    "0.1",
                    "--verbose");
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("approaches from " + file[1]);
        }
    }
}

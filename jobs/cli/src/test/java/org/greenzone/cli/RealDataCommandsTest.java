package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

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

    @Test
    void laserPassesOfBlitsBecomeOrbitsThatKeepTheirRangesToCentimetres() throws Exception {
        Path passes = SharedData.require("slr-blits/blits_2012-06-01_21.frd.gz");
        Path coordinates = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        Path eccentricities = SharedData.require("slr-lageos2/ecc_une.snx.gz");
        Run run = Run.of("determine", passes, "--sites", eccentricities, "--sites", coordinates, "--format", "jsonl");
        assertThat(run.err()).doesNotContain("UNKNOWN_SITE").doesNotContain("IMPLAUSIBLE");
        assertThat(run.outLines()).hasSizeGreaterThan(5);
        for (String line : run.outLines()) {
            assertThat(JSON.readTree(line).get("rmsByKind").get("range").asDouble())
                    .isLessThan(0.1);
        }
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

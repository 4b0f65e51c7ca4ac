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
}

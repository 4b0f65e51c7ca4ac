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
    void rangesOfOneStationWithoutPriorAreRefused() {
        Path file = SharedData.require("eiscat-envisat/2002-009A-2016-09-06_08-27-08.tdm");
        Run run = Run.of("determine", file, "--format", "jsonl");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("ranges of one station");
    }
}

package org.greenzone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.greenzone.simulator.breakup.JohnsonBreakup2001;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    @Test
    void kosmos1408IsTheNightOfThe15thOfNovember2021() throws ScenarioException {
        Scenario scenario = TestScenarios.READER.named("kosmos-1408");
        assertThat(scenario.radars()).extracting(r -> r.site().siteId()).containsExactly("ksr", "msr", "pfisr", "crsr");
        assertThat(scenario.objects()).extracting(o -> o.objectId()).containsExactly("25544", "13552");
        assertThat(scenario.backgrounds().get(0).count()).isEqualTo(300);
        assertThat(scenario.endMicros() - scenario.startMicros()).isEqualTo(86_400_000_000L);
        assertThat(scenario.breakups().get(0).timeMicros() - scenario.startMicros())
                .isEqualTo(10_200_000_000L);
        assertThat(JohnsonBreakup2001.cumulativeNumber(
                        scenario.breakups().get(0).event(), 0.1))
                .isEqualTo(1534, within(0.5));
        assertThat(scenario.assets().get(0).objectId()).isEqualTo("25544");
        assertThat(scenario.radars().get(0).wavelengthMetres()).isEqualTo(0.1023, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed: 11                    | seed: 11.5                  | seed: '11.5' is not a whole number; correct it
            seed: 11                    | sead: 11                    | sead: is not a field here; remove it or use one of: assets, background
            start: 2021-11-15T00:00:00Z | start: 15 Nov 2021          | start: '15 Nov 2021' is not a UTC time; write it as 2021-11-15T02:50:00Z
            end: 2021-11-15T03:00:00Z   | end: 2021-11-14T03:00:00Z   | end: is not within 31 days after the start
            - id: pfisr                 | - id: pfsr                  | radars[0].id: no site 'pfsr' is known; add latitudeDegrees
            sizeMetres: 0.01, at        | size: 0.01, at              | radars[0].detects.sizeMetres: is missing; add it
            halfWidthDegrees: 90        | halfWidthDegrees: 900       | radars[0].fields[0].halfWidthDegrees: '900' is not a number from 0.01 to 90
            82092A   21319              | 82092A   21318              | objects[0].tle:
            [6900000, 0, 0]             | [6900000, 0]                | objects[1].state.positionGcrfMetres: is not a list of 3 numbers
            [6900000, 0, 0]             | [6900000, x, 0]             | objects[1].state.positionGcrfMetres[1]: 'x' is not a number
            id: "90001"                 | id: "13552"                 | objects: object 13552 stands there twice
            parent: "13552"             | parent: "99999"             | breakups[0].parent: the scenario has no object 99999
            kind: explosion             | kind: meteor                | breakups[0].kind: 'meteor' is none of: collision, explosion
            time: 2021-11-15T01:00:00Z  | time: 2021-11-16T01:00:00Z  | breakups[0].time: is not between start and end
            cadenceSeconds: 2           | cadenceSeconds: -2          | observation.cadenceSeconds: '-2' is not a number from 0.001 to 3600
            name: small                 | other: 1                    | name: is missing; add it
            count: 12                   | count: [12]                 | background[0].count: '[12]' is not a whole number
            seed: 11                    | seed: [11                   | not YAML
            """)
    void anErrorNamesFileAndFieldInOneLine(String right, String wrong, String message) {
        String yaml = TestScenarios.SMALL.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(TestScenarios.SMALL);
        assertThatThrownBy(() -> TestScenarios.read(yaml))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining(".yaml")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> TestScenarios.read(TestScenarios.SMALL + "seed: 12\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("seed");
    }

    @Test
    void anUnknownNameIsNeitherFileNorBuiltIn() {
        assertThatThrownBy(() -> TestScenarios.READER.named("kosmos-1409"))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(
                        "kosmos-1409: neither a file nor a built-in scenario; name a file or one of: kosmos-1408, quiet, iridium-cosmos");
    }

    @Test
    void emptyAndBinaryFilesAreRefusedInWords(@TempDir Path folder) throws Exception {
        Path empty = Files.write(folder.resolve("empty.yaml"), new byte[0]);
        assertThatThrownBy(() -> TestScenarios.READER.file(empty)).isInstanceOf(ScenarioException.class);
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, 2, (byte) 0xff});
        assertThatThrownBy(() -> TestScenarios.READER.file(binary)).isInstanceOf(ScenarioException.class);
    }

    @Test
    void aFileOfElementSetsStandsRelativeToTheScenario(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("two.tle"), """
                1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996
                2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108
                1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995
                2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807
                """);
        Path file = Files.writeString(folder.resolve("s.yaml"), """
                name: files
                start: 2021-11-15T00:00:00Z
                end: 2021-11-15T01:00:00Z
                radars: [{id: pfisr, detects: {sizeMetres: 1, atRangeMetres: 1e+6}}]
                objects: [{file: two.tle, sizeMetres: 3}]
                """);
        assertThat(TestScenarios.READER.file(file).objects())
                .extracting(o -> o.objectId())
                .containsExactly("25544", "13552");
    }
}

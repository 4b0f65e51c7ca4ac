package org.greenzone.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioException;
import org.greenzone.simulator.scenario.ScenarioReader;

/** Scenarios that tests share. */
final class TestScenarios {
    static final PhysicalData PHYSICS = PhysicalData.builtIn();
    static final ScenarioReader READER = new ScenarioReader(SiteCatalogue.builtIn());

    /** Three hours, a breakup of a small body, a few objects, two radars that see everything. */
    static final String SMALL = """
            name: small
            seed: 11
            start: 2021-11-15T00:00:00Z
            end: 2021-11-15T03:00:00Z
            radars:
              - id: pfisr
                noise: {rangeMetres: 15, rangeRateMetresPerSecond: 0.5, azimuthDegrees: 0.5, elevationDegrees: 0.3}
                bias: {rangeMetres: 40, rangeRateMetresPerSecond: 2}
                fields: [{boresightAzimuthDegrees: 0, halfWidthDegrees: 90, minimumElevationDegrees: 10}]
                maximumRangeMetres: 3e+6
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
              - id: ksr
                transmitFrequencyHertz: 2.9e+9
                fields: [{boresightAzimuthDegrees: 0, halfWidthDegrees: 90, minimumElevationDegrees: 5}]
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
            objects:
              - tle:
                  - "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995"
                  - "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807"
                name: COSMOS 1408
                sizeMetres: 4
              - id: "90001"
                state:
                  epoch: 2021-11-14T23:50:00Z
                  positionGcrfMetres: [6900000, 0, 0]
                  velocityGcrfMetresPerSecond: [0, 1000, 7530]
            background:
              - count: 12
                firstObjectNumber: 80001
                lowestAltitudeMetres: 500e+3
                highestAltitudeMetres: 600e+3
                smallestSizeMetres: 1
                largestSizeMetres: 2
                inclinations: [{degrees: 82, weight: 1}, {degrees: 97.5, weight: 2}]
            assets:
              - {object: "90001", hardBodyRadiusMetres: 5, screeningRadialInTrackCrossTrackMetres: [750, 25000, 25000]}
            breakups:
              - {parent: "13552", time: 2021-11-15T01:00:00Z, kind: explosion, massKilograms: 1000, explosionScale: 0.1}
            observation: {cadenceSeconds: 2, maximumTrackSeconds: 60}
            """;

    private TestScenarios() {}

    static Scenario small() throws ScenarioException {
        return read(SMALL);
    }

    static Scenario read(String yaml) throws ScenarioException {
        try {
            Path file = Files.createTempFile("scenario", ".yaml");
            try {
                Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
                return READER.file(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.greenzone.pipeline;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.simulator.SimulationResult;

/**
 * Twelve minutes of two radars and a small catalogue, and what one thread without Flink makes of them: the reference of
 * the jobs. The lag is short, so that the catalogue feeds back within the night. Made once for all tests.
 */
public final class SmallNight {
    /** A lag of a minute. */
    public static final JobOptions OPTIONS = new JobOptions(new TrackTimes(60, 30), 3, 24);

    private static final String SCENARIO = """
            name: small night
            seed: 5
            start: 2021-11-15T00:00:00Z
            end: 2021-11-15T00:12:00Z
            radars:
              - id: pfisr
                noise: {rangeMetres: 15, rangeRateMetresPerSecond: 0.5, azimuthDegrees: 0.1, elevationDegrees: 0.1}
                fields:
                  - {boresightAzimuthDegrees: 0, halfWidthDegrees: 4, minimumElevationDegrees: 10}
                  - {boresightAzimuthDegrees: 60, halfWidthDegrees: 4, minimumElevationDegrees: 10}
                  - {boresightAzimuthDegrees: 120, halfWidthDegrees: 4, minimumElevationDegrees: 10}
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
              - id: ksr
                transmitFrequencyHertz: 2.9e+9
                noise: {rangeMetres: 15, rangeRateMetresPerSecond: 0.5, azimuthDegrees: 0.1, elevationDegrees: 0.1}
                fields:
                  - {boresightAzimuthDegrees: 0, halfWidthDegrees: 4, minimumElevationDegrees: 5}
                  - {boresightAzimuthDegrees: 60, halfWidthDegrees: 4, minimumElevationDegrees: 5}
                  - {boresightAzimuthDegrees: 120, halfWidthDegrees: 4, minimumElevationDegrees: 5}
                detects: {sizeMetres: 0.01, atRangeMetres: 5e+6}
            background:
              - count: 160
                firstObjectNumber: 80001
                lowestAltitudeMetres: 500e+3
                highestAltitudeMetres: 600e+3
                smallestSizeMetres: 1
                largestSizeMetres: 2
                inclinations: [{degrees: 82, weight: 1}, {degrees: 97.5, weight: 2}]
            gravityDegree: 8
            observation: {cadenceSeconds: 1, maximumTrackSeconds: 12}
            """;

    private SmallNight() {}

    /** Apart from the class that its worker threads call back. */
    private static final class Made {
        /** Half of the catalogue is known: the other objects are new. */
        static final DeterminedNight NIGHT =
                DeterminedNight.of(SCENARIO, OPTIONS, orbit -> Integer.parseInt(orbit.objectId()) % 2 == 0);

        static final List<Association> ASSOCIATIONS = NIGHT.associations();
        static final List<CatalogueOrbit> ORBITS = NIGHT.orbits();
    }

    public static SimulationResult night() {
        return Made.NIGHT.night();
    }

    /** Seeds as the first window sees them. */
    public static List<CatalogueOrbit> seeds() {
        return Made.NIGHT.seeds();
    }

    /** One thread without Flink, with the catalogue of the night. */
    public static DirectDetermination determination() {
        return Made.NIGHT.determination();
    }

    public static ReferenceData reference() {
        return Made.NIGHT.reference();
    }

    public static List<Association> associations() {
        return Made.ASSOCIATIONS;
    }

    /** The orbits that were determined, in the order in which they became known. */
    public static List<CatalogueOrbit> orbits() {
        return Made.ORBITS;
    }

    /** Event time up to which the last window is closed. */
    public static long lastPromiseMicros() {
        return Made.NIGHT.lastPromiseMicros();
    }

    /** The topic orbits as its job writes it. */
    public static List<Inbound> catalogueTopic() {
        return Made.NIGHT.catalogueTopic();
    }

    /** The topic associations as its job writes it. */
    public static List<Inbound> associationsTopic() {
        return Made.NIGHT.associationsTopic();
    }
}

package org.greenzone.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.simulator.SimulationResult;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioException;
import org.greenzone.simulator.scenario.ScenarioReader;

/**
 * Twelve minutes of two radars and a small catalogue, and what one thread without Flink makes of them: the reference of
 * the jobs. The lag is short, so that the catalogue feeds back within the night. Made once for all tests.
 */
public final class SmallNight {
    /** A lag of a minute. */
    public static final JobOptions OPTIONS = new JobOptions(60, 30, 3, 24, "");

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
        static final SimulationResult NIGHT = simulate();
        static final List<CatalogueOrbit> SEEDS = half(NIGHT);
        static final List<Outcome> OUTCOMES = determine(NIGHT, SEEDS);
    }

    public static SimulationResult night() {
        return Made.NIGHT;
    }

    /** Seeds as the first window sees them. */
    public static List<CatalogueOrbit> seeds() {
        return Made.SEEDS;
    }

    private static SimulationResult simulate() {
        try {
            Path file = Files.createTempFile("small-night", ".yaml");
            try {
                Files.writeString(file, SCENARIO);
                return Simulator.simulate(
                        new ScenarioReader(SiteCatalogue.builtIn()).file(file),
                        PhysicalData.builtIn(),
                        (done, all) -> {},
                        1);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ScenarioException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Half of the catalogue: the other objects are new. */
    private static List<CatalogueOrbit> half(SimulationResult night) {
        long known = OPTIONS.windowStart(night.startMicros()) - OPTIONS.windowMicros() - OPTIONS.lagMicros();
        List<CatalogueOrbit> seeds = new ArrayList<>();
        for (CatalogueOrbit orbit : night.catalogue()) {
            if (Integer.parseInt(orbit.objectId()) % 2 == 0) {
                seeds.add(orbit.withAvailable(known));
            }
        }
        return List.copyOf(seeds);
    }

    private static List<Outcome> determine(SimulationResult night, List<CatalogueOrbit> seeds) {
        List<Outcome> outcomes = new ArrayList<>();
        determination(night, seeds).run(night.tracks(), outcomes::add);
        return List.copyOf(outcomes);
    }

    private static DirectDetermination determination(SimulationResult night, List<CatalogueOrbit> seeds) {
        Map<String, Site> sites = new TreeMap<>();
        night.sites().forEach(site -> sites.put(site.siteId(), site));
        return new DirectDetermination(OPTIONS, PhysicalData.builtIn(), sites, seeds);
    }

    /** One thread without Flink, with the catalogue of the night. */
    public static DirectDetermination determination() {
        return determination(night(), seeds());
    }

    public static ReferenceData reference() {
        return new ReferenceData(night().sites(), night().assets());
    }

    public static List<Association> associations() {
        return Made.OUTCOMES.stream().map(Outcome::association).toList();
    }

    /** The orbits that were determined, in the order in which they became known. */
    public static List<CatalogueOrbit> orbits() {
        List<CatalogueOrbit> orbits = new ArrayList<>();
        for (Outcome outcome : Made.OUTCOMES) {
            orbits.addAll(outcome.orbits());
        }
        return List.copyOf(orbits);
    }

    /** Event time up to which the last window is closed. */
    public static long lastPromiseMicros() {
        return OPTIONS.windowStart(night().endMicros()) + 2 * OPTIONS.windowMicros();
    }
}

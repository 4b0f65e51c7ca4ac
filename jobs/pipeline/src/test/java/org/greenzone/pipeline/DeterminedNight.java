package org.greenzone.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topologies.Streams;
import org.greenzone.simulator.SimulationResult;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.scenario.ScenarioException;
import org.greenzone.simulator.scenario.ScenarioReader;

/**
 * A scenario, and what one thread without Flink makes of it: the reference of the jobs.
 *
 * @param seeds the catalogue as the first window sees it
 * @param outcomes of the tracks, in order
 */
public record DeterminedNight(
        JobOptions options, SimulationResult night, List<CatalogueOrbit> seeds, List<Outcome> outcomes) {

    /** @param isKnown which objects stand in the catalogue at the start */
    static DeterminedNight of(String scenario, JobOptions options, Predicate<CatalogueOrbit> isKnown) {
        SimulationResult night = simulate(scenario);
        long known = options.windowStart(night.startMicros()) - options.windowMicros() - options.lagMicros();
        List<CatalogueOrbit> seeds = night.catalogue().stream()
                .filter(isKnown)
                .map(orbit -> orbit.withAvailable(known))
                .toList();
        List<Outcome> outcomes = new ArrayList<>();
        determination(options, night, seeds).run(night.tracks(), outcomes::add);
        return new DeterminedNight(options, night, seeds, List.copyOf(outcomes));
    }

    private static SimulationResult simulate(String scenario) {
        try {
            Path file = Files.createTempFile("night", ".yaml");
            try {
                Files.writeString(file, scenario);
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

    private static DirectDetermination determination(
            JobOptions options, SimulationResult night, List<CatalogueOrbit> seeds) {
        Map<String, Site> sites = new TreeMap<>();
        night.sites().forEach(site -> sites.put(site.siteId(), site));
        return new DirectDetermination(options, PhysicalData.builtIn(), sites, seeds);
    }

    /** One thread without Flink, with the catalogue of the night. */
    public DirectDetermination determination() {
        return determination(options, night, seeds);
    }

    public ReferenceData reference() {
        return new ReferenceData(night.sites(), night.assets());
    }

    public List<Association> associations() {
        return outcomes.stream().map(Outcome::association).toList();
    }

    /** The orbits that were determined, in the order in which they became known. */
    public List<CatalogueOrbit> orbits() {
        List<CatalogueOrbit> orbits = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            orbits.addAll(outcome.orbits());
        }
        return List.copyOf(orbits);
    }

    /** Event time up to which the last window is closed. */
    public long lastPromiseMicros() {
        return options.windowStart(night.endMicros()) + 2 * options.windowMicros();
    }

    /** The topic orbits as its job writes it. */
    public List<Inbound> catalogueTopic() {
        return Streams.catalogue(seeds, orbits(), night.startMicros(), lastPromiseMicros());
    }

    /** The topic associations as its job writes it. */
    public List<Inbound> associationsTopic() {
        return Streams.associations(associations(), lastPromiseMicros());
    }
}

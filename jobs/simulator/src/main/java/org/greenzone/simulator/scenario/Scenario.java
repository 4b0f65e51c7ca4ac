package org.greenzone.simulator.scenario;

import java.util.List;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.dynamics.ForceModel;

/**
 * What is to be simulated.
 *
 * @param name for people and file names
 * @param seed of all random numbers
 * @param startMicros first instant, UTC microseconds since 1970; the catalogue stands from here on
 * @param endMicros last instant
 * @param radars in the order of the file; ids are different
 * @param objects objects with an orbit of their own, all of them catalogued
 * @param backgrounds groups of objects whose orbits are drawn, all of them catalogued
 * @param assets protected assets; each is one of the objects
 * @param breakups in the order of the file
 * @param manoeuvres in the order of the file
 * @param deployments in the order of the file
 * @param observation how the radars measure
 * @param identification how the radars name what they see
 * @param catalogueErrors how wrong the orbits are from which the pipeline starts
 * @param forces that move the objects truly
 * @param truthStepSeconds distance of the states in the table of true states
 */
public record Scenario(
        String name,
        long seed,
        long startMicros,
        long endMicros,
        List<Radar> radars,
        List<ScenarioObject> objects,
        List<Background> backgrounds,
        List<Asset> assets,
        List<ScenarioBreakup> breakups,
        List<ScenarioManoeuvre> manoeuvres,
        List<Deployment> deployments,
        Observation observation,
        Identification identification,
        CatalogueErrors catalogueErrors,
        ForceModel forces,
        double truthStepSeconds) {

    public Scenario {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException("scenario " + name + ": the end is not after the start");
        }
        radars = List.copyOf(radars);
        objects = List.copyOf(objects);
        backgrounds = List.copyOf(backgrounds);
        assets = List.copyOf(assets);
        breakups = List.copyOf(breakups);
        manoeuvres = List.copyOf(manoeuvres);
        deployments = List.copyOf(deployments);
    }

    /** The same scenario with another seed. */
    public Scenario withSeed(long otherSeed) {
        return new Scenario(
                name,
                otherSeed,
                startMicros,
                endMicros,
                radars,
                objects,
                backgrounds,
                assets,
                breakups,
                manoeuvres,
                deployments,
                observation,
                identification,
                catalogueErrors,
                forces,
                truthStepSeconds);
    }
}

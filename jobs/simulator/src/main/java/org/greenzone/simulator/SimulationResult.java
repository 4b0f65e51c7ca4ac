package org.greenzone.simulator;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.simulator.scenario.Silence;

/**
 * What a simulation made.
 *
 * @param startMicros start of the scenario, UTC microseconds since 1970
 * @param endMicros end of the scenario: up to here all sites have reported all that they have
 * @param sites of the tracks
 * @param assets to protect
 * @param catalogue orbits from which the pipeline starts, available from the start; wrong by what their covariances say
 * @param tracks by end and id
 * @param trueObjects catalogued ones in the order of the scenario, then fragments
 * @param trueTracks in the order of the tracks
 * @param silences by site: when it sent nothing, no heartbeat either
 */
public record SimulationResult(
        long startMicros,
        long endMicros,
        List<Site> sites,
        List<Asset> assets,
        List<CatalogueOrbit> catalogue,
        List<Track> tracks,
        List<TrueObject> trueObjects,
        List<TrueTrack> trueTracks,
        Map<String, List<Silence>> silences) {}

package org.greenzone.cli.input;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.simulator.SimulationResult;

/**
 * Tracks, recorded or simulated, with the sites that made them and the catalogue that stood before them: the same for the
 * commands that go through Kafka and the one that does not.
 *
 * @param sites that will send
 * @param assets to protect
 * @param seeds the catalogue before the first track, and what of it came later
 * @param tracks by end and id
 * @param startMicros before each track, UTC microseconds since 1970
 * @param endMicros after each track: up to here all sites have reported all that they have
 * @param absences of sites, in which they do not say that they live
 * @param messages of others about conjunctions, by the event time from which they count
 */
public record Recording(
        List<Site> sites,
        List<Asset> assets,
        List<CatalogueOrbit> seeds,
        List<Track> tracks,
        long startMicros,
        long endMicros,
        List<Absence> absences,
        List<ReceivedMessages> messages) {
    public Recording {
        messages = messages.stream()
                .sorted(Comparator.comparingLong(ReceivedMessages::receivedMicros)
                        .thenComparing(ReceivedMessages::name))
                .toList();
    }

    /** Of sites that were there all the time, without messages. */
    public Recording(
            List<Site> sites,
            List<Asset> assets,
            List<CatalogueOrbit> seeds,
            List<Track> tracks,
            long startMicros,
            long endMicros) {
        this(sites, assets, seeds, tracks, startMicros, endMicros, List.of(), List.of());
    }

    /**
     * The files of a recording; all but the tracks may be empty lists. Conjunction data messages may stand among the files of any kind but sites.
     *
     * @param catalogueAlone whether element sets and orbits in the files of the tracks are left out
     */
    public record Files(
            List<Path> tracks, List<Path> catalogue, List<Path> sites, List<Path> assets, boolean catalogueAlone) {
        /** With the catalogue that stands beside the tracks. */
        public Files(List<Path> tracks, List<Path> catalogue, List<Path> sites, List<Path> assets) {
            this(tracks, catalogue, sites, assets, false);
        }
    }

    /** What a simulation made. */
    public static Recording of(SimulationResult result) {
        return new Recording(
                result.sites(),
                result.assets(),
                result.catalogue(),
                result.tracks(),
                result.startMicros(),
                result.endMicros(),
                absences(result),
                List.of());
    }

    /** When sites of a simulation were not there, in the order of the sites. */
    public static List<Absence> absences(SimulationResult result) {
        return result.silences().entrySet().stream()
                .flatMap(of -> of.getValue().stream()
                        .map(silence -> new Absence(of.getKey(), silence.fromMicros(), silence.toMicros())))
                .toList();
    }

    /** The sites that are there at an instant. */
    public List<String> siteIdsAt(long micros) {
        return sites.stream()
                .map(Site::siteId)
                .filter(site -> absences.stream().noneMatch(absence -> absence.holds(site, micros)))
                .toList();
    }

    /** Reads the files, with a prior of each object of the catalogue; see {@link OpenRecording}. */
    public static Recording read(CommonOptions common, PhysicalData physics, Files files) {
        return OpenRecording.read(common, physics, files).withWholeCatalogue();
    }

    /** The seeds as the first window sees them: known a lag before it. What came after the start keeps its time. */
    public List<CatalogueOrbit> seedsKnownInTime(JobOptions options) {
        long known = options.windowStart(startMicros) - options.windowMicros() - options.lagMicros();
        return seeds.stream()
                .map(seed -> seed.availableMicros() > startMicros ? seed : seed.withAvailable(known))
                .toList();
    }
}

package org.greenzone.cli.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.JobOptions;
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
 */
public record Recording(
        List<Site> sites,
        List<Asset> assets,
        List<CatalogueOrbit> seeds,
        List<Track> tracks,
        long startMicros,
        long endMicros) {

    /** The files of a recording; all but the tracks may be empty lists. */
    public record Files(List<Path> tracks, List<Path> catalogue, List<Path> sites, List<Path> assets) {}

    /** What a simulation made. */
    public static Recording of(SimulationResult result) {
        return new Recording(
                result.sites(),
                result.assets(),
                result.catalogue(),
                result.tracks(),
                result.startMicros(),
                result.endMicros());
    }

    /**
     * Reads the files; problems are said, a recording without any track is a failure. It covers the time from its first to
     * its last track, or as much more as an archive says of itself.
     */
    public static Recording read(CommonOptions common, PhysicalData physics, Files files) {
        Inputs inputs = new Inputs(common);
        SiteCatalogue known = inputs.sites(files.sites(), OptionalLong.empty());
        List<Path> all = new ArrayList<>(files.tracks());
        all.addAll(files.catalogue());
        all.addAll(files.assets());
        Inputs.Contents contents = inputs.anything(all, known, physics);
        if (contents.tracks.isEmpty()) {
            throw common.nothing(files.tracks().get(0) + ": " + contents.instead("track"));
        }
        List<Track> ordered = new ArrayList<>(contents.tracks);
        ordered.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        long start = ordered.stream().mapToLong(Track::startMicros).min().orElseThrow();
        long end = ordered.get(ordered.size() - 1).endMicros();
        for (Path file : files.tracks()) {
            Optional<Span> span = EventFile.isOne(file) ? EventFile.span(file) : Optional.empty();
            if (span.isPresent()) {
                start = Math.min(start, span.get().startMicros());
                end = Math.max(end, span.get().endMicros());
            }
        }
        for (String warning : physics.warnings(start, end)) {
            common.warn("note: " + warning);
        }
        Map<String, Double> radii = new TreeMap<>();
        contents.assets.forEach(asset -> radii.put(asset.objectId(), asset.hardBodyRadiusMetres()));
        List<CatalogueOrbit> seeds = new ArrayList<>(contents.orbits);
        seeds.addAll(new CatalogueSeeds(common, physics).before(start, contents.elementSets, radii));
        // Stations of SINEX drift with their plates: theirs are the places at the first track.
        SiteCatalogue moved = inputs.sitesAgain(files.sites(), start).with(contents.sites);
        return new Recording(sitesOf(ordered, moved), contents.assets, seeds, ordered, start, end);
    }

    /** The seeds as the first window sees them: known a lag before it. What came after the start keeps its time. */
    public List<CatalogueOrbit> seedsKnownInTime(JobOptions options) {
        long known = options.windowStart(startMicros) - options.windowMicros() - options.lagMicros();
        return seeds.stream()
                .map(seed -> seed.availableMicros() > startMicros ? seed : seed.withAvailable(known))
                .toList();
    }

    private static List<Site> sitesOf(List<Track> tracks, SiteCatalogue known) {
        TreeSet<String> ids = new TreeSet<>();
        for (Track track : tracks) {
            ids.add(track.siteId());
            ids.add(track.transmitterSiteId());
        }
        return ids.stream().flatMap(id -> known.find(id).stream()).toList();
    }
}

package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.CatalogueSeeds;
import org.greenzone.cli.input.Inputs;
import org.greenzone.cli.simulate.SimulateCommand;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.simulator.SimulationResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user wants to be played: a scenario, or recorded tracks with the catalogue that stood before them. */
public final class PlaybackOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = "A built-in scenario or a YAML file (default: " + SimulateCommand.DEFAULT_SCENARIO + ").")
    private @Nullable String scenario;

    @Option(
            names = "--tracks",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Recorded tracks instead of a scenario (TDM, LeoLabs JSON, an archive of simulate).")
    private List<Path> tracks = List.of();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Element sets, or an archive of orbits, that stand before the tracks.")
    private List<Path> catalogue = List.of();

    @Option(names = "--sites", paramLabel = "FILE", description = "Further radar sites (JSON, SINEX).")
    private List<Path> sites = List.of();

    @Option(names = "--assets", paramLabel = "FILE", description = "Protected assets (JSON, an archive of simulate).")
    private List<Path> assets = List.of();

    /** Simulates or reads what is to be played. */
    Playback playback(CommonOptions common) {
        if (scenario != null && !tracks.isEmpty()) {
            throw new CommandFailed("--scenario and --tracks: name one of them");
        }
        if (tracks.isEmpty()) {
            String name = scenario == null ? SimulateCommand.DEFAULT_SCENARIO : scenario;
            return simulated(SimulateCommand.simulate(common, SimulateCommand.read(name), common.physicalData()));
        }
        return recorded(common);
    }

    private static Playback simulated(SimulationResult result) {
        return new Playback(
                result.sites(),
                result.assets(),
                result.catalogue(),
                result.tracks(),
                result.startMicros(),
                result.endMicros());
    }

    private Playback recorded(CommonOptions common) {
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        SiteCatalogue known = inputs.sites(sites, OptionalLong.empty());
        List<Path> files = new ArrayList<>(tracks);
        files.addAll(catalogue);
        files.addAll(assets);
        Inputs.Contents contents = inputs.anything(files, known, physics);
        if (contents.tracks.isEmpty()) {
            throw new CommandFailed("--tracks " + tracks.get(0) + ": holds no track that can be used");
        }
        List<Track> ordered = new ArrayList<>(contents.tracks);
        ordered.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        long start = ordered.stream().mapToLong(Track::startMicros).min().orElseThrow();
        long end = ordered.get(ordered.size() - 1).endMicros();
        for (String warning : physics.warnings(start, end)) {
            common.warn("note: " + warning);
        }
        Map<String, Double> radii = contents.assets.stream()
                .collect(Collectors.toMap(Asset::objectId, Asset::hardBodyRadiusMetres, (a, b) -> b));
        List<CatalogueOrbit> seeds = new ArrayList<>(contents.orbits);
        seeds.addAll(new CatalogueSeeds(common, physics).before(start, contents.elementSets, radii));
        return new Playback(sitesOf(ordered, known.with(contents.sites)), contents.assets, seeds, ordered, start, end);
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

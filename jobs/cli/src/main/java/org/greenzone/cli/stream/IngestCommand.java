package org.greenzone.cli.stream;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.CatalogueSeeds;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone ingest}: files to the topics of a broker. */
@Command(
        name = "ingest",
        description =
                "Publishes files (tracks, element sets, sites, assets, conjunction data messages; each known by its"
                        + " content) to a broker.",
        sortOptions = false)
public final class IngestCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final SourceOptions target = new SourceOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to publish.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Says that the catalogue is complete until TIME (UTC): the jobs may begin. Given with the"
                    + " last file of the catalogue.")
    private @Nullable String start;

    @Option(
            names = "--complete",
            description = "Says for each site of the tracks that nothing before its last track follows.")
    private boolean complete;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of topics that are made (default: 1).")
    private int partitions = 1;

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw common.wrongUse("--partitions " + partitions + ": must be 1 or more");
        }
        long startMicros = start == null ? Long.MIN_VALUE : common.time("--start", start);
        PhysicalData physics = common.physicalData();
        Inputs.Contents contents = new Inputs(common).anything(files, SiteCatalogue.builtIn(), physics);
        contents.ephemerides.forEach(given -> common.complain("the ephemeris of "
                + given.ephemeris().objectId() + " is not published: no topic takes it; determine, replay and run do"));
        if (contents.isEmpty()) {
            throw common.nothing(files.get(0) + ": nothing in it that can be published");
        }
        Map<String, Double> radii = new TreeMap<>();
        contents.assets.forEach(asset -> radii.put(asset.objectId(), asset.hardBodyRadiusMetres()));
        List<CatalogueOrbit> orbits = new ArrayList<>(contents.orbits);
        orbits.addAll(new CatalogueSeeds(common, physics)
                .before(startMicros == Long.MIN_VALUE ? Long.MAX_VALUE : startMicros, contents.elementSets, radii));
        List<Track> tracks = new ArrayList<>(contents.tracks);
        tracks.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        List<Site> sites = new ArrayList<>(contents.sites);
        sites.addAll(builtInSitesOf(tracks, contents.sites));
        try (SourceOptions.Source opened = target.open(common)) {
            new TopicAdmin(opened.connection()).createMissing(partitions);
            try (TrackPublisher publisher = new TrackPublisher(opened.connection())) {
                sites.forEach(publisher::publish);
                contents.assets.forEach(publisher::publish);
                orbits.forEach(publisher::publish);
                if (startMicros != Long.MIN_VALUE) {
                    publisher.seedComplete(startMicros);
                }
                contents.messages.forEach(publisher::publish);
                // They count from their creation dates on only where no site has promised later ones before them.
                publisher.flush();
                publish(tracks, publisher);
                publisher.flush();
            }
        }
        common.out()
                .println("published: " + tracks.size() + " tracks, " + orbits.size() + " orbits, " + sites.size()
                        + " sites, " + contents.assets.size() + " assets, " + contents.messages.size()
                        + " files of conjunction data messages");
        return common.exitCode();
    }

    private void publish(List<Track> tracks, TrackPublisher publisher) {
        Map<String, Long> last = new TreeMap<>();
        for (Track track : tracks) {
            publisher.publish(track);
            last.merge(track.siteId(), track.endMicros(), Math::max);
        }
        if (complete) {
            last.forEach(publisher::heartbeat);
        }
    }

    /** Sites that the program knows and the tracks name, unless a file brings them. */
    private static List<Site> builtInSitesOf(List<Track> tracks, List<Site> given) {
        TreeSet<String> ids = new TreeSet<>();
        tracks.forEach(track -> {
            ids.add(track.siteId());
            ids.add(track.transmitterSiteId());
        });
        given.forEach(site -> ids.remove(site.siteId()));
        SiteCatalogue builtIn = SiteCatalogue.builtIn();
        return ids.stream().flatMap(id -> builtIn.find(id).stream()).toList();
    }
}

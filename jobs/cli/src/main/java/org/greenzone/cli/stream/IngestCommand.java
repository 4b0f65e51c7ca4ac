package org.greenzone.cli.stream;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.CatalogueSeeds;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code greenzone ingest}: files to the topics of a broker. */
@Command(
        name = "ingest",
        description = "Publishes files (tracks, element sets, sites, assets; each known by its content) to a broker.",
        sortOptions = false)
public final class IngestCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

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
        long startMicros = start == null ? Long.MIN_VALUE : time(start);
        PhysicalData physics = common.physicalData();
        Inputs.Contents contents = new Inputs(common).anything(files, SiteCatalogue.builtIn(), physics);
        if (contents.isEmpty()) {
            throw new CommandFailed(files.get(0) + ": nothing in it that can be published");
        }
        Map<String, Double> radii = new TreeMap<>();
        contents.assets.forEach(asset -> radii.put(asset.objectId(), asset.hardBodyRadiusMetres()));
        List<CatalogueOrbit> orbits = new ArrayList<>(contents.orbits);
        orbits.addAll(new CatalogueSeeds(common, physics)
                .before(startMicros == Long.MIN_VALUE ? Long.MAX_VALUE : startMicros, contents.elementSets, radii));
        List<Track> tracks = new ArrayList<>(contents.tracks);
        tracks.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        Properties connection = kafka.connect();
        new TopicAdmin(connection).createMissing(partitions);
        try (TrackPublisher publisher = new TrackPublisher(connection)) {
            for (Site site : contents.sites) {
                publisher.publish(site);
            }
            for (Site site : builtInSitesOf(tracks, contents.sites)) {
                publisher.publish(site);
            }
            for (Asset asset : contents.assets) {
                publisher.publish(asset);
            }
            for (CatalogueOrbit orbit : orbits) {
                publisher.publish(orbit);
            }
            if (startMicros != Long.MIN_VALUE) {
                publisher.seedComplete(startMicros);
            }
            Map<String, Long> last = new TreeMap<>();
            for (Track track : tracks) {
                publisher.publish(track);
                last.merge(track.siteId(), track.endMicros(), Math::max);
            }
            if (complete) {
                last.forEach(publisher::heartbeat);
            }
            publisher.flush();
        }
        common.out()
                .println(tracks.size() + " tracks, " + orbits.size() + " orbits, " + contents.sites.size() + " sites, "
                        + contents.assets.size() + " assets published");
        return common.exitCode();
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

    private long time(String text) {
        try {
            return Times.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--start: " + e.getMessage(), e);
        }
    }
}

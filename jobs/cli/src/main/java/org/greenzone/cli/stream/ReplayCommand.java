package org.greenzone.cli.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Greenzone;
import org.greenzone.cli.embedded.Folders;
import org.greenzone.cli.input.EventFile;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.OrbitSource;
import org.greenzone.schemas.Track;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code greenzone replay}: recorded tracks once more through all jobs in this process, to the end. The tracks come from
 * files, or from the topic {@code tracks} of a broker with the sites, assets and the catalogue that stand there; what
 * comes out is the same as it was live.
 */
@Command(
        name = "replay",
        description = "Plays recorded tracks, of files or of the topic of a broker, through all jobs in this process"
                + " and ends.",
        sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(
            paramLabel = "FILE|topic",
            arity = "1..*",
            description =
                    "Files with tracks, element sets, sites or assets; or the word tracks: the topic of the broker"
                            + " and what stands in its topics sites, assets and orbits.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--catalogue", paramLabel = "FILE", description = "Element sets or orbits before the tracks.")
    private List<Path> catalogue = new ArrayList<>();

    @Option(names = "--sites", paramLabel = "FILE", description = "Further radar sites.")
    private List<Path> sites = new ArrayList<>();

    @Option(names = "--assets", paramLabel = "FILE", description = "Protected assets.")
    private List<Path> assets = new ArrayList<>();

    @Option(names = "--speed", paramLabel = "N|max", description = "Seconds of event time in a second (default: max).")
    private String speed = "max";

    @Option(names = "--parallelism", paramLabel = "N", description = "Parallel copies of each operator (default: 1).")
    private int parallelism = 1;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the events (default: text).")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep what was read of the broker as files in DIR.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException {
        if (!sources.contains(Topic.TRACKS.topicName())) {
            return run(sources.stream().map(Path::of).toList(), catalogue, sites, assets);
        }
        if (sources.size() > 1) {
            throw new CommandFailed("replay: name files, or the topic tracks alone");
        }
        Path folder = keep == null ? Files.createTempDirectory("greenzone-replay-") : Files.createDirectories(keep);
        try {
            Map<Topic, Path> files = download(kafka.connect(), folder);
            List<Path> allSites = new ArrayList<>(List.of(path(files, Topic.SITES)));
            allSites.addAll(sites);
            List<Path> allAssets = new ArrayList<>(List.of(path(files, Topic.ASSETS)));
            allAssets.addAll(assets);
            List<Path> seeds = new ArrayList<>(List.of(path(files, Topic.ORBITS)));
            seeds.addAll(catalogue);
            return run(List.of(path(files, Topic.TRACKS)), seeds, allSites, allAssets);
        } finally {
            if (keep == null) {
                Folders.delete(folder);
            }
        }
    }

    private static Path path(Map<Topic, Path> files, Topic topic) {
        Path path = files.get(topic);
        if (path == null) {
            throw new IllegalStateException("no file was made of the topic " + topic.topicName());
        }
        return path;
    }

    private Integer run(List<Path> trackFiles, List<Path> seeds, List<Path> siteFiles, List<Path> assetFiles) {
        List<String> words = new ArrayList<>(List.of("run", "--until-done", "--speed", speed));
        words.addAll(List.of("--parallelism", Integer.toString(parallelism), "--format", format.name()));
        common.forwarded().forEach(words::add);
        trackFiles.forEach(file -> words.addAll(List.of("--tracks", file.toString())));
        seeds.forEach(file -> words.addAll(List.of("--catalogue", file.toString())));
        siteFiles.forEach(file -> words.addAll(List.of("--sites", file.toString())));
        assetFiles.forEach(file -> words.addAll(List.of("--assets", file.toString())));
        CommandLine commandLine = Greenzone.commandLine();
        commandLine.setOut(common.out()).setErr(common.err());
        return commandLine.execute(words.toArray(String[]::new));
    }

    /** What the broker holds of the inputs, as files; tracks that cannot be decoded are counted and left out. */
    private Map<Topic, Path> download(Properties connection, Path folder) throws IOException {
        List<Topic> inputs = Arrays.asList(Topic.TRACKS, Topic.ORBITS, Topic.SITES, Topic.ASSETS);
        if (!new TopicAdmin(connection).partitions().keySet().containsAll(inputs)) {
            throw new CommandFailed("the topics of Greenzone are not all on this broker; see greenzone topics");
        }
        Map<Topic, List<SpecificRecordBase>> events = new LinkedHashMap<>();
        inputs.forEach(topic -> events.put(topic, new ArrayList<>()));
        try (EventReader reader = new EventReader(connection, inputs)) {
            for (EventReader.Received received : reader.readToEnd()) {
                if (received.decoded() instanceof Wire.Broken broken) {
                    common.complain(received.topic().topicName() + "/" + received.partition() + " offset "
                            + received.offset() + ": left out: " + broken.detail());
                } else if (received.decoded() instanceof Wire.Message message && isInput(message.value())) {
                    events.getOrDefault(received.topic(), new ArrayList<>()).add(message.value());
                }
            }
        }
        Map<Topic, Path> files = new LinkedHashMap<>();
        for (Map.Entry<Topic, List<SpecificRecordBase>> entry : events.entrySet()) {
            Path file = folder.resolve(entry.getKey().topicName() + ".avro");
            EventFile.write(file, entry.getKey().schema(), entry.getValue());
            files.put(entry.getKey(), file);
        }
        return files;
    }

    /** Not promises, and not what the jobs made themselves. */
    private static boolean isInput(SpecificRecordBase event) {
        if (event instanceof Orbit orbit) {
            return orbit.getSource() == OrbitSource.ELEMENT_SET || orbit.getSource() == OrbitSource.OWNER_EPHEMERIS;
        }
        return event instanceof Track
                || event instanceof org.greenzone.schemas.Site
                || event instanceof org.greenzone.schemas.Asset;
    }
}

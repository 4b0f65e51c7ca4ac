package org.greenzone.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.embedded.Folders;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.stream.SourceOptions;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.topic.Topic;
import org.jspecify.annotations.Nullable;
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

    @Parameters(
            paramLabel = "FILE|tracks",
            arity = "1..*",
            description =
                    "Files with tracks, element sets, sites or assets; or the word tracks: that topic of the broker"
                            + " with what stands in its topics sites, assets and orbits.")
    private List<String> sources = new ArrayList<>();

    @Mixin
    private final PlaybackOptions playback = new PlaybackOptions();

    @Mixin
    private final WhatIfOptions whatIf = new WhatIfOptions();

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep what was read of the broker as files in DIR; replay DIR/*.avro plays them again.")
    private @Nullable Path keep;

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Override
    public Integer call() throws Exception {
        boolean ofBroker = sources.contains(Topic.TRACKS.topicName());
        if (ofBroker && sources.size() > 1) {
            throw common.wrongUse("name files, or the word tracks alone");
        }
        if (keep != null && !ofBroker) {
            throw common.wrongUse("--keep: files are kept already; it is for the word tracks");
        }
        PlayRecording play = new PlayRecording(common, playback);
        Recording recording = ofBroker
                ? recordingOfBroker()
                : read(sources.stream().map(Path::of).toList());
        play.play(whatIf.of(recording, common), LocalPipeline.Broker.TEMPORARY, true);
        return common.exitCode();
    }

    private Recording recordingOfBroker() throws IOException {
        Path folder = keep == null ? Files.createTempDirectory("greenzone-replay-") : folderToKeep(keep);
        try {
            List<Path> files;
            try (SourceOptions.Source opened = source.open(common)) {
                files = new TopicRecording(common, opened.connection(), JobOptions.DEFAULT).write(folder);
            }
            return read(files);
        } finally {
            if (keep == null) {
                Folders.delete(folder);
            }
        }
    }

    private static Path folderToKeep(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailed(
                    "--keep " + folder + ": cannot be written (" + CommonOptions.messageOf(e)
                            + "); choose another folder",
                    e);
        }
    }

    private Recording read(List<Path> files) {
        return Recording.read(
                common,
                common.physicalData(),
                new Recording.Files(
                        files, playback.catalogue(), playback.sites(), playback.assets(), whatIf.catalogueAlone()));
    }
}

package org.greenzone.cli.determine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.OpenRecording;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.input.ValidTracks;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.direct.DirectDetermination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code greenzone determine}: orbits from recorded tracks without Kafka, through the code of the jobs: validation,
 * correlation with the catalogue as it stood, fit, and new objects from tracks that match nothing.
 */
@Command(
        name = "determine",
        description =
                "Orbits from tracks (TDM, LeoLabs JSON, CRD, an archive of simulate), without Kafka, through the same"
                        + " code as the jobs.",
        sortOptions = false)
public final class DetermineCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with tracks.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "Radar sites beside those inside (JSON, SINEX); may be repeated.")
    private List<Path> sites = new ArrayList<>();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "Known objects (TLE, 3LE, OMM, OEM, CPF, SP3): what is known before the first track is the prior.")
    private List<Path> catalogue = new ArrayList<>();

    @Option(
            names = "--evaluate",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Tracks that are not used but predicted from those before them: the residuals of their ranges.")
    private List<Path> evaluated = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|jsonl|oem", description = "Form of the output (default: text).")
    private OrbitPrinter.Format format = OrbitPrinter.Format.TEXT;

    @Override
    public Integer call() {
        PhysicalData physics = common.physicalData();
        OpenRecording opened =
                OpenRecording.read(common, physics, new Recording.Files(files, catalogue, sites, List.of()));
        Map<String, Site> known = new TreeMap<>();
        opened.sites().forEach(site -> known.put(site.siteId(), site));
        List<Track> passes = List.of();
        if (!evaluated.isEmpty()) {
            OpenRecording others =
                    OpenRecording.read(common, physics, new Recording.Files(evaluated, List.of(), sites, List.of()));
            others.sites().forEach(site -> known.putIfAbsent(site.siteId(), site));
            passes = ValidTracks.of(common, others.tracks(), known);
        }
        List<Track> tracks = ValidTracks.of(common, opened.tracks(), known);
        if (tracks.isEmpty()) {
            throw common.nothing("none of the " + opened.tracks().size() + " tracks can be used");
        }
        List<Track> seen = new ArrayList<>(tracks);
        seen.addAll(passes);
        Recording recording = opened.withCatalogueSeenBy(seen, known);
        JobOptions options = JobOptions.DEFAULT;
        DirectDetermination direct =
                new DirectDetermination(options, physics, known, recording.seedsKnownInTime(options));
        OrbitPrinter printer = new OrbitPrinter(common.out(), physics, format);
        Map<String, CatalogueOrbit> priors = new TreeMap<>();
        try (Progress progress = Progress.start("tracks", tracks.size())) {
            Consumer<DirectDetermination.Outcome> taken = outcome -> {
                Association association = outcome.association();
                Track track = association.track();
                if (association.revision() == 0) {
                    progress.step();
                }
                if (!association.isDecided() && !association.isAmbiguous()) {
                    common.complain("the track of " + track.siteId() + " at " + Times.forPeople(track.startMicros())
                            + " is not used: several objects explain it ("
                            + String.join(", ", association.candidates()) + "), and no later track told whose it is");
                }
                outcome.fusion()
                        .refusal()
                        .ifPresent(reason -> common.complain("no orbit from the track of " + track.siteId() + " at "
                                + Times.forPeople(track.startMicros()) + ": " + reason));
                if (!outcome.fusion().orbits().isEmpty() && !association.prior().isEmpty()) {
                    priors.putIfAbsent(
                            association.objectId(), association.prior().get(0));
                }
            };
            EvaluationPrinter evaluation = new EvaluationPrinter(common, physics, known, format);
            direct.run(tracks, passes, taken, evaluation::print);
        }
        for (CatalogueOrbit orbit : direct.newestOrbits()) {
            printer.print(orbit, priors.get(orbit.objectId()));
        }
        return common.exitCode();
    }
}

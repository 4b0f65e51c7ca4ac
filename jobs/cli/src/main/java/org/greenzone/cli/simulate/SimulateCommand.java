package org.greenzone.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Progress;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.input.Span;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.tdm.TdmWriter;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.simulator.ScenarioFailure;
import org.greenzone.simulator.SimulationResult;
import org.greenzone.simulator.Simulator;
import org.greenzone.simulator.TruthWriter;
import org.greenzone.simulator.scenario.Scenario;
import org.greenzone.simulator.scenario.ScenarioException;
import org.greenzone.simulator.scenario.ScenarioReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone simulate}: tracks, catalogue, sites and assets of a scenario into files, the truth beside them. */
@Command(
        name = "simulate",
        description = "Makes radar tracks from a scenario, with the truth beside them.",
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    /** The scenario that is played where none is named. */
    public static final String DEFAULT_SCENARIO = "kosmos-1408";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = DEFAULT_SCENARIO,
            description = "A built-in scenario or a YAML file (default: ${DEFAULT-VALUE}).")
    private String scenario = DEFAULT_SCENARIO;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than that of the scenario.")
    private @Nullable Long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "avro|tdm",
            description = "Form of the tracks: Avro (default; all that is known) or CCSDS TDM, which has no place for"
                    + " their noise: readers take that of the site.")
    private Format format = Format.AVRO;

    enum Format {
        AVRO,
        TDM
    }

    @Override
    public Integer call() {
        Scenario read = read(scenario);
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        SimulationResult result = simulate(common, seed == null ? read : read.withSeed(seed), common.physicalData());
        try {
            write(result);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        common.out()
                .println(read.name() + ": " + Times.iso(result.startMicros()) + " to " + Times.iso(result.endMicros()));
        common.out()
                .println(result.tracks().size() + " tracks of "
                        + result.trueTracks().stream()
                                .map(t -> t.objectId())
                                .distinct()
                                .count()
                        + " objects, " + result.catalogue().size() + " catalogued objects, "
                        + (result.trueObjects().size() - result.catalogue().size()) + " fragments, in " + out);
        return common.exitCode();
    }

    /** Reads a scenario, its errors as failures of the command. */
    public static Scenario read(String nameOrFile) {
        try {
            return new ScenarioReader(SiteCatalogue.builtIn()).named(nameOrFile);
        } catch (ScenarioException e) {
            throw new CommandFailed(CommonOptions.messageOf(e), e);
        }
    }

    /** Simulates with a progress bar. */
    public static SimulationResult simulate(CommonOptions common, Scenario scenario, PhysicalData physics) {
        common.noteShortcomings(physics, scenario.startMicros(), scenario.endMicros());
        try (Progress progress = Progress.start("simulating", 1)) {
            return Simulator.simulate(scenario, physics, progress::at);
        } catch (ScenarioFailure e) {
            throw new CommandFailed(CommonOptions.messageOf(e), e);
        }
    }

    private CommandFailed cannotWrite(IOException e) {
        return new CommandFailed(
                "--out " + out + ": cannot be written (" + CommonOptions.messageOf(e) + "); choose another folder", e);
    }

    private void write(SimulationResult result) throws IOException {
        if (format == Format.AVRO) {
            EventFile.write(
                    out.resolve("tracks.avro"),
                    org.greenzone.schemas.Track.getClassSchema(),
                    result.tracks().stream().map(TrackCodec::toWire).toList(),
                    Optional.of(new Span(result.startMicros(), result.endMicros(), Recording.absences(result))));
        }
        EventFile.write(
                out.resolve("catalogue.avro"),
                org.greenzone.schemas.Orbit.getClassSchema(),
                result.catalogue().stream().map(OrbitCodec::toWire).toList());
        EventFile.write(
                out.resolve("sites.avro"),
                org.greenzone.schemas.Site.getClassSchema(),
                result.sites().stream().map(SiteCodec::toWire).toList());
        EventFile.write(
                out.resolve("assets.avro"),
                org.greenzone.schemas.Asset.getClassSchema(),
                result.assets().stream().map(AssetCodec::toWire).toList());
        if (format == Format.TDM) {
            String tdm = new TdmWriter(SiteCatalogue.builtIn().with(result.sites()))
                    .kvn(result.tracks(), "GREENZONE", result.endMicros());
            Files.writeString(out.resolve("tracks.tdm"), tdm);
        }
        List<Path> truth = TruthWriter.write(result, out);
        if (common.verbose()) {
            common.warn("truth in " + truth.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
    }
}

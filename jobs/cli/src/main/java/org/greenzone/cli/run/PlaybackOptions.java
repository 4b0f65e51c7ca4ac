package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.List;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.simulate.SimulateCommand;
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
        Recording recording =
                Recording.read(common, common.physicalData(), new Recording.Files(tracks, catalogue, sites, assets));
        return new Playback(
                recording.sites(),
                recording.assets(),
                recording.seeds(),
                recording.tracks(),
                recording.startMicros(),
                recording.endMicros());
    }
}

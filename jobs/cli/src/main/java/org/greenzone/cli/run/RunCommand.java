package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Recording;
import org.greenzone.cli.simulate.SimulateCommand;
import org.greenzone.cli.stream.KafkaOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone run}: broker, cluster, all jobs and a playback in one process; one line per event. */
@Command(
        name = "run",
        description =
                "Runs everything in this process: Kafka, Flink, all jobs; plays a scenario or recorded tracks through"
                        + " them and prints each event. Other terminals may watch meanwhile.",
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = "A built-in scenario or a YAML file (default: " + SimulateCommand.DEFAULT_SCENARIO + ").")
    private @Nullable String scenario;

    @Option(
            names = "--tracks",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Recorded tracks instead of a scenario (TDM, LeoLabs JSON, CRD, an archive of simulate).")
    private List<Path> tracks = new ArrayList<>();

    @Mixin
    private final PlaybackOptions playback = new PlaybackOptions();

    @Option(names = "--until-done", description = "End when all has passed; otherwise go on until Ctrl-C.")
    private boolean untilDone;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for the data of Kafka, kept for replay, watch and topics --data DIR (default: a"
                    + " temporary one).")
    private @Nullable Path data;

    @Option(
            names = "--resume",
            description = "Go on where the same run with --data was killed; its events are printed from the beginning.")
    private boolean resume;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Override
    public Integer call() throws Exception {
        if (scenario != null && !tracks.isEmpty()) {
            throw common.wrongUse("--scenario and --tracks: name one of them");
        }
        if (data != null && kafka.isNamed()) {
            throw common.wrongUse("--data and --bootstrap-servers: the data of a broker elsewhere lie there");
        }
        if (resume && data == null) {
            throw common.wrongUse("--resume: name the --data folder of the run that is to go on");
        }
        PlayRecording play = new PlayRecording(common, playback);
        play.play(
                recording(),
                new LocalPipeline.Broker(kafka.connectWhereNamed(), Optional.ofNullable(data)),
                untilDone,
                resume);
        return common.exitCode();
    }

    private Recording recording() {
        if (tracks.isEmpty()) {
            String name = scenario == null ? SimulateCommand.DEFAULT_SCENARIO : scenario;
            return Recording.of(SimulateCommand.simulate(common, SimulateCommand.read(name), common.physicalData()));
        }
        return Recording.read(
                common,
                common.physicalData(),
                new Recording.Files(tracks, playback.catalogue(), playback.sites(), playback.assets()));
    }
}

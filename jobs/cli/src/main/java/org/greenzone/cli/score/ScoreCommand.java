package org.greenzone.cli.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Inputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone score}: how good association, orbits and covariances are, where the truth is known. */
@Command(
        name = "score",
        description = "Events of run or replay against the truth of simulate: association, OSPA, orbit errors, realism"
                + " of covariances.",
        sortOptions = false)
public final class ScoreCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSONL
    }

    /** Midway between true states; more means that other forces made them, metres. */
    private static final double SUSPICIOUS_GAP_METRES = 1;

    private static final double METRES_PER_KILOMETRE = 1000;
    private static final int LARGEST_DEGREE = 60;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "EVENTS",
            arity = "1..*",
            description = "Lines of run or replay --format jsonl, gzipped or not; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "DIR",
            description = "Folder that simulate --out has written.")
    private Path folder = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Score what was known at this instant, UTC (default: the end of the truth).")
    private @Nullable String at;

    @Option(
            names = "--predict",
            paramLabel = "H",
            split = ",",
            description = "Also the errors of predictions after so many hours, for example 1,6,24.")
    private List<Double> predictionHours = new ArrayList<>();

    @Option(
            names = "--cut-off-km",
            paramLabel = "KM",
            defaultValue = "10",
            description = "Cut-off of the OSPA distance: what a missing object costs (default: ${DEFAULT-VALUE}).")
    private double cutOffKilometres;

    @Option(
            names = "--order",
            paramLabel = "P",
            defaultValue = "1",
            description = "Order of the OSPA distance (default: ${DEFAULT-VALUE}).")
    private double order;

    @Option(
            names = "--truth-gravity",
            paramLabel = "DEGREE",
            defaultValue = "44",
            description = "gravityDegree of the scenario (default: ${DEFAULT-VALUE}, that of kosmos-1408): true states"
                    + " are propagated with it.")
    private int truthGravityDegree;

    @Option(
            names = "--each",
            description = "With jsonl: also a line for each new object, each orbit and each prediction.")
    private boolean each;

    @Option(names = "--breakups", description = "Only what was said of breakups, over time.")
    private boolean breakupsAlone;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (!(cutOffKilometres > 0)) {
            throw common.wrongUse("--cut-off-km " + cutOffKilometres + ": must be above 0");
        }
        if (!(order >= 1)) {
            throw common.wrongUse("--order " + order + ": must be at least 1");
        }
        if (truthGravityDegree < 2 || truthGravityDegree > LARGEST_DEGREE) {
            throw common.wrongUse("--truth-gravity " + truthGravityDegree + ": must be 2 to " + LARGEST_DEGREE);
        }
        if (!predictionHours.stream().allMatch(hours -> hours > 0 && hours <= 24 * 30)) {
            throw common.wrongUse("--predict " + predictionHours + ": hours must be above 0 and at most 720");
        }
        long asked = at == null ? Long.MAX_VALUE : common.time("--at", at);
        Truth truth = TruthFolder.read(folder, new Inputs(common));
        if (at != null && truth.tracks().stream().anyMatch(track -> track.endMicros() == Long.MIN_VALUE)) {
            common.note("without tracks.avro in " + folder + " it is not known which tracks end before --at:"
                    + " all are counted");
        }
        Events events = EventLines.read(files, common);
        BreakupScore breakups = BreakupScore.of(truth, events.breakups());
        if (breakupsAlone) {
            print(breakups);
            return common.exitCode();
        }
        if (events.orbits().isEmpty()) {
            throw common.nothing("no orbit in " + files + "; give the output of run --format jsonl");
        }
        Scorer.Options options = new Scorer.Options(
                Math.min(asked, truth.endMicros()),
                cutOffKilometres * METRES_PER_KILOMETRE,
                order,
                truthGravityDegree,
                predictionHours);
        Score score = new Scorer(truth, events, common.physicalData(), options).score();
        if (score.truthGap().median() > SUSPICIOUS_GAP_METRES) {
            common.warn("the true states do not fit each other to better than "
                    + Math.round(score.truthGap().median())
                    + " m: give the gravityDegree of the scenario with --truth-gravity");
        }
        if (format == Format.TEXT) {
            new ScoreText(common.out()).print(score);
        } else {
            new ScoreJson(common.out(), each).print(score);
        }
        if (!breakups.rows().isEmpty() || !breakups.unnoticed().isEmpty()) {
            print(breakups);
        }
        return common.exitCode();
    }

    private void print(BreakupScore breakups) {
        if (format == Format.TEXT) {
            new ScoreText(common.out()).print(breakups);
        } else {
            new ScoreJson(common.out(), each).print(breakups);
        }
    }
}

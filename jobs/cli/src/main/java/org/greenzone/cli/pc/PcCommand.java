package org.greenzone.cli.pc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterHistory;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.PassOutlook;
import org.greenzone.astro.conjunction.ProbabilityMethod;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.event.EventText;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.cdm.CdmMessage;
import org.greenzone.formats.cdm.CdmReader;
import org.greenzone.formats.cdm.HardBodyReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone pc}: probability of collision of the encounters in conjunction data messages. */
@Command(
        name = "pc",
        description = "Probability of collision of the encounters in CDM files (KVN or XML, gzipped or not).",
        sortOptions = false)
public final class PcCommand implements Callable<Integer> {
    private static final long MOST_TRIALS = 10_000_000_000L;

    enum Format {
        TEXT,
        JSONL
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Conjunction data messages.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "METHOD[,METHOD...]",
            split = ",",
            hideParamSyntax = true,
            description =
                    "FOSTER-1992 (default), FOSTER-1992-FAST, FOSTER-1992-SQUARE, FOSTER-1992-EQUAL-AREA-SQUARE, ALFANO-2005,"
                            + " PATERA-2005, LAAS-2015, CHAN-1997, ALFRIEND-1999, ALFRIEND-1999-MAX; HALL-2021 (three"
                            + " dimensions, the default beside the former where two do not hold); MONTE-CARLO; or all (but"
                            + " the last); may be repeated.")
    private List<String> methodNames = new ArrayList<>();

    @Option(
            names = "--hbr",
            paramLabel = "METRES",
            description = "Combined hard-body radius (default: that of the message).")
    private @Nullable Double hardBodyRadius;

    @Option(
            names = "--hard-body",
            paramLabel = "FILE",
            description = "Hard-body radii of objects (CSV: ObjectID, HBR, HBRSigma, HBRSource); may be repeated, the"
                    + " first that knows an object counts. In place of the radius in the message where they know both"
                    + " objects or the message has none; --hbr goes before.")
    private List<Path> hardBodyFiles = new ArrayList<>();

    @Option(
            names = "--default-radius",
            paramLabel = "METRES",
            description = "Radius of an object that no table knows (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private double defaultRadius = 5;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Trials of MONTE-CARLO (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000")
    private long trials = 1_000_000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of MONTE-CARLO (default: 1).")
    private long seed = 1;

    @Option(
            names = "--history",
            description = "One line for each encounter: messages about one pair and time are one event with a history,"
                    + " its trend, and what the next radar pass of the secondary would do to it.")
    private boolean history;

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "Radar sites beside those inside, for the next pass of --history; may be repeated.")
    private List<Path> siteFiles = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        List<ProbabilityMethod> methods = methods();
        if (hardBodyRadius != null && !(hardBodyRadius > 0 && Double.isFinite(hardBodyRadius))) {
            throw common.wrongUse("--hbr " + hardBodyRadius + ": must be above 0 metres");
        }
        if (!(defaultRadius > 0 && defaultRadius < 1e4)) {
            throw common.wrongUse("--default-radius " + defaultRadius + ": must be above 0 and below 10000 metres");
        }
        if (!(trials > 0 && trials <= MOST_TRIALS)) {
            throw common.wrongUse("--trials " + trials + ": must be above 0 and at most " + MOST_TRIALS);
        }
        Inputs inputs = new Inputs(common);
        MessageProbability probability = new MessageProbability(new MessageProbability.Question(
                methods,
                named("all") || named(MessageProbability.HALL),
                methodNames.isEmpty(),
                named(MessageProbability.MONTE_CARLO) ? trials : 0,
                seed,
                hardBodyRadius,
                radii(inputs)));
        CdmReader reader = new CdmReader(common.physicalData());
        List<Conjunction> all = new ArrayList<>();
        for (Path file : files) {
            for (CdmMessage message : inputs.use(reader.read(file))) {
                if (history) {
                    all.add(message.conjunction());
                    continue;
                }
                MessageProbability.Answer answer = probability.of(message.conjunction());
                if (answer.probabilities().isEmpty()) {
                    common.complain(file + ": " + message.messageId() + ": " + String.join("; ", answer.warnings()));
                }
                if (format == Format.JSONL) {
                    printJson(file, message, answer);
                } else {
                    printText(file, message, answer);
                }
            }
        }
        if (history) {
            PhysicalData physics = common.physicalData();
            PassOutlook outlook = new PassOutlook(
                    physics,
                    new OrbitPropagator(physics, ForceModel.STANDARD),
                    inputs.sites(siteFiles, OptionalLong.empty()).sites());
            HistoryPrinter printer = new HistoryPrinter(common.out(), probability, outlook);
            for (EncounterHistory.Encounters encounters : EncounterHistory.of(all)) {
                if (format == Format.JSONL) {
                    printer.json(encounters);
                } else {
                    printer.text(encounters);
                }
            }
        }
        return common.exitCode();
    }

    private @Nullable HardBodyRadii radii(Inputs inputs) {
        if (hardBodyFiles.isEmpty()) {
            return null;
        }
        List<HardBodyRadii.Entry> entries = new ArrayList<>();
        hardBodyFiles.forEach(file -> entries.addAll(inputs.use(HardBodyReader.read(file))));
        return new HardBodyRadii(entries, defaultRadius);
    }

    private boolean named(String method) {
        return methodNames.stream()
                .anyMatch(name -> name.trim().replace('_', '-').equalsIgnoreCase(method));
    }

    private List<ProbabilityMethod> methods() {
        if (methodNames.isEmpty()) {
            return List.of(ProbabilityMethod.FOSTER_1992);
        }
        List<ProbabilityMethod> methods = new ArrayList<>();
        for (String name : methodNames) {
            if (name.equalsIgnoreCase("all")) {
                methods.addAll(Arrays.asList(ProbabilityMethod.values()));
            } else if (!beyondThePlane(name)) {
                methods.add(ProbabilityMethod.named(name)
                        .orElseThrow(() ->
                                common.wrongUse("--method " + name + ": no such method; use one of " + labels())));
            }
        }
        return methods.stream().distinct().toList();
    }

    private static boolean beyondThePlane(String name) {
        String wanted = name.trim().replace('_', '-');
        return wanted.equalsIgnoreCase(MessageProbability.HALL)
                || wanted.equalsIgnoreCase(MessageProbability.MONTE_CARLO);
    }

    private static String labels() {
        return Arrays.stream(ProbabilityMethod.values())
                .map(ProbabilityMethod::label)
                .collect(Collectors.joining(", ", "", ", HALL-2021, MONTE-CARLO, all"));
    }

    private void printJson(Path file, CdmMessage message, MessageProbability.Answer answer) {
        Conjunction c = message.conjunction();
        JsonLine line = new JsonLine()
                .add("file", file.toString())
                .add("messageId", message.messageId())
                .add("primaryId", c.primary().objectId())
                .add("secondaryId", c.secondary().objectId())
                .addTime("tca", c.tcaMicros())
                .add("missDistanceMetres", c.missDistanceMetres())
                .add("relativeSpeedMetresPerSecond", c.relativeSpeedMetresPerSecond())
                .add("hbrMetres", answer.hardBodyRadius())
                .add("hbrSources", answer.radiusSources())
                .add("pc", answer.probabilities())
                .add("pcMax", answer.maximum());
        HistoryPrinter.addDilution(line, answer);
        answer.count()
                .ifPresent(n -> line.add("monteCarloTrials", n.trials())
                        .add("monteCarloHits", n.hits())
                        .add("monteCarloInterval", new double[] {n.low(), n.high()}));
        answer.usage()
                .ifPresent(u -> line.add("twoDimensionsHold", u.holds())
                        .add("extended", u.extended())
                        .add("offset", u.offset())
                        .add("curvedOverStraight", u.correction()));
        common.out()
                .println(line.add("pcStated", c.probability())
                        .add("warnings", answer.warnings())
                        .end());
    }

    private void printText(Path file, CdmMessage message, MessageProbability.Answer answer) {
        Conjunction c = message.conjunction();
        common.out()
                .println(file + ": " + c.primary().objectId() + " - "
                        + c.secondary().objectId());
        common.out()
                .printf(
                        Locale.ROOT,
                        "  TCA %s, miss %s, %.1f m/s, hard-body radius %s%n",
                        Times.forPeopleMillis(c.tcaMicros()),
                        EventText.metres(c.missDistanceMetres()),
                        c.relativeSpeedMetresPerSecond(),
                        Double.isNaN(answer.hardBodyRadius())
                                ? "not known"
                                : answer.hardBodyRadius() + " m (" + String.join(", ", answer.radiusSources()) + ")");
        answer.probabilities()
                .forEach((method, value) -> common.out().printf(Locale.ROOT, "  Pc %-30s %s%n", method, number(value)));
        if (!answer.probabilities().isEmpty()) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "  greatest Pc over the scale of the covariance %s, %s%n",
                            number(answer.maximum()),
                            answer.dilution() == Conjunction.Dilution.DILUTED
                                    ? "DILUTED: better orbits could raise the Pc"
                                    : "not diluted");
        }
        answer.count()
                .ifPresent(n -> common.out()
                        .printf(
                                Locale.ROOT,
                                "  %d of %d trials collide: 95 %% interval %.4e to %.4e%n",
                                n.hits(),
                                n.trials(),
                                n.low(),
                                n.high()));
        if (!Double.isNaN(c.probability())) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "  Pc stated in the message %s %s%n",
                            number(c.probability()),
                            c.probabilityMethod());
        }
        answer.warnings().forEach(warning -> common.out().println("  warning: " + warning));
    }

    static String number(double value) {
        return Double.isNaN(value) ? "not valid" : String.format(Locale.ROOT, "%.6e", value);
    }
}

package org.greenzone.cli.pc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenzone.astro.conjunction.CollisionProbability;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Encounter;
import org.greenzone.astro.conjunction.ProbabilityMethod;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.event.EventText;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.cdm.CdmMessage;
import org.greenzone.formats.cdm.CdmReader;
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
            description = "FOSTER-1992 (default), FOSTER-1992-SQUARE, FOSTER-1992-EQUAL-AREA-SQUARE, ALFANO-2005,"
                    + " PATERA-2005, LAAS-2015, CHAN-1997, ALFRIEND-1999, ALFRIEND-1999-MAX, or all; may be repeated.")
    private List<String> methodNames = new ArrayList<>();

    @Option(
            names = "--hbr",
            paramLabel = "METRES",
            description = "Combined hard-body radius (default: that of the message).")
    private @Nullable Double hardBodyRadius;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        List<ProbabilityMethod> methods = methods();
        if (hardBodyRadius != null && !(hardBodyRadius > 0 && Double.isFinite(hardBodyRadius))) {
            throw common.wrongUse("--hbr " + hardBodyRadius + ": must be above 0 metres");
        }
        CdmReader reader = new CdmReader(common.physicalData());
        Inputs inputs = new Inputs(common);
        for (Path file : files) {
            for (CdmMessage message : inputs.use(reader.read(file))) {
                Answer answer = answer(message, methods);
                if (answer.probabilities.isEmpty()) {
                    common.complain(file + ": " + message.messageId() + ": " + String.join("; ", answer.warnings));
                }
                if (format == Format.JSONL) {
                    printJson(file, message, answer);
                } else {
                    printText(file, message, answer);
                }
            }
        }
        return common.exitCode();
    }

    private List<ProbabilityMethod> methods() {
        if (methodNames.isEmpty()) {
            return List.of(ProbabilityMethod.FOSTER_1992);
        }
        List<ProbabilityMethod> methods = new ArrayList<>();
        for (String name : methodNames) {
            if (name.equalsIgnoreCase("all")) {
                methods.addAll(Arrays.asList(ProbabilityMethod.values()));
            } else {
                methods.add(ProbabilityMethod.named(name)
                        .orElseThrow(() ->
                                common.wrongUse("--method " + name + ": no such method; use one of " + labels())));
            }
        }
        return methods.stream().distinct().toList();
    }

    private static String labels() {
        return Arrays.stream(ProbabilityMethod.values())
                .map(ProbabilityMethod::label)
                .collect(Collectors.joining(", ", "", ", all"));
    }

    /** What is said of one message. */
    private record Answer(
            double hardBodyRadius,
            Map<String, Double> probabilities,
            double maximum,
            Conjunction.Dilution dilution,
            List<String> warnings) {}

    private Answer answer(CdmMessage message, List<ProbabilityMethod> methods) {
        Conjunction c = message.conjunction();
        List<String> warnings = new ArrayList<>(c.warnings());
        double radius = hardBodyRadius == null ? c.hardBodyRadiusMetres() : hardBodyRadius;
        Map<String, Double> probabilities = new LinkedHashMap<>();
        if (!(radius > 0)) {
            warnings.add("no hard-body radius in the message: give one with --hbr METRES");
            return new Answer(Double.NaN, probabilities, Double.NaN, Conjunction.Dilution.UNKNOWN, warnings);
        }
        Encounter encounter = Encounter.ofRtn(
                c.primary().stateGcrf(),
                c.primary().covarianceRtn(),
                c.secondary().stateGcrf(),
                c.secondary().covarianceRtn(),
                radius);
        if (!(CollisionProbability.assess(encounter) instanceof CollisionProbability.Assessed assessed)) {
            warnings.add(((CollisionProbability.NotComputable) CollisionProbability.assess(encounter)).reason());
            return new Answer(radius, probabilities, Double.NaN, Conjunction.Dilution.UNKNOWN, warnings);
        }
        warnings.addAll(assessed.warnings());
        for (ProbabilityMethod method : methods) {
            ProbabilityMethod.Outcome outcome = CollisionProbability.compute(encounter, method);
            if (outcome instanceof ProbabilityMethod.Computed computed) {
                probabilities.put(method.label(), computed.probability());
                warnings.addAll(computed.warnings());
            } else if (outcome instanceof ProbabilityMethod.NotValid notValid) {
                probabilities.put(method.label(), Double.NaN);
                warnings.add(method.label() + ": " + notValid.reason());
            }
        }
        return new Answer(radius, probabilities, assessed.maximumProbability(), assessed.dilution(), warnings);
    }

    private void printJson(Path file, CdmMessage message, Answer answer) {
        Conjunction c = message.conjunction();
        JsonLine line = new JsonLine()
                .add("file", file.toString())
                .add("messageId", message.messageId())
                .add("primaryId", c.primary().objectId())
                .add("secondaryId", c.secondary().objectId())
                .addTime("tca", c.tcaMicros())
                .add("missDistanceMetres", c.missDistanceMetres())
                .add("relativeSpeedMetresPerSecond", c.relativeSpeedMetresPerSecond())
                .add("hbrMetres", answer.hardBodyRadius)
                .add("pc", answer.probabilities)
                .add("pcMax", answer.maximum);
        if (answer.dilution == Conjunction.Dilution.UNKNOWN) {
            line.addNull("diluted");
        } else {
            line.add("diluted", answer.dilution == Conjunction.Dilution.DILUTED);
        }
        common.out()
                .println(line.add("pcStated", c.probability())
                        .add("warnings", answer.warnings)
                        .end());
    }

    private void printText(Path file, CdmMessage message, Answer answer) {
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
                        Double.isNaN(answer.hardBodyRadius) ? "not known" : answer.hardBodyRadius + " m");
        answer.probabilities.forEach(
                (method, value) -> common.out().printf(Locale.ROOT, "  Pc %-30s %s%n", method, number(value)));
        if (!answer.probabilities.isEmpty()) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "  greatest Pc over the scale of the covariance %s, %s%n",
                            number(answer.maximum),
                            answer.dilution == Conjunction.Dilution.DILUTED
                                    ? "DILUTED: better orbits could raise the Pc"
                                    : "not diluted");
        }
        if (!Double.isNaN(c.probability())) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "  Pc stated in the message %s %s%n",
                            number(c.probability()),
                            c.probabilityMethod());
        }
        answer.warnings.forEach(warning -> common.out().println("  warning: " + warning));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "not valid" : String.format(Locale.ROOT, "%.6e", value);
    }
}

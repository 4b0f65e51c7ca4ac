package org.greenzone.cli.pc;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterHistory;
import org.greenzone.astro.conjunction.EncounterTrend;
import org.greenzone.astro.conjunction.ExpectedPass;
import org.greenzone.astro.conjunction.PassOutlook;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.event.EventText;

/** Encounters with what each message said of them. */
final class HistoryPrinter {
    private static final double MICROS_PER_HOUR = 3_600e6;

    private final PrintWriter out;
    private final MessageProbability probability;
    private final PassOutlook outlook;

    HistoryPrinter(PrintWriter out, MessageProbability probability, PassOutlook outlook) {
        this.outlook = outlook;
        this.out = out;
        this.probability = probability;
    }

    void json(EncounterHistory.Encounters encounters) {
        List<MessageProbability.Answer> answers = answers(encounters);
        StringBuilder updates = new StringBuilder("[");
        for (int i = 0; i < answers.size(); i++) {
            updates.append(i == 0 ? "" : ",").append(update(encounters.updates().get(i), answers.get(i)));
        }
        Conjunction newest = encounters.newest();
        out.println(new JsonLine()
                .add("encounterId", encounters.encounterId())
                .add("primaryId", encounters.primaryId())
                .add("secondaryId", encounters.secondaryId())
                .addTime("tca", newest.tcaMicros())
                .add("messages", answers.size())
                .add("trend", trend(answers).direction().name())
                .add("pcTrendDecades", trend(answers).decades())
                .addRaw("history", updates.append(']').toString())
                .addRaw(
                        "nextPass",
                        outlook.of(newest, newest(answers).hardBodyRadius())
                                .map(HistoryPrinter::json)
                                .orElse("null"))
                .end());
    }

    private static String update(Conjunction c, MessageProbability.Answer answer) {
        JsonLine line = new JsonLine()
                .addTime("created", c.createdMicros())
                .addTime("tca", c.tcaMicros())
                .add("hoursBefore", hoursBefore(c))
                .add("missDistanceMetres", c.missDistanceMetres())
                .add("missRtnMetres", c.missRtnMetres())
                .add("sigmaRtnMetres", EncounterHistory.relativeSigmaRtn(c))
                .add("hbrMetres", answer.hardBodyRadius())
                .add("pc", answer.probabilities())
                .add("pcMax", answer.maximum());
        addDilution(line, answer);
        return line.add("pcStated", c.probability())
                .add("warnings", answer.warnings())
                .end();
    }

    /** Null where nothing is known of it. */
    static void addDilution(JsonLine line, MessageProbability.Answer answer) {
        if (answer.dilution() == Conjunction.Dilution.UNKNOWN) {
            line.addNull("diluted");
        } else {
            line.add("diluted", answer.dilution() == Conjunction.Dilution.DILUTED);
        }
    }

    void text(EncounterHistory.Encounters encounters) {
        List<MessageProbability.Answer> answers = answers(encounters);
        out.printf(
                Locale.ROOT,
                "%s - %s, TCA %s, %d message%s%n",
                encounters.primaryId(),
                encounters.secondaryId(),
                Times.forPeopleMillis(encounters.newest().tcaMicros()),
                answers.size(),
                answers.size() == 1 ? "" : "s");
        for (int i = 0; i < answers.size(); i++) {
            Conjunction c = encounters.updates().get(i);
            double[] sigma = EncounterHistory.relativeSigmaRtn(c);
            out.printf(
                    Locale.ROOT,
                    "  %7.1f h before: miss %s, sigma R %s T %s N %s, Pc %s, greatest %s%s%n",
                    hoursBefore(c),
                    EventText.metres(c.missDistanceMetres()),
                    metres(sigma[0]),
                    metres(sigma[1]),
                    metres(sigma[2]),
                    probabilities(answers.get(i)),
                    Double.isNaN(answers.get(i).maximum())
                            ? "unknown"
                            : PcCommand.number(answers.get(i).maximum()),
                    answers.get(i).dilution() == Conjunction.Dilution.DILUTED ? " (diluted)" : "");
        }
        EncounterTrend trend = trend(answers);
        if (trend.direction() != EncounterTrend.Direction.UNKNOWN) {
            out.printf(
                    Locale.ROOT,
                    "  trend: %s, Pc changed by 10^%+.1f over the last updates%n",
                    trend.direction().name().toLowerCase(Locale.ROOT),
                    trend.decades());
        }
        answers.stream()
                .flatMap(answer -> answer.warnings().stream())
                .distinct()
                .forEach(warning -> out.println("  warning: " + warning));
        outlook(encounters.newest(), newest(answers).hardBodyRadius());
    }

    private static MessageProbability.Answer newest(List<MessageProbability.Answer> answers) {
        return answers.get(answers.size() - 1);
    }

    private static String probabilities(MessageProbability.Answer answer) {
        return answer.probabilities().isEmpty()
                ? "unknown"
                : answer.probabilities().values().stream()
                        .map(PcCommand::number)
                        .collect(Collectors.joining(" / "));
    }

    private List<MessageProbability.Answer> answers(EncounterHistory.Encounters encounters) {
        return encounters.updates().stream().map(probability::of).toList();
    }

    private static double hoursBefore(Conjunction c) {
        return (c.tcaMicros() - c.createdMicros()) / MICROS_PER_HOUR;
    }

    private static String metres(double value) {
        return Double.isNaN(value) ? "unknown" : EventText.metres(value);
    }

    /** Of the first probability that was asked for. */
    private static EncounterTrend trend(List<MessageProbability.Answer> answers) {
        return EncounterTrend.ofProbabilities(answers.stream()
                .mapToDouble(answer ->
                        answer.probabilities().values().stream().findFirst().orElse(Double.NaN))
                .toArray());
    }

    private static String json(ExpectedPass pass) {
        return new JsonLine()
                .add("siteId", pass.siteId())
                .addTime("start", pass.startMicros())
                .addTime("end", pass.endMicros())
                .add("sigmaRtnMetres", pass.sigmaRtnMetres())
                .add("pcIfMissStays", pass.probability())
                .end();
    }

    private void outlook(Conjunction newest, double radiusMetres) {
        Optional<ExpectedPass> next = outlook.of(newest, radiusMetres);
        if (next.isEmpty()) {
            out.printf(Locale.ROOT, "  next pass: %s%n", PassOutlook.NONE);
            return;
        }
        ExpectedPass pass = next.get();
        String when = pass.siteId() + " at " + Times.forPeople(pass.startMicros());
        double[] sigma = pass.sigmaRtnMetres();
        if (Double.isNaN(sigma[0])) {
            out.printf(
                    Locale.ROOT,
                    "  next pass: %s; what it would do cannot be told: that takes a covariance of position and velocity%n",
                    when);
            return;
        }
        out.printf(
                Locale.ROOT,
                "  next pass: %s; sigma after it R %s T %s N %s%s%n",
                when,
                metres(sigma[0]),
                metres(sigma[1]),
                metres(sigma[2]),
                Double.isNaN(pass.probability())
                        ? ""
                        : ", Pc " + PcCommand.number(pass.probability()) + " if the miss stays");
    }
}

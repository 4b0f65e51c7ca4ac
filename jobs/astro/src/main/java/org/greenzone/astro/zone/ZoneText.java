package org.greenzone.astro.zone;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.conjunction.Conjunction;

/** The reasons of a zone, in sentences without full stop. */
final class ZoneText {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ZoneText() {}

    static String power(double probability) {
        return String.format(Locale.ROOT, "%.0e", probability);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static String seconds(long micros) {
        return instant(micros).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String object(Conjunction c) {
        return (c.secondary().objectId() + " " + c.secondary().objectName()).strip();
    }

    static String conjunction(Asset asset, ZoneRules rules, AgreedRisk risk, boolean shelter, long now) {
        WatchedConjunction watched = risk.watched();
        Conjunction c = watched.newest();
        String where = String.format(
                Locale.ROOT,
                "with %s at %s, miss %.0f m%s",
                object(c),
                seconds(c.tcaMicros()),
                c.missDistanceMetres(),
                c.statement().isOwn()
                        ? ""
                        : ", by a message of " + c.statement().originator());
        if (watched.isUnknown()) {
            return "Pc not known " + where + ": " + String.join("; ", c.warnings());
        }
        String pc = String.format(Locale.ROOT, "Pc %.1e ", watched.latest()) + where;
        if (shelter) {
            return pc + ", above red " + power(asset.redProbability()) + ", too near for a burn";
        }
        if (risk.steady() > asset.redProbability()) {
            return pc + ", above red " + power(asset.redProbability())
                    + (c.tcaMicros() - now < rules.planningMicros()
                            ? ", nearer than a burn needs to be planned: a prepared one is left"
                            : "");
        }
        if (watched.latest() > asset.redProbability()) {
            return pc + ", above red " + power(asset.redProbability()) + " but not in " + rules.stableUpdates()
                    + " of the last " + WatchedConjunction.UPDATES + " updates";
        }
        if (watched.latest() > asset.yellowProbability()) {
            return pc + ", above yellow " + power(asset.yellowProbability());
        }
        return risk.lingering() > asset.yellowProbability()
                ? pc + ", below yellow " + power(asset.yellowProbability()) + " but not in " + rules.stableUpdates()
                        + " of the last " + WatchedConjunction.UPDATES + " updates"
                : pc + ", above yellow " + power(asset.yellowProbability()) + " together with the others";
    }

    private static String cloudOf(CloudCrossing c) {
        return "the cloud of " + (c.parentName().isEmpty() ? c.parentId() : c.parentName());
    }

    static String passages(double limit, CloudCrossing worst, int count) {
        return String.format(
                Locale.ROOT,
                "%d passage%s of %s above %s, the worst at %s with %.1e, of it %.1e below the tracking limit: no burn"
                        + " avoids a cloud",
                count,
                count == 1 ? "" : "s",
                cloudOf(worst),
                power(limit),
                seconds(worst.closestMicros()),
                worst.probability(),
                worst.probabilityBelowLimit());
    }

    static String windows(List<ShelterWindow> windows) {
        StringBuilder text = new StringBuilder("close hatches ");
        for (int i = 0; i < windows.size(); i++) {
            ShelterWindow w = windows.get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(MINUTES.format(instant(w.closeMicros())))
                    .append(" to ")
                    .append(MINUTES.format(instant(w.openMicros())));
        }
        String unless = windows.get(0).unless();
        return text.append(" UTC")
                .append(unless.isEmpty() ? "" : " unless " + unless)
                .toString();
    }

    static String breakup(KnownBreakup breakup) {
        return "breakup of " + (breakup.parents().isEmpty() ? "an object that is not known" : breakup.parents())
                + " at "
                + DAY_AND_MINUTES.format(instant(breakup.epochMicros())) + " UTC "
                + (breakup.confirmed() ? "confirmed" : "suspected") + ", " + breakup.uniqueObjects()
                + " objects seen";
    }

    /** What the passages ahead are, where none of them asks for anything. */
    static String harmlessPassages(double limit, Dangers dangers) {
        return String.format(
                Locale.ROOT,
                "%d passages of clouds within a day, each at most %.1e (shelter above %s), together %.1e, of it %.1e below the"
                        + " tracking limit",
                dangers.passages(),
                dangers.greatestPassage(),
                power(limit),
                dangers.cloud(),
                dangers.cloudBelowLimit());
    }

    /** Why it is green again after it was not. */
    static String allClear(Asset asset, ZoneRules rules, ZoneStatus previous, Situation situation, long now) {
        if (previous.zone() == Zone.UNKNOWN) {
            return "what was missing is known again";
        }
        StringBuilder text = new StringBuilder("all clear");
        String sign = ": ";
        for (WatchedConjunction watched : situation.conjunctions()) {
            Conjunction c = watched.newest();
            if (!previous.restsOn().contains(c.conjunctionId())) {
                continue;
            }
            String with = "the conjunction with " + object(c);
            String what = c.status() == Conjunction.Status.WITHDRAWN
                    ? with + " was withdrawn"
                    : c.tcaMicros() <= now
                            ? with + " has passed"
                            : fallen(with, asset, AgreedRisk.of(watched, rules, asset.yellowProbability()));
            text.append(sign).append(what);
            sign = ", ";
        }
        long open = previous.windows().stream()
                .mapToLong(ShelterWindow::openMicros)
                .max()
                .orElse(Long.MIN_VALUE);
        if (!previous.windows().isEmpty()) {
            text.append(sign)
                    .append(
                            open <= now
                                    ? "the last window of shelter ended at " + MINUTES.format(instant(open)) + " UTC"
                                    : "what the shelter was for has fallen below its threshold");
        } else if (sign.equals(": ")) {
            text.append(": what it was for has passed");
        }
        return text.toString();
    }

    private static String fallen(String with, Asset asset, AgreedRisk risk) {
        String text = String.format(
                Locale.ROOT, "%s has fallen to Pc %.1e", with, risk.watched().latest());
        return risk.settled()
                ? text
                        + String.format(
                                Locale.ROOT,
                                ", below a hundredth of yellow %s even with sigmas %.0f times as large",
                                power(asset.yellowProbability()),
                                WatchedConjunction.SIGMA_MARGIN)
                : text;
    }
}

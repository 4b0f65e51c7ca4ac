package org.greenzone.cli.score;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.greenzone.astro.score.AssociationScore;
import org.greenzone.astro.score.AssociationScore.Outcome;
import org.greenzone.astro.score.Ospa;
import org.greenzone.astro.score.Realism;
import org.greenzone.cli.Times;

/** Prints a score for people. */
final class ScoreText {
    private final PrintWriter out;

    ScoreText(PrintWriter out) {
        this.out = out;
    }

    void print(Score score) {
        line(
                "at %s: %d tracks, %d orbits compared, %d of objects that did not exist at their epoch",
                Times.forPeople(score.atMicros()),
                score.tracks(),
                score.orbits().size(),
                score.withoutTruth());
        line(
                "true states midway between those of the table: median %.3g m, 95 %% within %.3g m",
                score.truthGap().median(), score.truthGap().p95());
        association(score.association());
        ospa(score.ospa());
        realism("error of each orbit at its epoch", score.orbits());
        score.predictions()
                .forEach((hours, errors) ->
                        realism(String.format(Locale.ROOT, "prediction after %s h", ScoreJson.hours(hours)), errors));
    }

    void print(BreakupScore score) {
        line("");
        line(
                "breakups: at least, estimate and orbits as said, seen as it was; spread of slant ranges at the site that saw it last");
        line(
                "%-19s  %-9s %-15s %9s %7s %7s %8s %7s %6s %6s  %s",
                "said at",
                "certainty",
                "parent",
                "epoch s",
                "+- s",
                "tracks",
                "at least",
                "estim.",
                "seen",
                "orbits",
                "site, spread, extent along the orbit");
        for (BreakupScore.Row row : score.rows()) {
            SaidBreakup said = row.said();
            line(
                    "%-19s  %-9s %-15s %9s %7.2f %7d %8d %7.0f %6d %6d  %s%s",
                    Times.forPeople(said.createdMicros()),
                    said.certainty(),
                    String.join(" ", said.parentIds()) + (row.isTrue() ? "" : " WRONG"),
                    row.isTrue() ? String.format(Locale.ROOT, "%+.2f", row.epochErrorSeconds()) : "-",
                    said.epochSigmaSeconds(),
                    said.tracks(),
                    said.uniqueObjects(),
                    said.uniqueObjectsEstimate(),
                    row.trueObjects(),
                    said.fragmentsWithOrbit(),
                    newest(said),
                    Double.isNaN(said.transverseMetres())
                            ? ""
                            : String.format(Locale.ROOT, ", %.0f km", said.transverseMetres() / 1e3));
        }
        if (!score.unnoticed().isEmpty()) {
            line("never noticed: %s", String.join(", ", score.unnoticed()));
        }
    }

    private static String newest(SaidBreakup said) {
        return said.spreads().stream()
                .max(Comparator.comparingLong(SaidBreakup.Spread::toMicros).thenComparing(SaidBreakup.Spread::siteId))
                .map(s -> String.format(
                                Locale.ROOT,
                                "%s %d objects over %.0f km",
                                s.siteId(),
                                s.uniqueObjects(),
                                s.metres() / 1e3)
                        + (Double.isNaN(s.middleHalfMetres())
                                ? ""
                                : String.format(Locale.ROOT, ", half of them %.0f", s.middleHalfMetres() / 1e3)))
                .orElse("");
    }

    private void association(AssociationScore score) {
        line("");
        line(
                "tracks of            %9s %16s %16s %16s %16s %16s %16s",
                "all", "right", "wrong", "began new", "duplicate", "rejected", "unused");
        tracks("catalogued objects", score.catalogued());
        tracks("other objects", score.uncatalogued());
        line(
                "ambiguous tracks %d, of these right %d, wrong %d, unused %d; objects with tracks of several true ones %d; true objects with"
                        + " several %d (%d too many)",
                score.ambiguous(),
                score.ambiguousByOutcome().getOrDefault(Outcome.RIGHT, 0),
                score.ambiguousByOutcome().getOrDefault(Outcome.WRONG, 0),
                score.ambiguousByOutcome().getOrDefault(Outcome.UNUSED, 0),
                score.merges(),
                score.splits(),
                score.excess());
        List<AssociationScore.NewObject> several =
                score.newObjects().stream().filter(o -> o.tracks() > 1).toList();
        line(
                "new objects %d, of these with several tracks %d: mean purity %.4f, pure %d",
                score.newObjects().size(),
                several.size(),
                several.stream().mapToDouble(o -> o.purity()).average().orElse(Double.NaN),
                several.stream().filter(o -> o.tracksOfTruth() == o.tracks()).count());
        line("");
        line("objects not catalogued, with at least   seen   an orbit   one of 2 tracks   several orbits");
        for (int tracks : ScoreJson.COMPLETENESS_TRACKS) {
            AssociationScore.Completeness c = score.completeness(tracks);
            line(
                    "%2d track%s %36d   %8s   %15s   %14s",
                    tracks,
                    tracks == 1 ? " " : "s",
                    c.truths(),
                    share(c.present(), c.truths()),
                    share(c.confirmed(), c.truths()),
                    share(c.several(), c.truths()));
        }
    }

    private void tracks(String whose, Map<Outcome, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-20s %9d", whose, all));
        for (Outcome outcome : Outcome.values()) {
            int count = counts.getOrDefault(outcome, 0);
            row.append(String.format(Locale.ROOT, " %7d %8s", count, share(count, all)));
        }
        out.println(row);
    }

    private void ospa(Map<String, Ospa> parts) {
        line("");
        line("final catalogue          true  listed  paired   OSPA m  of places  of number");
        parts.forEach((part, ospa) -> line(
                "%-22s %6d %7d %7d %8.0f %10.0f %10.0f",
                part,
                ospa.truths(),
                ospa.estimates(),
                ospa.paired(),
                ospa.distanceMetres(),
                ospa.localisationMetres(),
                ospa.cardinalityMetres()));
    }

    private void realism(String what, List<Score.OrbitError> errors) {
        line("");
        line(
                "%-26s orbits  R m 50/95 %%     T m 50/95 %%     N m 50/95 %%     3D m 50/95 %%    NEES 6: mean [bounds]"
                        + " median of 0.89   NEES 3: mean [bounds] median of 0.79   <=4     <=5    <=chi2 95 %%",
                what);
        Score.byRegime(errors)
                .forEach((regime, r) -> line(
                        "%-31s %7d %s %s %s %s %s %s %6s %7s %7s",
                        regime.words(),
                        r.count(),
                        quantiles(r.radial()),
                        quantiles(r.transverse()),
                        quantiles(r.normal()),
                        quantiles(r.position()),
                        nees(r.state()),
                        nees(r.positionAlone()),
                        share(r.shareWithin4()),
                        share(r.shareWithin5()),
                        share(r.shareWithin95())));
    }

    private static String quantiles(Realism.Quantiles q) {
        return String.format(Locale.ROOT, "%7.4g/%-8.4g", q.median(), q.p95());
    }

    private static String nees(Realism.Nees nees) {
        return String.format(
                Locale.ROOT, "%10.4g [%.2f %.2f] %7.3g", nees.mean(), nees.lower(), nees.upper(), nees.median());
    }

    private static String share(int part, int all) {
        return all == 0 ? "-" : share((double) part / all);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}

package org.greenzone.cli.score;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.greenzone.astro.score.AssociationScore;
import org.greenzone.astro.score.AssociationScore.Outcome;
import org.greenzone.astro.score.Realism;
import org.greenzone.cli.JsonLine;

/** Prints a score as lines of JSON, the kind in the field {@code score}. */
final class ScoreJson {
    /** Completeness is told of objects with at least so many tracks. */
    static final int[] COMPLETENESS_TRACKS = {1, 2, 3, 5, 10};

    private final PrintWriter out;
    private final boolean each;

    /** @param each whether single objects and orbits are printed too */
    ScoreJson(PrintWriter out, boolean each) {
        this.out = out;
        this.each = each;
    }

    void print(Score score) {
        out.println(new JsonLine()
                .add("score", "truth")
                .addTime("at", score.atMicros())
                .add("tracks", score.tracks())
                .add("orbits", score.orbits().size())
                .add("orbitsWithoutTruth", score.withoutTruth())
                .add("truthGapMetresMedian", score.truthGap().median())
                .add("truthGapMetres95", score.truthGap().p95())
                .end());
        association(score.association());
        score.ospa()
                .forEach((part, ospa) -> out.println(new JsonLine()
                        .add("score", "ospa")
                        .add("part", part)
                        .add("truths", ospa.truths())
                        .add("estimates", ospa.estimates())
                        .add("paired", ospa.paired())
                        .add("ospaMetres", ospa.distanceMetres())
                        .add("localisationMetres", ospa.localisationMetres())
                        .add("cardinalityMetres", ospa.cardinalityMetres())
                        .end()));
        realism("orbits", 0, score.orbits());
        score.predictions().forEach((hours, errors) -> realism("prediction", hours, errors));
        if (each) {
            newObjects(score.association());
            errors("orbit", 0, score.orbits());
            score.predictions().forEach((hours, errors) -> errors("predictedOrbit", hours, errors));
        }
    }

    void print(BreakupScore score) {
        for (BreakupScore.Row row : score.rows()) {
            SaidBreakup said = row.said();
            out.println(new JsonLine()
                    .add("score", "breakup")
                    .add("breakupId", said.breakupId())
                    .add("revision", said.revision())
                    .addTime("created", said.createdMicros())
                    .add("certainty", said.certainty())
                    .add("parentIds", said.parentIds())
                    .add("isTrue", row.isTrue())
                    .add("epochErrorSeconds", row.epochErrorSeconds())
                    .add("epochSigmaSeconds", said.epochSigmaSeconds())
                    .add("tracks", said.tracks())
                    .add("trueTracks", row.trueTracks())
                    .add("uniqueObjects", said.uniqueObjects())
                    .add("uniqueObjectsEstimate", said.uniqueObjectsEstimate())
                    .add("trueObjectsSeen", row.trueObjects())
                    .add("fragmentsWithOrbit", said.fragmentsWithOrbit())
                    .add("transverseMetres", said.transverseMetres())
                    .end());
        }
        out.println(new JsonLine()
                .add("score", "breakups")
                .add("unnoticed", score.unnoticed())
                .end());
    }

    /** 6 and not 6.0. */
    static String hours(double hours) {
        return hours == Math.rint(hours)
                ? String.format(Locale.ROOT, "%.0f", hours)
                : String.format(Locale.ROOT, "%s", hours);
    }

    private void association(AssociationScore score) {
        tracks("catalogued", score.catalogued());
        tracks("uncatalogued", score.uncatalogued());
        List<AssociationScore.NewObject> several =
                score.newObjects().stream().filter(o -> o.tracks() > 1).toList();
        out.println(new JsonLine()
                .add("score", "objects")
                .add("newObjects", score.newObjects().size())
                .add("withSeveralTracks", several.size())
                .add(
                        "meanPurityOfThese",
                        several.stream().mapToDouble(o -> o.purity()).average().orElse(Double.NaN))
                .add(
                        "pureOfThese",
                        several.stream()
                                .filter(o -> o.tracksOfTruth() == o.tracks())
                                .count())
                .add("ambiguousTracks", score.ambiguous())
                .add("ambiguousRight", score.ambiguousByOutcome().getOrDefault(Outcome.RIGHT, 0))
                .add("ambiguousWrong", score.ambiguousByOutcome().getOrDefault(Outcome.WRONG, 0))
                .add("ambiguousUnused", score.ambiguousByOutcome().getOrDefault(Outcome.UNUSED, 0))
                .add("splits", score.splits())
                .add("excessObjects", score.excess())
                .add("merges", score.merges())
                .end());
        for (int tracks : COMPLETENESS_TRACKS) {
            AssociationScore.Completeness c = score.completeness(tracks);
            out.println(new JsonLine()
                    .add("score", "completeness")
                    .add("minimumTracks", tracks)
                    .add("truths", c.truths())
                    .add("withOrbit", c.present())
                    .add("withOrbitOfTwoTracks", c.confirmed())
                    .add("withSeveralOrbits", c.several())
                    .end());
        }
    }

    private void tracks(String part, Map<Outcome, Integer> counts) {
        JsonLine line = new JsonLine()
                .add("score", "association")
                .add("part", part)
                .add(
                        "tracks",
                        counts.values().stream().mapToInt(Integer::intValue).sum());
        for (Outcome outcome : Outcome.values()) {
            line.add(outcome.name().toLowerCase(Locale.ROOT), counts.getOrDefault(outcome, 0));
        }
        out.println(line.end());
    }

    private void newObjects(AssociationScore score) {
        for (AssociationScore.NewObject object : score.newObjects()) {
            out.println(new JsonLine()
                    .add("score", "newObject")
                    .add("objectId", object.objectId())
                    .add("trueObjectId", object.trueObjectId())
                    .add("tracks", object.tracks())
                    .add("tracksOfTruth", object.tracksOfTruth())
                    .add("purity", object.purity())
                    .end());
        }
    }

    private void errors(String kind, double hours, List<Score.OrbitError> errors) {
        for (Score.OrbitError error : errors) {
            JsonLine line = new JsonLine().add("score", kind);
            if (hours > 0) {
                line.add("hours", hours);
            }
            out.println(line.add("regime", error.regime().words())
                    .add("orbitId", error.orbitId())
                    .add("objectId", error.objectId())
                    .add("trueObjectId", error.trueObjectId())
                    .addTime("time", error.timeMicros())
                    .add("tracksUsed", error.tracksUsed())
                    .add("errorRtn", error.error().errorRtn())
                    .add("squaredStateDistance", error.error().squaredStateDistance())
                    .add("squaredPositionDistance", error.error().squaredPositionDistance())
                    .add("sigmaMetres", error.sigmaMetres())
                    .end());
        }
    }

    private void realism(String kind, double hours, List<Score.OrbitError> errors) {
        Score.byRegime(errors).forEach((regime, r) -> {
            JsonLine line = new JsonLine().add("score", kind);
            if (hours > 0) {
                line.add("hours", hours);
            }
            line.add("regime", regime.words()).add("count", r.count());
            quantiles(line, "radialMetres", r.radial());
            quantiles(line, "transverseMetres", r.transverse());
            quantiles(line, "normalMetres", r.normal());
            quantiles(line, "positionMetres", r.position());
            quantiles(line, "velocityMetresPerSecond", r.velocity());
            nees(line, "neesState", r.state());
            nees(line, "neesPosition", r.positionAlone());
            out.println(line.add("shareWithin4", r.shareWithin4())
                    .add("shareWithin5", r.shareWithin5())
                    .add("shareWithinChiSquared95", r.shareWithin95())
                    .end());
        });
    }

    private static void quantiles(JsonLine line, String name, Realism.Quantiles q) {
        line.add(name, new double[] {q.median(), q.p90(), q.p95()});
    }

    private static void nees(JsonLine line, String name, Realism.Nees nees) {
        line.add(name, nees.mean())
                .add(name + "Bounds", new double[] {nees.lower(), nees.upper()})
                .add(name + "Median", nees.median())
                .add(name + "ExpectedMedian", nees.expectedMedian());
    }
}

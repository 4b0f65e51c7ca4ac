package org.greenzone.cli.pc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.conjunction.CollisionProbability;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.CurvedEncounter;
import org.greenzone.astro.conjunction.Encounter;
import org.greenzone.astro.conjunction.Hall2021;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.MonteCarlo;
import org.greenzone.astro.conjunction.PlaneUsage;
import org.greenzone.astro.conjunction.ProbabilityMethod;
import org.jspecify.annotations.Nullable;

/** The probabilities of one message by the methods that were asked for. */
final class MessageProbability {
    static final String HALL = "HALL-2021";
    static final String MONTE_CARLO = "MONTE-CARLO";

    /**
     * What is asked.
     *
     * @param plane methods in two dimensions
     * @param hall whether HALL-2021 is wanted in any case
     * @param hallWhereDoubted whether it is wanted where two dimensions are doubted
     * @param trials of Monte Carlo; 0 for none
     * @param seed of Monte Carlo
     * @param hardBodyRadius combined radius for all messages, or null
     * @param radii radii of objects, or null
     */
    record Question(
            List<ProbabilityMethod> plane,
            boolean hall,
            boolean hallWhereDoubted,
            long trials,
            long seed,
            @Nullable Double hardBodyRadius,
            @Nullable HardBodyRadii radii) {}

    /**
     * What is said of one message.
     *
     * @param radiusSources where the combined radius comes from
     */
    record Answer(
            double hardBodyRadius,
            List<String> radiusSources,
            Map<String, Double> probabilities,
            Optional<MonteCarlo.Count> count,
            Optional<PlaneUsage> usage,
            double maximum,
            Conjunction.Dilution dilution,
            List<String> warnings) {}

    private record Radius(double metres, List<String> sources) {}

    private final Question question;

    MessageProbability(Question question) {
        this.question = question;
    }

    Answer of(Conjunction c) {
        List<String> warnings = new ArrayList<>(c.warnings());
        Map<String, Double> probabilities = new LinkedHashMap<>();
        Radius radius = radius(c);
        if (!(radius.metres > 0)) {
            warnings.add("no hard-body radius in the message: give one with --hbr METRES or a table with --hard-body");
            return none(Double.NaN, radius.sources, warnings);
        }
        Encounter encounter = Encounter.ofRtn(
                c.primary().stateGcrf(),
                c.primary().covarianceRtn(),
                c.secondary().stateGcrf(),
                c.secondary().covarianceRtn(),
                radius.metres);
        CollisionProbability.Assessment assessment = CollisionProbability.assess(encounter);
        if (!(assessment instanceof CollisionProbability.Assessed assessed)) {
            warnings.add(((CollisionProbability.NotComputable) assessment).reason());
            return none(radius.metres, radius.sources, warnings);
        }
        warnings.addAll(assessed.warnings());
        for (ProbabilityMethod method : question.plane) {
            ProbabilityMethod.Outcome outcome = CollisionProbability.compute(encounter, method);
            if (outcome instanceof ProbabilityMethod.Computed computed) {
                probabilities.put(method.label(), computed.probability());
                warnings.addAll(computed.warnings());
            } else if (outcome instanceof ProbabilityMethod.NotValid notValid) {
                probabilities.put(method.label(), Double.NaN);
                warnings.add(method.label() + ": " + notValid.reason());
            }
        }
        Optional<CurvedEncounter> curved = curved(c, radius.metres);
        Optional<PlaneUsage> usage = curved.map(PlaneUsage::of);
        usage.ifPresent(u -> warnings.addAll(u.doubts()));
        boolean doubted = usage.isPresent() && !usage.get().holds();
        if (question.hall || question.hallWhereDoubted && doubted) {
            addHall(curved, probabilities, warnings);
        }
        Optional<MonteCarlo.Count> count = question.trials > 0
                ? curved.flatMap(e -> MonteCarlo.count(e, question.trials, question.seed, null))
                : Optional.empty();
        count.ifPresent(n -> probabilities.put(MONTE_CARLO, n.probability()));
        return new Answer(
                radius.metres,
                radius.sources,
                probabilities,
                count,
                usage,
                assessed.maximumProbability(),
                assessed.dilution(),
                warnings);
    }

    private static void addHall(
            Optional<CurvedEncounter> curved, Map<String, Double> probabilities, List<String> warnings) {
        Optional<Hall2021.Estimate> estimate = curved.flatMap(Hall2021::estimate);
        if (estimate.isEmpty()) {
            probabilities.put(HALL, Double.NaN);
            warnings.add(HALL + ": an orbit is no ellipse, or a covariance of velocity is missing");
            return;
        }
        probabilities.put(HALL, estimate.get().expectedCollisions());
        if (!estimate.get().converged()) {
            warnings.add(HALL + ": the integral has not come to rest everywhere");
        }
    }

    private static Answer none(double radius, List<String> sources, List<String> warnings) {
        return new Answer(
                radius,
                sources,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Double.NaN,
                Conjunction.Dilution.UNKNOWN,
                warnings);
    }

    /** The option first; then the table, where it knows both objects or the message knows nothing; then the message. */
    private Radius radius(Conjunction c) {
        if (question.hardBodyRadius != null) {
            return new Radius(question.hardBodyRadius, List.of("--hbr"));
        }
        double stated = c.hardBodyRadiusMetres();
        if (question.radii != null) {
            HardBodyRadii.Combined combined = question.radii.combined(
                    c.primary().objectId(), c.secondary().objectId());
            List<String> sources =
                    List.of(combined.primary().source(), combined.secondary().source());
            if (!(stated > 0) || !sources.contains(HardBodyRadii.DEFAULT)) {
                return new Radius(combined.metres(), sources);
            }
        }
        return new Radius(stated, stated > 0 ? List.of("message") : List.of());
    }

    private static Optional<CurvedEncounter> curved(Conjunction c, double radius) {
        double[] first = c.primary().covarianceRtn();
        double[] second = c.secondary().covarianceRtn();
        if (first.length != 21
                || second.length != 21
                || !Double.isFinite(
                        Arrays.stream(first).sum() + Arrays.stream(second).sum())) {
            return Optional.empty();
        }
        return Optional.of(CurvedEncounter.ofRtn(
                c.primary().stateGcrf(), first, c.secondary().stateGcrf(), second, radius));
    }
}

package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.conjunction.CollisionProbability.Assessed;
import org.greenzone.astro.conjunction.CollisionProbability.Assessment;
import org.greenzone.astro.conjunction.CollisionProbability.NotComputable;

/**
 * The probability of an encounter by the method that holds: in two dimensions (Foster and Estes 1992), or, where {@link PlaneUsage} doubts these, the
 * expected collisions along curved paths ({@link Hall2021}; 1 where more are expected), with the two-dimensional value beside it. Where the curvature leaves it below
 * {@value #NEGLIGIBLE}, and where all pairs of a catalogue are screened, the integral along the curved paths is not made: the two-dimensional value stands, with the doubts among the warnings.
 *
 * @param probability NaN where there is none, with the reason in the warnings
 * @param method of the probability
 * @param planeProbability in two dimensions, where the probability is by another method; else NaN
 * @param maximumProbability greatest over a common scale of the covariance, in two dimensions
 * @param dilution whether less uncertainty would raise it
 * @param warnings what the numbers do not tell
 */
public record EncounterProbability(
        double probability,
        String method,
        double planeProbability,
        double maximumProbability,
        Conjunction.Dilution dilution,
        List<String> warnings) {
    /** Name of the method along curved paths. */
    public static final String HALL_2021 = "HALL-2021";

    /**
     * Twenty orders below what any decision asks for: an integral that tells 1e-51 from 1e-52 takes half a second, since nothing in it is
     * large enough to be left out beside anything.
     */
    static final double NEGLIGIBLE = 1e-30;

    /** How much is done for a probability. */
    public enum Effort {
        /** The integral along curved paths where two dimensions do not hold. */
        FULL,
        /**
         * Two dimensions, with the doubts that there are: for all pairs of a catalogue. The integral takes a second and more, and objects of a cluster have tens of slow
         * encounters, so that one orbit that changes would hold up all others for half a minute.
         */
        CATALOGUE,
        /** Two dimensions times the correction by {@link PlaneUsage} there, where it has one: for a search, not to be published. */
        SEARCH
    }

    /**
     * Of states at closest approach, 6 numbers each (m, m/s, one inertial frame), with covariances of 21 numbers in their own RTN frames.
     *
     * @param radiusMetres combined hard-body radius
     * @param effort how much is done for it
     */
    public static EncounterProbability of(
            double[] primaryState,
            double[] primaryCovariance,
            double[] secondaryState,
            double[] secondaryCovariance,
            double radiusMetres,
            Effort effort) {
        Assessment assessment = CollisionProbability.assess(
                Encounter.ofRtn(primaryState, primaryCovariance, secondaryState, secondaryCovariance, radiusMetres));
        if (!(assessment instanceof Assessed plane)) {
            return new EncounterProbability(
                    Double.NaN,
                    ProbabilityMethod.FOSTER_1992.label(),
                    Double.NaN,
                    Double.NaN,
                    Conjunction.Dilution.UNKNOWN,
                    List.of("no probability: " + ((NotComputable) assessment).reason()));
        }
        EncounterProbability flat = new EncounterProbability(
                plane.probability(),
                ProbabilityMethod.FOSTER_1992.label(),
                Double.NaN,
                plane.maximumProbability(),
                plane.dilution(),
                plane.warnings());
        if (!hasVelocities(primaryCovariance) || !hasVelocities(secondaryCovariance)) {
            return flat;
        }
        CurvedEncounter encounter = CurvedEncounter.ofRtn(
                primaryState, primaryCovariance, secondaryState, secondaryCovariance, radiusMetres);
        PlaneUsage usage = PlaneUsage.of(encounter);
        if (usage.holds()) {
            return flat;
        }
        double corrected = flat.probability * usage.correction();
        if (effort == Effort.CATALOGUE || Math.max(flat.probability, corrected) < NEGLIGIBLE) {
            return flat.with(flat.probability, usage.doubts());
        }
        return effort == Effort.SEARCH && corrected >= 0
                ? flat.with(Math.min(1, corrected), usage.doubts())
                : curved(encounter, flat, usage);
    }

    /**
     * The greatest probability of an encounter if all its sigmas were up to so many times as large: in two dimensions, times the correction by {@link PlaneUsage}
     * where these do not hold. Not below the probability that it has.
     *
     * @param factor on the sigmas, 1 or more
     * @return NaN where there is none
     */
    public static double greatestWithin(Conjunction c, double factor) {
        double[] first = c.primary().covarianceRtn();
        double[] second = c.secondary().covarianceRtn();
        double[] firstState = c.primary().stateGcrf();
        double[] secondState = c.secondary().stateGcrf();
        double radius = c.hardBodyRadiusMetres();
        if (!(CollisionProbability.assess(Encounter.ofRtn(firstState, first, secondState, second, radius))
                instanceof Assessed plane)) {
            return Double.NaN;
        }
        // Over the scale it rises to the greatest and falls behind it (Alfano 2005).
        double scale = Math.max(1, Math.min(factor, plane.maximumScale()));
        double[] firstScaled = scaled(first, scale * scale);
        double[] secondScaled = scaled(second, scale * scale);
        double greatest = ProbabilityMethod.reference(
                EncounterPlane.of(Encounter.ofRtn(firstState, firstScaled, secondState, secondScaled, radius)), radius);
        if (hasVelocities(first) && hasVelocities(second)) {
            PlaneUsage usage =
                    PlaneUsage.of(CurvedEncounter.ofRtn(firstState, firstScaled, secondState, secondScaled, radius));
            greatest *= usage.holds() ? 1 : usage.correction();
        }
        return Math.max(c.probability(), greatest);
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private EncounterProbability with(double value, List<String> doubts) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(doubts);
        return new EncounterProbability(
                value, method, planeProbability, maximumProbability, dilution, List.copyOf(all));
    }

    private static EncounterProbability curved(CurvedEncounter encounter, EncounterProbability flat, PlaneUsage usage) {
        List<String> warnings = new ArrayList<>(flat.warnings);
        warnings.addAll(usage.doubts());
        return Hall2021.estimate(encounter)
                .map(estimate -> {
                    if (!estimate.converged()) {
                        warnings.add(HALL_2021 + ": the integral has not come to rest everywhere");
                    }
                    return new EncounterProbability(
                            Math.min(1, estimate.expectedCollisions()),
                            HALL_2021,
                            flat.probability,
                            flat.maximumProbability,
                            flat.dilution,
                            List.copyOf(warnings));
                })
                .orElseGet(() -> {
                    warnings.add(HALL_2021 + ": an orbit is no ellipse, or a covariance of velocity is missing");
                    return new EncounterProbability(
                            flat.probability,
                            flat.method,
                            Double.NaN,
                            flat.maximumProbability,
                            flat.dilution,
                            List.copyOf(warnings));
                });
    }

    private static boolean hasVelocities(double[] covariance) {
        double sum = 0;
        for (double c : covariance) {
            sum += c;
        }
        return Double.isFinite(sum) && covariance[9] > 0 && covariance[14] > 0 && covariance[20] > 0;
    }
}

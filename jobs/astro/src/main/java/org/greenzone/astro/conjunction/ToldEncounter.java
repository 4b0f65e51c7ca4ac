package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.physics.Vectors;

/**
 * An encounter that another tells of in a conjunction data message, assessed as one that was screened here: the time of closest approach is found again, since a message rounds it
 * to the millisecond, and the probability is computed from the states and covariances of the message; the stated one stands beside it ({@link Statement}).
 *
 * <p>Found again by straight relative motion, which is good for a second: in it both orbits bend alike, and what is left of that at 10 km is below a centimetre. States that are
 * further from their closest approach (slow pairs, or not of that instant) stay as they are, and a warning says so; the probability in two dimensions takes the straight line in any case.
 *
 * <p>Where no probability can be computed the stated one counts, and a warning says so. A pair without either is not known, which is not the same as safe.
 */
public final class ToldEncounter {
    /** Prefix of the method of a probability that was taken from a message. */
    public static final String STATED = "STATED";

    /** The polar radius of the Earth, metres: nobody orbits below. */
    private static final double LEAST_RADIUS_METRES = 6_356_752;

    /** Beyond the Moon. */
    private static final double GREATEST_RADIUS_METRES = 1e9;

    /** Above the speed of escape at the surface, with what a hyperbola of an Earth flyby has. */
    private static final double GREATEST_SPEED = 20e3;

    /** No service reports pairs that far apart. */
    private static final double GREATEST_MISS_METRES = 1e6;

    /** Over which relative motion is straight. */
    private static final double STRAIGHT_SECONDS = 1;

    private final HardBodyRadii radii;

    /** @param radii of objects that are known better than by messages */
    public ToldEncounter(HardBodyRadii radii) {
        this.radii = radii;
    }

    /** Why a message tells of no encounter that can be; empty where it does. */
    public static Optional<String> impossible(Conjunction told) {
        if (told.primary().objectId().equals(told.secondary().objectId())) {
            return Optional.of("both objects are " + told.primary().objectId());
        }
        for (Participant object : List.of(told.primary(), told.secondary())) {
            double[] s = object.stateGcrf();
            double radius = Vectors.norm(s);
            double speed = Vectors.norm(s, 3);
            if (!(radius >= LEAST_RADIUS_METRES && radius <= GREATEST_RADIUS_METRES)) {
                return Optional.of("the state of " + object.objectId() + " is " + (long) (radius / 1e3)
                        + " km from the centre of the Earth; are the units km and km/s?");
            }
            if (!(speed <= GREATEST_SPEED)) {
                return Optional.of("the speed of " + object.objectId() + " is " + (long) speed
                        + " m/s; are the units km and km/s?");
            }
        }
        return told.missDistanceMetres() <= GREATEST_MISS_METRES
                ? Optional.empty()
                : Optional.of("the states are " + (long) (told.missDistanceMetres() / 1e3)
                        + " km apart at the closest approach; are they in the frames that the message names?");
    }

    /**
     * The encounter, assessed.
     *
     * @param told states, covariances, radius and warnings of the message, with its statement; seen from the asset where there is one
     * @param asset the primary, where it is protected
     */
    public Conjunction assessed(Conjunction told, Optional<Asset> asset) {
        List<String> warnings = new ArrayList<>(told.warnings());
        Conjunction.Draft draft = new Conjunction.Draft(told);
        toClosestApproach(draft, warnings);
        radius(draft, asset, warnings);
        draft.restsOn = List.of(told.statement().originator() + "/"
                + told.statement().messageId() + "/" + told.statement().createdMicros());
        if (asset.isPresent()
                && asset.get().companions().contains(told.secondary().objectId())) {
            return draft.made().asFormation(draft.tcaMicros, ConjunctionScreener.COMPANION);
        }
        EncounterProbability probability = EncounterProbability.of(
                draft.primary.stateGcrf(),
                draft.primary.covarianceRtn(),
                draft.secondary.stateGcrf(),
                draft.secondary.covarianceRtn(),
                draft.hardBodyRadiusMetres,
                EncounterProbability.Effort.FULL);
        warnings.addAll(probability.warnings());
        boolean stated = Double.isNaN(probability.probability())
                && !Double.isNaN(told.statement().probability());
        if (stated) {
            warnings.add("the probability is that of the message");
        }
        draft.probability = stated ? told.statement().probability() : probability.probability();
        draft.probabilityMethod = !stated
                ? probability.method()
                : told.probabilityMethod().isEmpty() ? STATED : STATED + "-" + told.probabilityMethod();
        draft.planeProbability = probability.planeProbability();
        draft.maximumProbability = probability.maximumProbability();
        draft.dilution = probability.dilution();
        draft.warnings = List.copyOf(warnings);
        return draft.made();
    }

    /** Moves both states along their velocities to the closest approach, if it is near. */
    private static void toClosestApproach(Conjunction.Draft draft, List<String> warnings) {
        double[] first = draft.primary.stateGcrf();
        double[] second = draft.secondary.stateGcrf();
        double rv = 0;
        double vv = 0;
        for (int i = 0; i < 3; i++) {
            double v = second[i + 3] - first[i + 3];
            rv += (second[i] - first[i]) * v;
            vv += v * v;
        }
        double seconds = vv > 0 ? -rv / vv : 0;
        if (Math.abs(seconds) > STRAIGHT_SECONDS) {
            warnings.add("the states are " + Math.round(Math.abs(seconds)) + " s from their closest approach");
            return;
        }
        double[] firstThere = moved(first, seconds);
        double[] secondThere = moved(second, seconds);
        CloseApproach approach = CloseApproach.at(seconds, firstThere, secondThere);
        draft.tcaMicros += Math.round(seconds * 1e6);
        draft.firstMinimumMicros = draft.tcaMicros;
        draft.lastMinimumMicros = draft.tcaMicros;
        draft.primary = draft.primary.withState(firstThere);
        draft.secondary = draft.secondary.withState(secondThere);
        draft.missDistanceMetres = approach.missDistanceMetres();
        draft.missRtnMetres = approach.missRtnMetres();
    }

    private static double[] moved(double[] state, double seconds) {
        double[] moved = state.clone();
        for (int i = 0; i < 3; i++) {
            moved[i] += seconds * state[i + 3];
        }
        return moved;
    }

    /**
     * The combined radius: that of the tables and the asset where they know both objects, else that of the message, else of what is known of either with the default for the
     * other, and a warning.
     */
    private void radius(Conjunction.Draft draft, Optional<Asset> asset, List<String> warnings) {
        Optional<HardBodyRadii.Radius> first = radii.find(draft.primary.objectId())
                .or(() -> asset.map(
                        a -> new HardBodyRadii.Radius(a.hardBodyRadiusMetres(), 0, ConjunctionScreener.OF_ASSET)));
        Optional<HardBodyRadii.Radius> second = radii.find(draft.secondary.objectId());
        boolean both = first.isPresent() && second.isPresent();
        if (!both && draft.hardBodyRadiusMetres > 0) {
            return;
        }
        HardBodyRadii.Radius one = first.orElseGet(() -> radii.of(draft.primary.objectId()));
        HardBodyRadii.Radius other = second.orElseGet(() -> radii.of(draft.secondary.objectId()));
        List<String> counted = new ArrayList<>();
        if (first.isEmpty()) {
            counted.add(draft.primary.objectId() + " counts with " + one.metres() + " m");
        }
        if (second.isEmpty()) {
            counted.add(draft.secondary.objectId() + " counts with " + other.metres() + " m");
        }
        if (!both) {
            warnings.add("the message has no hard-body radius: " + String.join(", ", counted));
        }
        draft.hardBodyRadiusMetres = HardBodyRadii.combined(one, other).metres();
        draft.primary = draft.primary.withRadius(one.metres(), one.source());
        draft.secondary = draft.secondary.withRadius(other.metres(), other.source());
    }
}

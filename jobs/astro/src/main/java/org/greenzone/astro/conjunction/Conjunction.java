package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.greenzone.astro.physics.RtnFrame;

/**
 * A close approach of two objects: geometry at the time of closest approach (TCA), covariances and probability.
 *
 * <p>Covariances are the 21 elements of the CDM (508.0-B-1, 3.5): lower triangle by rows of (R, T, N, Rdot, Tdot, Ndot)
 * in the RTN frame of the object itself, element (i, j), j &lt;= i, at {@code i (i + 1) / 2 + j}; m2, m2/s, m2/s2.
 *
 * @param conjunctionId made from the pair and the encounter, the same over all revisions
 * @param revision counts the events of this encounter from 0
 * @param status whether this event announces, revises or withdraws the encounter
 * @param createdMicros event time of this revision: when its newest orbit became known
 * @param primary the protected asset, or the first of the pair
 * @param secondary the other object
 * @param tcaMicros UTC microseconds since 1970
 * @param missDistanceMetres distance at TCA
 * @param missRtnMetres secondary minus primary in the RTN frame of the primary, 3 numbers
 * @param relativeSpeedMetresPerSecond relative speed at TCA
 * @param hardBodyRadiusMetres combined radius
 * @param probability Pc; NaN where it could not be computed, with the reason in the warnings
 * @param probabilityMethod for example {@code FOSTER-1992}
 * @param maximumProbability greatest Pc over a common scale of the covariance (Alfano 2005)
 * @param dilution whether less uncertainty would raise the Pc
 * @param warnings what the numbers do not tell
 * @param restsOn ids of the two orbits
 * @param formation whether the two fly together (docked, or in formation): listed, no cause for alarm, without probability
 * @param minima how many minima the distance has within the encounter: a slow pair on nearly the same orbit has two a revolution
 * @param firstMinimumMicros time of the first of them, UTC microseconds since 1970; of a formation: from when
 * @param lastMinimumMicros time of the last; of a formation: until when it was looked at
 * @param planeProbability Pc in two dimensions, where {@code probability} is by a method beyond these; else NaN
 * @param history what was said of the encounter, this event last, the newest {@value Conjunction#LONGEST_HISTORY}; empty where nobody follows it
 * @param nextPass what the next radar pass of the secondary would do to it; empty where none comes before it, or none was looked for
 * @param statement who says so where it is another than Greenzone, in a message
 * @param screening what was looked through when it was found
 */
public record Conjunction(
        String conjunctionId,
        int revision,
        Status status,
        long createdMicros,
        Participant primary,
        Participant secondary,
        long tcaMicros,
        double missDistanceMetres,
        double[] missRtnMetres,
        double relativeSpeedMetresPerSecond,
        double hardBodyRadiusMetres,
        double probability,
        String probabilityMethod,
        double maximumProbability,
        Dilution dilution,
        List<String> warnings,
        List<String> restsOn,
        boolean formation,
        int minima,
        long firstMinimumMicros,
        long lastMinimumMicros,
        double planeProbability,
        List<EncounterUpdate> history,
        List<ExpectedPass> nextPass,
        Statement statement,
        Screening screening) {
    /** Four updates a day over a fortnight. */
    static final int LONGEST_HISTORY = 64;

    /** State of a job that was kept before these were said lacks them. */
    public Conjunction {
        statement = statement == null ? Statement.OWN : statement;
        screening = screening == null ? Screening.NONE : screening;
    }

    /** An encounter of one minimum. */
    public Conjunction(
            String conjunctionId,
            int revision,
            Status status,
            long createdMicros,
            Participant primary,
            Participant secondary,
            long tcaMicros,
            double missDistanceMetres,
            double[] missRtnMetres,
            double relativeSpeedMetresPerSecond,
            double hardBodyRadiusMetres,
            double probability,
            String probabilityMethod,
            double maximumProbability,
            Dilution dilution,
            List<String> warnings,
            List<String> restsOn) {
        this(
                conjunctionId,
                revision,
                status,
                createdMicros,
                primary,
                secondary,
                tcaMicros,
                missDistanceMetres,
                missRtnMetres,
                relativeSpeedMetresPerSecond,
                hardBodyRadiusMetres,
                probability,
                probabilityMethod,
                maximumProbability,
                dilution,
                warnings,
                restsOn,
                false,
                1,
                tcaMicros,
                tcaMicros,
                Double.NaN,
                List.of(),
                List.of(),
                Statement.OWN,
                Screening.NONE);
    }

    /** The same encounter in another event. */
    public Conjunction as(String id, int count, Status what, long micros) {
        Draft draft = new Draft(this);
        draft.conjunctionId = id;
        draft.revision = count;
        draft.status = what;
        draft.createdMicros = micros;
        return draft.made();
    }

    /** Where its probability goes. */
    public EncounterTrend trend() {
        return EncounterTrend.of(history);
    }

    /** The same with what was said before, and now. */
    public Conjunction after(List<EncounterUpdate> before) {
        List<EncounterUpdate> all = new ArrayList<>(before);
        all.add(EncounterUpdate.of(this));
        Draft draft = new Draft(this);
        draft.history = List.copyOf(all.subList(Math.max(0, all.size() - LONGEST_HISTORY), all.size()));
        return draft.made();
    }

    /** The same with what the next pass would do. */
    public Conjunction withNextPass(ExpectedPass pass) {
        Draft draft = new Draft(this);
        draft.nextPass = List.of(pass);
        return draft.made();
    }

    /** The same with one more warning. */
    public Conjunction withWarning(String warning) {
        Draft draft = new Draft(this);
        draft.warnings = Stream.concat(warnings.stream(), Stream.of(warning)).toList();
        return draft.made();
    }

    /** The same with the minima of its encounter, of which this is the lowest. */
    public Conjunction withMinima(int count, long firstMicros, long lastMicros) {
        Draft draft = new Draft(this);
        draft.minima = count;
        draft.firstMinimumMicros = firstMicros;
        draft.lastMinimumMicros = lastMicros;
        return draft.made();
    }

    /** The same as two that fly together until an instant: without probability, for a reason that is said. */
    public Conjunction asFormation(long untilMicros, String why) {
        Draft draft = new Draft(this);
        draft.formation = true;
        draft.minima = 0;
        draft.lastMinimumMicros = untilMicros;
        draft.probability = Double.NaN;
        draft.probabilityMethod = "NONE";
        draft.maximumProbability = Double.NaN;
        draft.planeProbability = Double.NaN;
        draft.dilution = Dilution.UNKNOWN;
        draft.warnings = List.of(why);
        return draft.made();
    }

    /** The same with a probability in two dimensions beside that of another method; NaN for none. */
    public Conjunction withPlaneProbability(double inTwoDimensions) {
        Draft draft = new Draft(this);
        draft.planeProbability = inTwoDimensions;
        return draft.made();
    }

    /** The same as found in a screening of a volume about the primary, between two times (UTC microseconds since 1970). */
    public Conjunction screenedIn(ScreeningVolume volume, long startMicros, long stopMicros) {
        return withScreening(Screening.of(volume, startMicros, stopMicros, this));
    }

    /** The same with what was looked through when it was found. */
    public Conjunction withScreening(Screening of) {
        Draft draft = new Draft(this);
        draft.screening = of;
        return draft.made();
    }

    /** The same as another says it. */
    public Conjunction saidBy(Statement by) {
        Draft draft = new Draft(this);
        draft.statement = by;
        return draft.made();
    }

    /** The same encounter, seen from the other object. A volume about the first of the two says nothing then. */
    public Conjunction seenFromOther() {
        Draft draft = new Draft(this);
        draft.primary = secondary;
        draft.secondary = primary;
        draft.missRtnMetres = missRtn(secondary.stateGcrf(), primary.stateGcrf());
        draft.screening = Screening.NONE;
        return draft.made();
    }

    static double[] missRtn(double[] primary, double[] secondary) {
        return RtnFrame.vectorToRtn(
                new double[] {secondary[0] - primary[0], secondary[1] - primary[1], secondary[2] - primary[2]},
                primary);
    }

    /** A conjunction in the making, for those that differ from one in something. */
    static final class Draft {
        String conjunctionId;
        int revision;
        Status status;
        long createdMicros;
        Participant primary;
        Participant secondary;
        long tcaMicros;
        double missDistanceMetres;
        double[] missRtnMetres;
        double relativeSpeedMetresPerSecond;
        double hardBodyRadiusMetres;
        double probability;
        String probabilityMethod;
        double maximumProbability;
        Dilution dilution;
        List<String> warnings;
        List<String> restsOn;
        boolean formation;
        int minima;
        long firstMinimumMicros;
        long lastMinimumMicros;
        double planeProbability;
        List<EncounterUpdate> history;
        List<ExpectedPass> nextPass;
        Statement statement;
        Screening screening;

        Draft(Conjunction c) {
            conjunctionId = c.conjunctionId;
            revision = c.revision;
            status = c.status;
            createdMicros = c.createdMicros;
            primary = c.primary;
            secondary = c.secondary;
            tcaMicros = c.tcaMicros;
            missDistanceMetres = c.missDistanceMetres;
            missRtnMetres = c.missRtnMetres;
            relativeSpeedMetresPerSecond = c.relativeSpeedMetresPerSecond;
            hardBodyRadiusMetres = c.hardBodyRadiusMetres;
            probability = c.probability;
            probabilityMethod = c.probabilityMethod;
            maximumProbability = c.maximumProbability;
            dilution = c.dilution;
            warnings = c.warnings;
            restsOn = c.restsOn;
            formation = c.formation;
            minima = c.minima;
            firstMinimumMicros = c.firstMinimumMicros;
            lastMinimumMicros = c.lastMinimumMicros;
            planeProbability = c.planeProbability;
            history = c.history;
            nextPass = c.nextPass;
            statement = c.statement;
            screening = c.screening;
        }

        Conjunction made() {
            return new Conjunction(
                    conjunctionId,
                    revision,
                    status,
                    createdMicros,
                    primary,
                    secondary,
                    tcaMicros,
                    missDistanceMetres,
                    missRtnMetres,
                    relativeSpeedMetresPerSecond,
                    hardBodyRadiusMetres,
                    probability,
                    probabilityMethod,
                    maximumProbability,
                    dilution,
                    warnings,
                    restsOn,
                    formation,
                    minima,
                    firstMinimumMicros,
                    lastMinimumMicros,
                    planeProbability,
                    history,
                    nextPass,
                    statement,
                    screening);
        }
    }

    /** What an event says of its encounter. */
    public enum Status {
        NEW,
        REVISED,
        WITHDRAWN
    }

    /** Whether the covariance is larger than the one of the greatest Pc (Alfano 2005). */
    public enum Dilution {
        ROBUST,
        DILUTED,
        UNKNOWN
    }

    /**
     * One of the two objects at TCA.
     *
     * @param objectId NORAD number or own id
     * @param objectName empty where not known
     * @param internationalDesignator empty where not known
     * @param stateGcrf position and velocity, m and m/s, 6 numbers
     * @param covarianceRtn 21 numbers as above; all NaN where not known
     * @param hardBodyRadiusMetres radius of the sphere about it; NaN where only the combined one is known
     * @param hardBodyRadiusSource who says so, for example {@code asset}, {@code orbit} or a table; empty where not known
     * @param determination on what its orbit rests
     */
    public record Participant(
            String objectId,
            String objectName,
            String internationalDesignator,
            double[] stateGcrf,
            double[] covarianceRtn,
            double hardBodyRadiusMetres,
            String hardBodyRadiusSource,
            Determination determination) {
        /** State of a job that was kept before it was said lacks it. */
        public Participant {
            determination = determination == null ? Determination.NONE : determination;
        }

        /** One of whose orbit determination nothing is known. */
        public Participant(
                String objectId,
                String objectName,
                String internationalDesignator,
                double[] stateGcrf,
                double[] covarianceRtn,
                double hardBodyRadiusMetres,
                String hardBodyRadiusSource) {
            this(
                    objectId,
                    objectName,
                    internationalDesignator,
                    stateGcrf,
                    covarianceRtn,
                    hardBodyRadiusMetres,
                    hardBodyRadiusSource,
                    Determination.NONE);
        }

        /** The same object in another state. */
        Participant withState(double[] state) {
            return new Participant(
                    objectId,
                    objectName,
                    internationalDesignator,
                    state,
                    covarianceRtn,
                    hardBodyRadiusMetres,
                    hardBodyRadiusSource,
                    determination);
        }

        /** The same object with a radius, and who says so. */
        Participant withRadius(double metres, String source) {
            return new Participant(
                    objectId,
                    objectName,
                    internationalDesignator,
                    stateGcrf,
                    covarianceRtn,
                    metres,
                    source,
                    determination);
        }

        /** One whose own radius is not known. */
        public Participant(
                String objectId,
                String objectName,
                String internationalDesignator,
                double[] stateGcrf,
                double[] covarianceRtn) {
            this(objectId, objectName, internationalDesignator, stateGcrf, covarianceRtn, Double.NaN, "");
        }
    }
}

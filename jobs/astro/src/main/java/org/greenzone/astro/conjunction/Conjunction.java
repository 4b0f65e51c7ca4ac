package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.List;

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
        List<ExpectedPass> nextPass) {
    /** Four updates a day over a fortnight. */
    static final int LONGEST_HISTORY = 64;

    /** Of which no history is known. */
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
            List<String> restsOn,
            boolean formation,
            int minima,
            long firstMinimumMicros,
            long lastMinimumMicros,
            double planeProbability) {
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
                formation,
                minima,
                firstMinimumMicros,
                lastMinimumMicros,
                planeProbability,
                List.of(),
                List.of());
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
                Double.NaN);
    }

    /** The same encounter in another event. */
    public Conjunction as(String id, int count, Status what, long micros) {
        return new Conjunction(
                id,
                count,
                what,
                micros,
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
                nextPass);
    }

    /** Where its probability goes. */
    public EncounterTrend trend() {
        return EncounterTrend.of(history);
    }

    /** The same with what was said before, and now. */
    public Conjunction after(List<EncounterUpdate> before) {
        List<EncounterUpdate> all = new ArrayList<>(before);
        all.add(EncounterUpdate.of(this));
        return told(
                List.copyOf(all.subList(Math.max(0, all.size() - LONGEST_HISTORY), all.size())), nextPass, warnings);
    }

    /** The same with what the next pass would do. */
    public Conjunction withNextPass(ExpectedPass pass) {
        return told(history, List.of(pass), warnings);
    }

    /** The same with one more warning. */
    public Conjunction withWarning(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return told(history, nextPass, List.copyOf(all));
    }

    private Conjunction told(List<EncounterUpdate> updates, List<ExpectedPass> passes, List<String> words) {
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
                words,
                restsOn,
                formation,
                minima,
                firstMinimumMicros,
                lastMinimumMicros,
                planeProbability,
                updates,
                passes);
    }

    /** The same with the minima of its encounter, of which this is the lowest. */
    public Conjunction withMinima(int count, long firstMicros, long lastMicros) {
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
                count,
                firstMicros,
                lastMicros,
                planeProbability,
                history,
                nextPass);
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
     */
    public record Participant(
            String objectId,
            String objectName,
            String internationalDesignator,
            double[] stateGcrf,
            double[] covarianceRtn,
            double hardBodyRadiusMetres,
            String hardBodyRadiusSource) {

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

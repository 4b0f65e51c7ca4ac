package org.greenzone.astro.conjunction;

/**
 * What was said of an encounter at one time.
 *
 * @param createdMicros when: event time, UTC microseconds since 1970
 * @param tcaMicros time of closest approach as it was known then
 * @param missRtnMetres secondary minus primary in the RTN frame of the primary, 3 numbers
 * @param sigmaRtnMetres one sigma of that, both orbits together, 3 numbers; NaN where not known
 * @param probability Pc; NaN where there was none
 * @param maximumProbability greatest Pc over a common scale of the covariance; NaN where there was none
 */
public record EncounterUpdate(
        long createdMicros,
        long tcaMicros,
        double[] missRtnMetres,
        double[] sigmaRtnMetres,
        double probability,
        double maximumProbability) {

    /** What an event says. */
    public static EncounterUpdate of(Conjunction c) {
        return new EncounterUpdate(
                c.createdMicros(),
                c.tcaMicros(),
                c.missRtnMetres(),
                EncounterHistory.relativeSigmaRtn(c),
                c.probability(),
                c.maximumProbability());
    }

    /** How long before the closest approach it was said, hours. */
    public double hoursBefore() {
        return (tcaMicros - createdMicros) / 3_600e6;
    }
}

package org.greenzone.astro.conjunction;

import java.util.List;

/**
 * Where the probability of an encounter goes, in powers of ten, over its newest {@value #UPDATES} updates (of as many an answer that is stable is asked
 * for: three of the last four).
 *
 * @param direction growing or falling by a power of ten at least
 * @param decades logarithm to the base of ten of the newest probability over the oldest of these; NaN where not known
 */
public record EncounterTrend(Direction direction, double decades) {
    /** Which way. */
    public enum Direction {
        GROWING,
        STABLE,
        FALLING,
        UNKNOWN
    }

    static final int UPDATES = 4;

    /** A thousandth of the probability from which an encounter is reported (1e-7): below it all are the same, and no trend. */
    static final double FLOOR = 1e-10;

    /** From the oldest probability to the newest; what is not known is passed over. */
    public static EncounterTrend ofProbabilities(double[] probabilities) {
        double newest = Double.NaN;
        double oldest = Double.NaN;
        int count = 0;
        for (int i = probabilities.length - 1; i >= Math.max(0, probabilities.length - UPDATES); i--) {
            if (!Double.isNaN(probabilities[i])) {
                newest = count == 0 ? probabilities[i] : newest;
                oldest = probabilities[i];
                count++;
            }
        }
        if (count < 2) {
            return new EncounterTrend(Direction.UNKNOWN, Double.NaN);
        }
        double decades = Math.log10(Math.max(newest, FLOOR) / Math.max(oldest, FLOOR));
        Direction direction = decades >= 1 ? Direction.GROWING : decades <= -1 ? Direction.FALLING : Direction.STABLE;
        return new EncounterTrend(direction, decades);
    }

    /** Of the series of an encounter, the newest update last. */
    public static EncounterTrend of(List<EncounterUpdate> series) {
        return ofProbabilities(
                series.stream().mapToDouble(EncounterUpdate::probability).toArray());
    }
}

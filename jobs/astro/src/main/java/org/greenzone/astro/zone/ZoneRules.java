package org.greenzone.astro.zone;

import org.greenzone.astro.catalogue.Asset;

/**
 * When a zone is what, beside the thresholds of the asset.
 *
 * @param trustMicros how old the newest orbit of the asset may be; then nothing is known any more
 * @param validityMicros how long a status holds at most
 * @param burnMicros time that a prepared burn needs from decision to execution; what is nearer means shelter (about 5 h for the
 *     ISS)
 * @param planningMicros time that a burn needs to be planned; what is nearer leaves a prepared burn alone (about 30 h for
 *     the ISS)
 * @param positionSigmaMetres one-sigma uncertainty of the asset's position (root of the sum of the three variances) above
 *     which nothing ahead no longer means green
 * @param shelterLeadMicros how long before the danger the hatches are closed
 * @param shelterTailMicros how long after it they are opened
 * @param mergeMicros windows with less between them are one: opening and closing takes its time
 * @param shelterProbability of a passage through a cloud above which the crew shelters; NaN: the red threshold of the asset
 * @param stableUpdates how many of the last {@value WatchedConjunction#UPDATES} updates of a conjunction must agree
 */
public record ZoneRules(
        long trustMicros,
        long validityMicros,
        long burnMicros,
        long planningMicros,
        double positionSigmaMetres,
        long shelterLeadMicros,
        long shelterTailMicros,
        long mergeMicros,
        double shelterProbability,
        int stableUpdates) {
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;

    /**
     * An orbit is trusted for a day, a status holds for 2 hours, a burn needs 5 hours, with its planning 30. The position is
     * known to 10 km: with more, three sigma leave the 25 km about the ISS in which conjunctions are looked for (its box of
     * 0.75 x 25 x 25 km), and a screening that finds nothing says nothing. Hatches are closed 12 minutes before and opened 15
     * minutes after (assumptions: with the passages of 15 November 2021 these give 06:52 and 08:58), and not for less than
     * half an hour between (an assumption).
     */
    public static final ZoneRules DEFAULT =
            new ZoneRules(24 * HOUR, 2 * HOUR, 5 * HOUR, 30 * HOUR, 10e3, 12 * MINUTE, 15 * MINUTE, 30 * MINUTE);

    /** With the shelter limit of the asset and three of the last four updates. */
    public ZoneRules(
            long trustMicros,
            long validityMicros,
            long burnMicros,
            long planningMicros,
            double positionSigmaMetres,
            long shelterLeadMicros,
            long shelterTailMicros,
            long mergeMicros) {
        this(
                trustMicros,
                validityMicros,
                burnMicros,
                planningMicros,
                positionSigmaMetres,
                shelterLeadMicros,
                shelterTailMicros,
                mergeMicros,
                Double.NaN,
                WatchedConjunction.AGREEING);
    }

    public ZoneRules {
        if (trustMicros <= 0 || validityMicros <= 0 || burnMicros < 0 || !(positionSigmaMetres > 0)) {
            throw new IllegalArgumentException(
                    "trust, validity and position sigma must be positive, the time of a burn not negative");
        }
        if (planningMicros < burnMicros || shelterLeadMicros < 0 || shelterTailMicros < 0 || mergeMicros < 0) {
            throw new IllegalArgumentException(
                    "planning takes no less than the burn, and the times of shelter are not negative");
        }
        if (shelterProbability <= 0 || stableUpdates < 1 || stableUpdates > WatchedConjunction.UPDATES) {
            throw new IllegalArgumentException("the shelter limit must be positive, and of "
                    + WatchedConjunction.UPDATES + " updates one to all must agree");
        }
    }

    /** Probability of a passage above which the crew of an asset shelters. */
    double shelterProbability(Asset asset) {
        return Double.isNaN(shelterProbability) ? asset.redProbability() : shelterProbability;
    }

    /** The same with another trust. */
    public ZoneRules withTrust(long otherTrustMicros) {
        return new ZoneRules(
                otherTrustMicros,
                validityMicros,
                burnMicros,
                planningMicros,
                positionSigmaMetres,
                shelterLeadMicros,
                shelterTailMicros,
                mergeMicros,
                shelterProbability,
                stableUpdates);
    }

    /** The same with other times of a burn, another limit of shelter and another number of updates that must agree. */
    public ZoneRules deciding(long burn, long planning, double shelter, int updates) {
        return new ZoneRules(
                trustMicros,
                validityMicros,
                burn,
                planning,
                positionSigmaMetres,
                shelterLeadMicros,
                shelterTailMicros,
                mergeMicros,
                shelter,
                updates);
    }
}

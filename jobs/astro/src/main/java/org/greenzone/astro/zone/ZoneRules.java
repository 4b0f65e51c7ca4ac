package org.greenzone.astro.zone;

/**
 * When a zone is what, beside the thresholds of the asset.
 *
 * @param trustMicros how old the newest orbit of the asset may be; then nothing is known any more
 * @param validityMicros how long a status holds at most
 * @param burnMicros time that a burn needs from decision to execution; a red conjunction that is nearer means shelter
 *     (about 5 h for the ISS)
 * @param positionSigmaMetres one-sigma uncertainty of the asset's position (root of the sum of the three variances) above
 *     which nothing ahead no longer means green
 */
public record ZoneRules(long trustMicros, long validityMicros, long burnMicros, double positionSigmaMetres) {
    private static final long HOUR = 3_600_000_000L;

    /**
     * An orbit is trusted for a day, a status holds for 2 hours, a burn needs 5 hours. The position is known to 10 km: with
     * more, three sigma leave the 25 km about the ISS in which conjunctions are looked for (its box of 0.75 x 25 x 25 km),
     * and a screening that finds nothing says nothing.
     */
    public static final ZoneRules DEFAULT = new ZoneRules(24 * HOUR, 2 * HOUR, 5 * HOUR, 10e3);

    public ZoneRules {
        if (trustMicros <= 0 || validityMicros <= 0 || burnMicros < 0 || !(positionSigmaMetres > 0)) {
            throw new IllegalArgumentException(
                    "trust, validity and position sigma must be positive, the time of a burn not negative");
        }
    }
}

package org.greenzone.astro.zone;

/**
 * When a zone is what, beside the thresholds of the asset.
 *
 * @param trustMicros how old the newest orbit of the asset may be; then nothing is known any more
 * @param validityMicros how long a status holds at most
 * @param burnMicros time that a burn needs from decision to execution; a red conjunction that is nearer means shelter
 *     (about 5 h for the ISS)
 */
public record ZoneRules(long trustMicros, long validityMicros, long burnMicros) {
    private static final long HOUR = 3_600_000_000L;

    /** An orbit is trusted for a day, a status holds for 2 hours, a burn needs 5 hours. */
    public static final ZoneRules DEFAULT = new ZoneRules(24 * HOUR, 2 * HOUR, 5 * HOUR);

    public ZoneRules {
        if (trustMicros <= 0 || validityMicros <= 0 || burnMicros < 0) {
            throw new IllegalArgumentException("trust and validity must be positive, the time of a burn not negative");
        }
    }
}

package org.greenzone.astro.manoeuvre;

/**
 * What burns are thought of.
 *
 * @param leadMicros time from the decision to the earliest burn
 * @param smallestMetresPerSecond smallest burn
 * @param largestMetresPerSecond largest burn
 * @param goalShare of the yellow threshold to which the total must come: the orbit of tomorrow is not the one of today
 * @param times number of burn times that are tried
 * @param proposals that are screened against everything, at most
 */
public record BurnRules(
        long leadMicros,
        double smallestMetresPerSecond,
        double largestMetresPerSecond,
        double goalShare,
        int times,
        int proposals) {
    /**
     * Five hours of preparation and burns up to 2 m/s (the ISS makes 0.5 to 1 m/s some hours ahead, recalled); the goal is a tenth of the
     * yellow threshold (an assumption: the Pc of an encounter changes by such factors from update to update).
     */
    public static final BurnRules DEFAULT = new BurnRules(5 * 3_600_000_000L, 0.02, 2, 0.1, 6, 6);

    public BurnRules {
        if (leadMicros < 0
                || !(0 < smallestMetresPerSecond && smallestMetresPerSecond < largestMetresPerSecond)
                || !(goalShare > 0)
                || times < 1
                || proposals < 1) {
            throw new IllegalArgumentException("burns: sizes must be in order, shares and counts positive");
        }
    }

    /** The same with another time from the decision to the earliest burn. */
    public BurnRules withLead(long micros) {
        return new BurnRules(micros, smallestMetresPerSecond, largestMetresPerSecond, goalShare, times, proposals);
    }
}

package org.greenzone.cli.score;

import java.util.List;

/**
 * One revision of a breakup, as far as it is scored.
 *
 * @param createdMicros event time of the revision, UTC microseconds since 1970
 * @param certainty as in the schema
 * @param parentIds who broke up
 * @param spreads slant ranges as each site saw them, site and metres
 * @param transverseMetres half axis along the orbit that holds 90 % of the fragments with an orbit; NaN where not known
 */
record SaidBreakup(
        String breakupId,
        int revision,
        long createdMicros,
        String certainty,
        List<String> parentIds,
        long epochMicros,
        double epochSigmaSeconds,
        int tracks,
        int uniqueObjects,
        double uniqueObjectsEstimate,
        int fragmentsWithOrbit,
        List<Spread> spreads,
        double transverseMetres) {
    /** What one site saw last: objects at least, the spread of nine tenths of their slant ranges and that of the middle half; NaN where it was not told. */
    record Spread(String siteId, long toMicros, int uniqueObjects, double metres, double middleHalfMetres) {}
}

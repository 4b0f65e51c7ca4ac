package org.greenzone.astro.zone;

/**
 * An asset crosses the cloud of a breakup.
 *
 * @param passageId the same over all revisions
 * @param breakupId the breakup
 * @param parentId the object that broke up
 * @param parentName for people; may be empty
 * @param enterMicros when it comes among the fragments, UTC microseconds since 1970
 * @param closestMicros when it crosses the plane of the parent
 * @param leaveMicros when it leaves them
 * @param probability that a fragment hits the asset, all sizes
 * @param recentProbability greatest that was said of it lately: what takes a window of shelter away must have stood for a while
 * @param probabilityBelowLimit that one below the tracking limit does: its part that no radar of the catalogue sees
 */
public record CloudCrossing(
        String passageId,
        String breakupId,
        String parentId,
        String parentName,
        long enterMicros,
        long closestMicros,
        long leaveMicros,
        double probability,
        double recentProbability,
        double probabilityBelowLimit) {

    public CloudCrossing {
        if (!(enterMicros <= leaveMicros) || !(probability >= 0 && probabilityBelowLimit >= 0)) {
            throw new IllegalArgumentException(
                    "passage " + passageId + ": it ends before it begins, or its probability is not one");
        }
    }

    /** The same with what was said of it before. */
    public CloudCrossing withRecent(double greatest) {
        return new CloudCrossing(
                passageId,
                breakupId,
                parentId,
                parentName,
                enterMicros,
                closestMicros,
                leaveMicros,
                probability,
                greatest,
                probabilityBelowLimit);
    }
}

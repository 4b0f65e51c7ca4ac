package org.greenzone.astro.breakup;

/**
 * An asset crosses the cloud of a breakup once.
 *
 * @param plane its crossing of the parent's plane
 * @param enterMicros when it comes among the planes of fragments at its altitude (half a percent of them behind it), UTC microseconds since 1970
 * @param leaveMicros when it leaves them
 * @param closestToShellMicros when between these its altitude is nearest to the parent's orbit
 * @param relativeSpeedMetresPerSecond mean, weighted by flux; of the parent's where there is none
 * @param fluencePerSquareMetre expected fragments through a square metre turned to each, all sizes of the cloud
 * @param fluenceBelowLimitPerSquareMetre its part below the tracking limit
 * @param probability that one hits the cross section asked for
 * @param probabilityBelowLimit that one below the tracking limit does
 */
public record CloudPassage(
        Passage plane,
        long enterMicros,
        long leaveMicros,
        long closestToShellMicros,
        double relativeSpeedMetresPerSecond,
        double fluencePerSquareMetre,
        double fluenceBelowLimitPerSquareMetre,
        double probability,
        double probabilityBelowLimit) {}

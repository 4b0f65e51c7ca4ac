package org.greenzone.astro.zone;

import java.util.List;

/**
 * What is said of an asset, from when, until when it holds, and why. After {@code validUntilMicros} it means UNKNOWN.
 *
 * @param statusId made from the content
 * @param assetId object in the catalogue
 * @param revision counts the statuses of this asset from 0
 * @param zone the zone
 * @param previousZone zone before this status
 * @param fromMicros event time at which the status was given
 * @param validUntilMicros event time after which it no longer holds
 * @param probability greatest Pc of the conjunctions ahead; 0 where there is none
 * @param totalProbability that anything hits within the time for which an orbit is trusted: all conjunctions and all passages
 *     through clouds together
 * @param cloudProbability its part by the fragments of breakups that have no orbits of their own
 * @param cloudProbabilityBelowLimit the part of that by fragments below the tracking limit
 * @param windows of shelter that are not over, in the order of time
 * @param reasons for people, one sentence each
 * @param restsOn ids of the orbits, conjunctions, passages and breakups that it rests on
 */
public record ZoneStatus(
        String statusId,
        String assetId,
        int revision,
        Zone zone,
        Zone previousZone,
        long fromMicros,
        long validUntilMicros,
        double probability,
        double totalProbability,
        double cloudProbability,
        double cloudProbabilityBelowLimit,
        List<ShelterWindow> windows,
        List<String> reasons,
        List<String> restsOn) {

    /**
     * What this status says of a later instant: its zone while it holds, UNKNOWN afterwards. Who reads the topic asks this
     * and never {@link #zone}: where a job is down no newer status comes, and the last one may be green.
     */
    public Zone zoneAt(long nowMicros) {
        return nowMicros <= validUntilMicros ? zone : Zone.UNKNOWN;
    }
}

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
 * @param probability greatest Pc of the conjunctions that it rests on; 0 where there is none
 * @param reasons for people, one sentence each
 * @param restsOn ids of the orbits, conjunctions and passages that it rests on
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

package org.greenzone.astro.track;

import java.util.List;

/**
 * One pass of one object over one site: measurements in the order of their times.
 *
 * @param trackId id made from the content ({@link ContentId}), the same for the same measurements
 * @param siteId site that received
 * @param transmitterSiteId site that transmitted; equal to {@code siteId} for a monostatic radar
 * @param publishedBy who published the track (originator of the file, name of the feed)
 * @param claimedObjectId object that the site believes it saw; empty where it names none; may be wrong
 * @param correctionsApplied names of the corrections that the measurements already carry (for example
 *     {@code ionosphere}, {@code troposphere}, {@code range-bias}), sorted
 * @param measurements at least one, times not decreasing
 */
public record Track(
        String trackId,
        String siteId,
        String transmitterSiteId,
        String publishedBy,
        String claimedObjectId,
        List<String> correctionsApplied,
        List<Measurement> measurements) {

    public static final String IONOSPHERE = "ionosphere";
    public static final String TROPOSPHERE = "troposphere";

    /** A track whose id is computed from its content. */
    public static Track of(
            String siteId,
            String transmitterSiteId,
            String publishedBy,
            String claimedObjectId,
            List<String> correctionsApplied,
            List<Measurement> measurements) {
        String id = ContentId.ofTrack(siteId, transmitterSiteId, measurements);
        return new Track(id, siteId, transmitterSiteId, publishedBy, claimedObjectId, correctionsApplied, measurements);
    }

    /** The same track under another id. */
    public Track withTrackId(String id) {
        return new Track(id, siteId, transmitterSiteId, publishedBy, claimedObjectId, correctionsApplied, measurements);
    }

    /** The same pass with other measurements, and so under an id of its own. */
    public Track withMeasurements(List<Measurement> others) {
        return of(siteId, transmitterSiteId, publishedBy, claimedObjectId, correctionsApplied, others);
    }

    public long startMicros() {
        return measurements.get(0).timeMicros();
    }

    /** Instant of the last measurement: the event time of the track. */
    public long endMicros() {
        return measurements.get(measurements.size() - 1).timeMicros();
    }

    /** Whether the two were measured at the same time, in part. */
    public boolean overlaps(Track other) {
        return startMicros() <= other.endMicros() && other.startMicros() <= endMicros();
    }
}

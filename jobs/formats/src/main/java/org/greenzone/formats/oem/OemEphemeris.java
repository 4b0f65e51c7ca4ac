package org.greenzone.formats.oem;

import java.util.List;

/**
 * An ephemeris of one object, states in GCRF.
 *
 * @param objectId OBJECT_ID as written
 * @param internationalDesignator the same in the form {@code 1998-067A}; empty where it is none
 * @param objectName OBJECT_NAME; empty where unknown
 * @param originator who wrote it
 * @param createdMicros CREATION_DATE, UTC microseconds since 1970; the first state where it is missing
 * @param segments at least one, in the order of the file; states must not be interpolated across segments
 */
public record OemEphemeris(
        String objectId,
        String internationalDesignator,
        String objectName,
        String originator,
        long createdMicros,
        List<Segment> segments) {
    public OemEphemeris {
        segments = List.copyOf(segments);
    }

    /**
     * Consecutive states between which may be interpolated.
     *
     * @param micros UTC microseconds since 1970, increasing
     * @param statesGcrf position and velocity of each instant, m and m/s, 6 numbers each
     * @param usableFromMicros first instant that may be used (USEABLE_START_TIME, else and at the earliest the first state)
     * @param usableToMicros last instant that may be used, at the latest the last state
     * @param covariances in the order of their epochs
     * @param comments as written (the ISS gives its mass and area there)
     */
    public record Segment(
            long[] micros,
            double[][] statesGcrf,
            long usableFromMicros,
            long usableToMicros,
            List<Covariance> covariances,
            List<String> comments) {
        public Segment {
            covariances = List.copyOf(covariances);
            comments = List.copyOf(comments);
            if (micros.length == 0 || micros.length != statesGcrf.length) {
                throw new IllegalArgumentException(
                        "a segment of an ephemeris has as many states as instants, at least one");
            }
        }
    }

    /**
     * Covariance of one instant.
     *
     * @param epochMicros UTC microseconds since 1970
     * @param rtn 21 numbers, lower triangle by rows of (R, T, N, Rdot, Tdot, Ndot) in the RTN frame of the object, SI
     */
    public record Covariance(long epochMicros, double[] rtn) {}
}

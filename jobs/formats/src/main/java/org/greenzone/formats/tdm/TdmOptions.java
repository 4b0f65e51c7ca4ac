package org.greenzone.formats.tdm;

/**
 * What a tracking data message leaves to the agreement between sender and receiver (CCSDS 503.0-B, 3.5.2: whether a
 * two-way or three-way RANGE is the whole round trip or half of it is for the interface control document).
 *
 * @param twoWayRange how the RANGE of a path with an uplink and a downlink is to be read
 * @param twoWayDoppler how the Doppler of such a path is to be read
 * @param metresPerRangeUnit length of one RU, of the path as {@code twoWayRange} says; NaN where not known
 * @param splitGapSeconds a segment is split into tracks where nothing was measured for longer
 */
public record TdmOptions(
        Convention twoWayRange, Convention twoWayDoppler, double metresPerRangeUnit, double splitGapSeconds) {

    /** Which length a two-way value means. */
    public enum Convention {
        /** Seconds are the round trip (time of flight), kilometres and their rate the distance: common practice. */
        BY_UNITS,
        /** The whole way there and back. */
        ROUND_TRIP,
        /** The distance. */
        HALF
    }

    /** By units, no range units, gaps of 10 min. */
    public static final TdmOptions DEFAULT = new TdmOptions(Convention.BY_UNITS, Convention.BY_UNITS, Double.NaN, 600);
}

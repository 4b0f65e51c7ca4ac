package org.greenzone.formats.tdm;

import java.util.TreeMap;

/**
 * One segment with its values in SI and in the conventions of the site, times still as tagged.
 *
 * @param metadata as written
 * @param byTag what was measured at each time tag, UTC nanoseconds since 1970
 * @param timing from tags to bounces
 * @param angles what the angles mean
 * @param corrections that the values carry
 * @param path who took part
 * @param originator who wrote the message
 */
record TdmSamples(
        TdmMetadata metadata,
        TreeMap<Long, TdmSample> byTag,
        TdmTiming timing,
        TdmAngles angles,
        TdmCorrections corrections,
        TdmPath path,
        String originator) {

    /** Ranges by tag, metres. */
    TreeMap<Long, Double> ranges() {
        TreeMap<Long, Double> ranges = new TreeMap<>();
        byTag.forEach((tag, sample) -> {
            if (sample.has("RANGE")) {
                ranges.put(tag, sample.get("RANGE"));
            }
        });
        return ranges;
    }
}

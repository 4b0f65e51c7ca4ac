package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.List;

/** One segment as read: metadata and observations, nothing converted yet. */
final class TdmSegment {

    /**
     * One line of data.
     *
     * @param line line in the file
     * @param keyword what was measured
     * @param epoch time tag as written
     * @param value value as written
     */
    record Observation(int line, String keyword, String epoch, String value) {}

    private final TdmMetadata metadata;
    private final List<Observation> observations = new ArrayList<>();

    TdmSegment(int line) {
        this.metadata = new TdmMetadata(line);
    }

    TdmMetadata metadata() {
        return metadata;
    }

    List<Observation> observations() {
        return observations;
    }
}

package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.ndm.NdmEntry;

/** One segment as read: metadata and observations, nothing converted yet. */
final class TdmSegment {

    /**
     * One line of data.
     *
     * @param line line in the file
     * @param keyword what was measured
     * @param epoch time tag as written
     * @param value value as written
     * @param unit unit as written; empty where none is, as the standard has it
     */
    record Observation(int line, String keyword, String epoch, String value, String unit) {

        /** The number; a unit that is written must be the one that is read. */
        double number(String expectedUnit) throws BadValueException {
            return new NdmEntry(NdmEntry.Kind.ENTRY, line, keyword, value, unit).number(expectedUnit);
        }
    }

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

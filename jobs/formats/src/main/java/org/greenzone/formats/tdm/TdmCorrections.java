package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Problems;

/**
 * What is still to be added to the values of a segment (corrected = raw + correction where CORRECTIONS_APPLIED is NO).
 *
 * @param range in the units of the ranges
 * @param doppler km/s
 * @param angle1 degrees
 * @param angle2 degrees
 * @param rcs m2
 * @param names names of the corrections that the values then carry, sorted
 */
record TdmCorrections(double range, double doppler, double angle1, double angle2, double rcs, List<String> names) {
    private static final List<String> KEYWORDS = List.of(
            "CORRECTION_RANGE", "CORRECTION_DOPPLER", "CORRECTION_ANGLE_1", "CORRECTION_ANGLE_2", "CORRECTION_RCS");

    /** Read, but nothing that is used here would change by them alone. */
    private static final List<String> NOT_ADDED = List.of(
            "CORRECTION_RECEIVE",
            "CORRECTION_TRANSMIT",
            "CORRECTION_ABERRATION_YEARLY",
            "CORRECTION_ABERRATION_DIURNAL");

    /** Reads the CORRECTION keywords; without CORRECTIONS_APPLIED they count as not applied yet, which is noted. */
    static TdmCorrections of(TdmMetadata metadata, String[] current, Problems problems) throws BadValueException {
        double[] corrections = new double[KEYWORDS.size()];
        boolean any = false;
        for (int i = 0; i < corrections.length; i++) {
            current[0] = KEYWORDS.get(i);
            corrections[i] = metadata.number(KEYWORDS.get(i), 0);
            any |= corrections[i] != 0;
        }
        current[0] = "CORRECTIONS_APPLIED";
        String applied = metadata.text("CORRECTIONS_APPLIED", "").toUpperCase(Locale.ROOT);
        if (!applied.isEmpty() && !applied.equals("YES") && !applied.equals("NO")) {
            throw new BadValueException("must be YES or NO");
        }
        if (any && applied.isEmpty()) {
            problems.note(
                    metadata.lineOf("CORRECTIONS_APPLIED"),
                    current[0],
                    "is missing; taken as NO: the corrections are added");
        }
        List<String> names = new ArrayList<>();
        if (corrections[2] != 0 || corrections[3] != 0) {
            names.add("angles");
        }
        if (corrections[0] != 0) {
            names.add("range");
        }
        if (corrections[1] != 0) {
            names.add("range-rate");
        }
        boolean add = !applied.equals("YES");
        for (String keyword : NOT_ADDED) {
            current[0] = keyword;
            if (add && metadata.number(keyword, 0) != 0) {
                problems.note(metadata.lineOf(keyword), keyword, "is not added; the values stay as they are");
            }
        }
        return new TdmCorrections(
                add ? corrections[0] : 0,
                add ? corrections[1] : 0,
                add ? corrections[2] : 0,
                add ? corrections[3] : 0,
                add ? corrections[4] : 0,
                List.copyOf(names));
    }
}

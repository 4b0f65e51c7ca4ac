package org.greenzone.formats.tdm;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/** The metadata of one segment as written, by keyword. Not thread-safe. */
final class TdmMetadata {
    private record Entry(int line, String value) {}

    /** All keywords of the metadata section (503.0-B-2, table 3-3; B-1 has a part of them), without their index. */
    private static final Set<String> KEYWORDS = Set.of(
            "TRACK_ID",
            "DATA_TYPES",
            "TIME_SYSTEM",
            "START_TIME",
            "STOP_TIME",
            "PARTICIPANT",
            "MODE",
            "PATH",
            "EPHEMERIS_NAME",
            "TRANSMIT_BAND",
            "RECEIVE_BAND",
            "TURNAROUND_NUMERATOR",
            "TURNAROUND_DENOMINATOR",
            "TIMETAG_REF",
            "INTEGRATION_INTERVAL",
            "INTEGRATION_REF",
            "FREQ_OFFSET",
            "RANGE_MODE",
            "RANGE_MODULUS",
            "RANGE_UNITS",
            "ANGLE_TYPE",
            "REFERENCE_FRAME",
            "INTERPOLATION",
            "INTERPOLATION_DEGREE",
            "DOPPLER_COUNT_BIAS",
            "DOPPLER_COUNT_SCALE",
            "DOPPLER_COUNT_ROLLOVER",
            "TRANSMIT_DELAY",
            "RECEIVE_DELAY",
            "DATA_QUALITY",
            "CORRECTION_ANGLE",
            "CORRECTION_DOPPLER",
            "CORRECTION_MAG",
            "CORRECTION_RANGE",
            "CORRECTION_RCS",
            "CORRECTION_RECEIVE",
            "CORRECTION_TRANSMIT",
            "CORRECTION_ABERRATION_YEARLY",
            "CORRECTION_ABERRATION_DIURNAL",
            "CORRECTIONS_APPLIED");

    private final int line;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<Integer, String> participants = new TreeMap<>();

    TdmMetadata(int line) {
        this.line = line;
    }

    static boolean isKeyword(String keyword) {
        return KEYWORDS.contains(keyword.replaceAll("_[1-9]$", ""));
    }

    int line() {
        return line;
    }

    void put(String keyword, int entryLine, String value) {
        entries.put(keyword, new Entry(entryLine, value));
        if (keyword.startsWith("PARTICIPANT_") && keyword.length() == 13 && Character.isDigit(keyword.charAt(12))) {
            participants.put(keyword.charAt(12) - '0', value);
        }
    }

    Map<Integer, String> participants() {
        return participants;
    }

    boolean has(String keyword) {
        return entries.containsKey(keyword);
    }

    /** Line of the keyword; that of the section where the keyword is absent. */
    int lineOf(String keyword) {
        Entry entry = entries.get(keyword);
        return entry == null ? line : entry.line();
    }

    String text(String keyword, String otherwise) {
        Entry entry = entries.get(keyword);
        return entry == null || entry.value().isEmpty() ? otherwise : entry.value();
    }

    double number(String keyword, double otherwise) throws BadValueException {
        String text = text(keyword, "");
        return text.isEmpty() ? otherwise : Values.number(text);
    }
}

package org.greenzone.formats.cdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ndm.NdmEntry;

/** Entries of one part of a message (its head, or one of the objects), by keyword. Not thread-safe. */
final class CdmFields {
    private final int line;
    private final Map<String, NdmEntry> entries = new TreeMap<>();
    private final List<String> comments = new ArrayList<>();

    CdmFields(int line) {
        this.line = line;
    }

    void put(NdmEntry entry) {
        if (entry.isComment()) {
            comments.add(entry.value());
        } else {
            entries.put(entry.keyword(), entry);
        }
    }

    List<String> comments() {
        return comments;
    }

    /** Whether a value is there; {@code NaN} and {@code N/A} are how some senders say that there is none. */
    boolean has(String keyword) {
        String text = text(keyword);
        return !text.isEmpty() && !text.equalsIgnoreCase("NaN") && !text.equalsIgnoreCase("N/A");
    }

    int lineOf(String keyword) {
        NdmEntry entry = entries.get(keyword);
        return entry == null ? line : entry.line();
    }

    /** The value; empty where absent. */
    String text(String keyword) {
        NdmEntry entry = entries.get(keyword);
        return entry == null ? "" : entry.value();
    }

    /** The value; empty where absent or {@code UNKNOWN}. */
    String known(String keyword) {
        String text = text(keyword);
        return text.equalsIgnoreCase("UNKNOWN") ? "" : text;
    }

    String required(String keyword) throws BadValueException {
        String text = text(keyword);
        if (text.isEmpty()) {
            throw new BadValueException("is missing");
        }
        return text;
    }

    /** A number in the unit; throws where it is missing or bad. */
    double number(String keyword, String unit) throws BadValueException {
        NdmEntry entry = entries.get(keyword);
        if (entry == null || entry.value().isEmpty()) {
            throw new BadValueException("is missing");
        }
        return entry.number(unit);
    }

    /** A number in the unit; NaN where it is absent, and also, with a problem, where it is bad. */
    double optional(String keyword, String unit, Problems problems) {
        if (!has(keyword)) {
            return Double.NaN;
        }
        try {
            return number(keyword, unit);
        } catch (BadValueException e) {
            problems.error(lineOf(keyword), keyword, e.getMessage() + "; the value is left out");
            return Double.NaN;
        }
    }
}

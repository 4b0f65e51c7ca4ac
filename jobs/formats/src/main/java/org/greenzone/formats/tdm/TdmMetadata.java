package org.greenzone.formats.tdm;

import java.util.Map;
import java.util.TreeMap;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/** The metadata of one segment as written, by keyword. Not thread-safe. */
final class TdmMetadata {
    private record Entry(int line, String value) {}

    private final int line;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<Integer, String> participants = new TreeMap<>();

    TdmMetadata(int line) {
        this.line = line;
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

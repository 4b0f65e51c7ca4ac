package org.greenzone.formats.ndm;

import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/**
 * One piece of a navigation data message, the same from KVN and from XML.
 *
 * @param kind what it is
 * @param line line in the file
 * @param keyword keyword of the entry, or name of the section in lower case as in XML ({@code metadata}, {@code data},
 *     {@code covarianceMatrix}); empty for a raw line
 * @param value value without its unit, or the whole raw line
 * @param unit unit as written, without brackets; empty where none is given
 */
public record NdmEntry(Kind kind, int line, String keyword, String value, String unit) {

    /** What a piece of a message is. */
    public enum Kind {
        /** A section begins. */
        START,
        /** A section ends. */
        STOP,
        /** A keyword with its value. */
        ENTRY,
        /** A line of KVN that is neither keyword and value nor the edge of a section (a state of an ephemeris). */
        LINE
    }

    /** The value as a finite number, with a unit that must be the given one where one is written. */
    public double number(String expectedUnit) throws BadValueException {
        if (!unit.isEmpty() && !plain(unit).equals(plain(expectedUnit))) {
            throw new BadValueException(
                    "unit is [" + Values.shown(unit) + "], read is only [" + expectedUnit + "]; convert the value");
        }
        return Values.number(value);
    }

    public boolean isComment() {
        return keyword.equals("COMMENT");
    }

    private static String plain(String unit) {
        return unit.replace("**", "")
                .replace("^", "")
                .replace("(", "")
                .replace(")", "")
                .replace(" ", "");
    }
}

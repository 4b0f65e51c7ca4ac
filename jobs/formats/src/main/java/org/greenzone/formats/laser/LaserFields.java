package org.greenzone.formats.laser;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/**
 * The fields of one line of the consolidated formats of the ILRS: words between blanks, the first is the type of the
 * record. {@code na} stands for a value that is not there.
 */
public final class LaserFields {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final int line;
    private final String[] words;
    private String current = "";

    public LaserFields(int line, String text) {
        this.line = line;
        this.words = text.strip().split("\\s+", -1);
    }

    public int line() {
        return line;
    }

    /** The field that was asked for last, for messages. */
    public String current() {
        return current;
    }

    /** Type of the record, upper case. */
    public String type() {
        return words[0].toUpperCase(Locale.ROOT);
    }

    public int size() {
        return words.length;
    }

    /** The word at a place; empty where the line ends before it or says that there is none. */
    public String text(int at) {
        if (at >= words.length) {
            return "";
        }
        String word = words[at];
        return word.equalsIgnoreCase("na") || word.equalsIgnoreCase("-na") ? "" : word;
    }

    /** A number that must be there. */
    public double number(int at, String name, double least, double greatest) throws BadValueException {
        return Values.number(required(at, name), least, greatest);
    }

    /** A whole number that must be there. */
    public int whole(int at, String name, int least, int greatest) throws BadValueException {
        return Values.whole(required(at, name), least, greatest);
    }

    /** A whole number, or {@code otherwise} where it is not there. */
    public int whole(int at, String name, int least, int greatest, int otherwise) throws BadValueException {
        return text(at).isEmpty() ? otherwise : whole(at, name, least, greatest);
    }

    /** A number greater than zero; NaN where it is not there (these formats also write -1 or 0 for that). */
    public double positive(int at, String name) throws BadValueException {
        current = name;
        double value = text(at).isEmpty() ? Double.NaN : Values.number(text(at));
        return value > 0 ? value : Double.NaN;
    }

    /** Year, month and day from a place on, as UTC microseconds since 1970. */
    public long dayMicros(int at, String name) throws BadValueException {
        int year = whole(at, name, 1957, 2200);
        int month = whole(at + 1, name, 1, 12);
        int day = whole(at + 2, name, 1, 31);
        try {
            return LocalDate.of(year, month, day).toEpochDay() * DAY_MICROS;
        } catch (DateTimeException e) {
            throw new BadValueException(year + " " + month + " " + day + " is not a day");
        }
    }

    private String required(int at, String name) throws BadValueException {
        current = name;
        String text = text(at);
        if (text.isEmpty()) {
            throw new BadValueException("is missing");
        }
        return text;
    }
}

package org.greenzone.formats;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants as CCSDS writes them: {@code 2021-11-15T02:47:00.5}, {@code 2021-319T02:47:00.5Z}, to nanoseconds since 1970
 * with leap seconds not counted. The leap second 23:59:60 is the first of the next day.
 */
public final class UtcText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;
    private static final DateTimeFormatter TO_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private UtcText() {}

    /** Nanoseconds since 1970 in the time system of the text. */
    public static long nanos(String text) throws BadValueException {
        String t = text.strip();
        int separator = t.indexOf('T');
        if (separator < 0) {
            separator = t.indexOf(' ');
        }
        if (separator < 8) {
            throw bad(text);
        }
        String clock = t.substring(separator + 1);
        if (clock.endsWith("Z")) {
            clock = clock.substring(0, clock.length() - 1);
        } else if (clock.endsWith("+00:00")) {
            clock = clock.substring(0, clock.length() - 6);
        }
        long day = day(t.substring(0, separator), text);
        if (clock.length() < 5 || clock.charAt(2) != ':') {
            throw bad(text);
        }
        int hour = digits(clock, 0, 2, text);
        int minute = digits(clock, 3, 5, text);
        int second = 0;
        long fraction = 0;
        if (clock.length() > 5) {
            if (clock.length() < 8 || clock.charAt(5) != ':') {
                throw bad(text);
            }
            second = digits(clock, 6, 8, text);
            if (clock.length() > 8) {
                if (clock.charAt(8) != '.') {
                    throw bad(text);
                }
                fraction = fraction(clock, text);
            }
        }
        boolean leap = second == 60 && hour == 23 && minute == 59;
        if (hour > 23 || minute > 59 || second > 59 && !leap) {
            throw bad(text);
        }
        return (day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second) * NANOS_PER_SECOND + fraction;
    }

    /** Microseconds since 1970, rounded. */
    public static long micros(String text) throws BadValueException {
        return nanosToMicros(nanos(text));
    }

    public static long nanosToMicros(long nanos) {
        return Math.floorDiv(nanos + 500, 1000);
    }

    /** {@code 2021-11-15T02:47:00.500000}. */
    public static String ofMicros(long micros) {
        return seconds(Math.floorDiv(micros, 1_000_000L))
                + String.format(Locale.ROOT, ".%06d", Math.floorMod(micros, 1_000_000L));
    }

    /** {@code 2021-11-15T02:47:00.500000000}. */
    public static String ofNanos(long nanos) {
        return seconds(Math.floorDiv(nanos, NANOS_PER_SECOND))
                + String.format(Locale.ROOT, ".%09d", Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private static String seconds(long epochSecond) {
        return TO_SECONDS.format(LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC));
    }

    private static long day(String date, String text) throws BadValueException {
        if (date.charAt(4) != '-') {
            throw bad(text);
        }
        int year = digits(date, 0, 4, text);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new BadValueException("year of '" + Values.shown(text) + "' is outside " + FIRST_YEAR + " to "
                    + LAST_YEAR + "; correct it");
        }
        if (date.length() == 8) {
            int dayOfYear = digits(date, 5, 8, text);
            if (dayOfYear < 1 || dayOfYear > (Year.isLeap(year) ? 366 : 365)) {
                throw bad(text);
            }
            return LocalDate.ofYearDay(year, dayOfYear).toEpochDay();
        }
        if (date.length() != 10 || date.charAt(7) != '-') {
            throw bad(text);
        }
        int month = digits(date, 5, 7, text);
        int dayOfMonth = digits(date, 8, 10, text);
        if (month < 1
                || month > 12
                || dayOfMonth < 1
                || dayOfMonth > YearMonth.of(year, month).lengthOfMonth()) {
            throw bad(text);
        }
        return LocalDate.of(year, month, dayOfMonth).toEpochDay();
    }

    private static long fraction(String clock, String text) throws BadValueException {
        long fraction = 0;
        long unit = NANOS_PER_SECOND;
        for (int i = 9; i < clock.length(); i++) {
            int digit = clock.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw bad(text);
            }
            if (unit > 1) {
                unit /= 10;
                fraction += digit * unit;
            } else if (unit == 1) {
                fraction += digit >= 5 ? 1 : 0;
                unit = 0;
            }
        }
        return fraction;
    }

    private static int digits(String s, int from, int to, String text) throws BadValueException {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = s.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw bad(text);
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private static BadValueException bad(String text) {
        return new BadValueException(
                "'" + Values.shown(text) + "' is not a time; write 2021-11-15T02:47:00.000 or 2021-319T02:47:00.000");
    }
}

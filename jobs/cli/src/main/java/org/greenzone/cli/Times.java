package org.greenzone.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the command line reads and prints them: ISO-8601 UTC, printed with microseconds and Z. */
public final class Times {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Times() {}

    /** For example {@code 2021-11-15T02:47:00.000000Z}. */
    public static String iso(long micros) {
        return ISO.format(instant(micros));
    }

    /** For people, to the nearest second: {@code 2021-11-15 02:47:00}. */
    public static String forPeople(long micros) {
        return SHORT.format(instant(micros + MICROS_PER_SECOND / 2));
    }

    /** For people, to the nearest millisecond: {@code 2021-11-15 02:47:00.123}. */
    public static String forPeopleMillis(long micros) {
        long rounded = Math.floorDiv(micros + 500, 1000L);
        long millis = Math.floorMod(rounded, 1000L);
        return SHORT.format(Instant.ofEpochSecond(Math.floorDiv(rounded, 1000L))) + String.format(".%03d", millis);
    }

    /**
     * UTC microseconds since 1970 of {@code 2021-11-15}, {@code 2021-11-15T02:47}, {@code 2021-11-15T02:47:00.123Z};
     * a time without zone is UTC.
     *
     * @throws IllegalArgumentException where the text is no such time
     */
    public static long parse(String text) {
        String t = text.strip();
        try {
            if (t.length() == 10) {
                return micros(LocalDate.parse(t).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String local = t.endsWith("Z") || t.endsWith("z") ? t.substring(0, t.length() - 1) : t;
            return micros(LocalDateTime.parse(local.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time: write it as 2021-11-15T02:47:00Z (UTC)", e);
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}

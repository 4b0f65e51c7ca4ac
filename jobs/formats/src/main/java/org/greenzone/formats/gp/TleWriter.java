package org.greenzone.formats.gp;

import java.time.LocalDate;
import java.util.Locale;
import org.greenzone.astro.catalogue.ElementSet;

/** Element sets as lines of TLE or 3LE, to the digits that these have. */
public final class TleWriter {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long LAST_TICK = 99_999_999L;

    private TleWriter() {}

    /** The two lines, with a line feed after each. */
    public static String twoLines(ElementSet set) {
        String number = CatalogueNumber.alpha5(set.objectId());
        String first = String.format(
                Locale.ROOT,
                "1 %sU %-8s %s %s %s %s %1d %4d",
                number,
                designator(set.internationalDesignator()),
                epoch(set.epochMicros()),
                rate(set.meanMotionDotRadiansPerSecond2()
                        / GpUnits.REVOLUTION_PER_DAY_2
                        / GpUnits.FIRST_DERIVATIVE_DIVISOR),
                exponential(set.meanMotionDotDotRadiansPerSecond3()
                        / GpUnits.REVOLUTION_PER_DAY_3
                        / GpUnits.SECOND_DERIVATIVE_DIVISOR),
                exponential(set.bStar()),
                set.ephemerisType(),
                set.elementSetNumber() % 10_000);
        String second = String.format(
                Locale.ROOT,
                "2 %s %8.4f %8.4f %07d %8.4f %8.4f %11.8f%5d",
                number,
                Math.toDegrees(set.inclinationRadians()),
                degrees(set.rightAscensionOfNodeRadians()),
                Math.min(9_999_999L, Math.round(set.eccentricity() * 1e7)),
                degrees(set.argumentOfPerigeeRadians()),
                degrees(set.meanAnomalyRadians()),
                set.meanMotionRadiansPerSecond() / GpUnits.REVOLUTION_PER_DAY,
                set.revolutionNumber() % 100_000);
        return first + TleReader.checksum(first) + "\n" + second + TleReader.checksum(second) + "\n";
    }

    /** The two lines with {@code 0 NAME} before them. */
    public static String threeLines(ElementSet set) {
        return "0 " + (set.objectName().isEmpty() ? "UNKNOWN" : set.objectName()) + "\n" + twoLines(set);
    }

    private static double degrees(double radians) {
        double degrees = Math.toDegrees(radians) % 360;
        double positive = degrees < 0 ? degrees + 360 : degrees;
        return positive >= 359.99995 ? 0 : positive;
    }

    private static String designator(String international) {
        return international.length() >= 9 && international.charAt(4) == '-'
                ? international.substring(2, 4) + international.substring(5, Math.min(11, international.length()))
                : "";
    }

    private static String epoch(long micros) {
        long day = Math.floorDiv(micros, DAY_MICROS);
        // 1e-8 day is 864 microseconds.
        long ticks = Math.round(Math.floorMod(micros, DAY_MICROS) / 864.0);
        if (ticks > LAST_TICK) {
            day++;
            ticks = 0;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return String.format(Locale.ROOT, "%02d%03d.%08d", date.getYear() % 100, date.getDayOfYear(), ticks);
    }

    private static String rate(double value) {
        long digits = Math.min(99_999_999L, Math.round(Math.abs(value) * 1e8));
        return (value < 0 && digits > 0 ? "-" : " ") + String.format(Locale.ROOT, ".%08d", digits);
    }

    private static String exponential(double value) {
        if (value == 0 || !Double.isFinite(value) || Math.abs(value) < 1e-14) {
            return " 00000-0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        long digits = Math.round(Math.abs(value) * Math.pow(10, 5.0 - exponent));
        if (digits >= 100_000) {
            digits /= 10;
            exponent++;
        }
        if (exponent < -9) {
            return " 00000-0";
        }
        return String.format(
                Locale.ROOT,
                "%s%05d%s%d",
                value < 0 ? "-" : " ",
                Math.min(99_999, digits),
                exponent > 0 ? "+" : "-",
                Math.abs(exponent));
    }
}

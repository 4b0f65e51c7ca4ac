package org.greenzone.formats.gp;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Problems;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;
import org.jspecify.annotations.Nullable;

/**
 * Two-line and three-line element sets, with checksums verified. Names may stand before each set, with or without
 * {@code 0} in front. A set with a bad line is left out, the others are kept.
 */
public final class TleReader {
    private static final int LENGTH = 69;
    private static final int CHECKSUM_COLUMN = 68;
    private static final int SHORTEST = 64;
    private static final int SGP4_XP = 4;

    /** Two-digit years from here on are of the last century. */
    private static final int CENTURY_PIVOT = 57;

    private TleReader() {}

    /** All good sets, in the order of the file. */
    public static List<ElementSet> read(InputStream content, Problems problems) {
        List<ElementSet> sets = new ArrayList<>();
        TextLines lines = new TextLines(content, problems);
        String name = "";
        int nameLine = 0;
        @Nullable String first = null;
        int firstLine = 0;
        for (String raw = lines.next(); raw != null; raw = lines.next()) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean isFirst = isElementLine(line, '1');
            boolean isSecond = isElementLine(line, '2');
            if (first != null && !isSecond) {
                problems.error(firstLine, "", "line 1 of an element set without its line 2; the set is left out");
                first = null;
                name = "";
            }
            if (isFirst) {
                first = line;
                firstLine = lines.number();
            } else if (isSecond) {
                if (first == null) {
                    problems.error(
                            lines.number(), "", "line 2 of an element set without its line 1; the set is left out");
                } else {
                    add(sets, name, first, firstLine, line, lines.number(), problems);
                }
                first = null;
                name = "";
            } else {
                if (!name.isEmpty()) {
                    problems.error(nameLine, "", "neither a name nor a line of an element set; the line is left out");
                }
                name = name(line);
                nameLine = lines.number();
            }
        }
        if (first != null) {
            problems.error(firstLine, "", "line 1 of an element set without its line 2; the set is left out");
        } else if (!name.isEmpty()) {
            problems.error(nameLine, "", "a name without an element set, or no line of one; the line is left out");
        }
        return sets;
    }

    private static boolean isElementLine(String line, char number) {
        return line.length() >= SHORTEST - 12 && line.charAt(0) == number && line.charAt(1) == ' ';
    }

    private static String name(String line) {
        return (line.startsWith("0 ") ? line.substring(2) : line).strip();
    }

    private static void add(
            List<ElementSet> sets,
            String name,
            String first,
            int firstLine,
            String second,
            int secondLine,
            Problems problems) {
        Line one = new Line(first, firstLine, problems);
        Line two = new Line(second, secondLine, problems);
        if (!one.checked() || !two.checked()) {
            return;
        }
        try {
            String objectId = one.objectId();
            if (!objectId.equals(two.objectId())) {
                two.fail("catalogue number", "is " + two.objectId() + " but line 1 says " + objectId);
            }
            int ephemerisType = one.whole("ephemeris type", 62, 63);
            if (ephemerisType == SGP4_XP) {
                one.fail(
                        "ephemeris type", "4 (SGP4-XP) cannot be propagated with SGP4; use the SGP4 set of the object");
            }
            ElementSet set = new ElementSet(
                    objectId,
                    name,
                    one.designator(),
                    one.epoch(),
                    two.number("mean motion", 52, 63, GpUnits.SLOWEST, GpUnits.FASTEST) * GpUnits.REVOLUTION_PER_DAY,
                    one.number("mean motion dot", 33, 43, -10, 10)
                            * GpUnits.FIRST_DERIVATIVE_DIVISOR
                            * GpUnits.REVOLUTION_PER_DAY_2,
                    one.exponential("mean motion double dot", 44, 52)
                            * GpUnits.SECOND_DERIVATIVE_DIVISOR
                            * GpUnits.REVOLUTION_PER_DAY_3,
                    two.fraction("eccentricity", 26, 33),
                    Math.toRadians(two.number("inclination", 8, 16, 0, 180)),
                    Math.toRadians(two.number("right ascension of the node", 17, 25, -360, 360)),
                    Math.toRadians(two.number("argument of perigee", 34, 42, -360, 360)),
                    Math.toRadians(two.number("mean anomaly", 43, 51, -360, 360)),
                    one.exponential("B*", 53, 61),
                    ephemerisType,
                    one.whole("element set number", 64, 68),
                    two.whole("revolution number", 63, 68));
            sets.add(set);
        } catch (LineException e) {
            problems.error(e.line, e.field, e.getMessage() + "; the set is left out");
        }
    }

    private static final class LineException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String field;

        private LineException(int line, String field, String message) {
            super(message);
            this.line = line;
            this.field = field;
        }
    }

    /** One line of a set, read by columns (from 0, end exclusive). */
    private static final class Line {
        private final String text;
        private final int number;
        private final Problems problems;

        private Line(String text, int number, Problems problems) {
            this.text = text;
            this.number = number;
            this.problems = problems;
        }

        private boolean checked() {
            if (text.length() > LENGTH) {
                problems.error(number, "", "longer than 69 characters; the set is left out");
                return false;
            }
            if (text.length() < SHORTEST) {
                problems.error(number, "", "only " + text.length() + " of 69 characters; the set is left out");
                return false;
            }
            if (text.length() < LENGTH) {
                problems.note(number, "checksum", "is missing; the line is used unchecked");
                return true;
            }
            int sum = checksum(text);
            char stated = text.charAt(CHECKSUM_COLUMN);
            if (stated - '0' != sum) {
                problems.error(
                        number, "checksum", "is " + stated + " but the line sums to " + sum + "; the set is left out");
                return false;
            }
            return true;
        }

        private void fail(String field, String message) throws LineException {
            throw new LineException(number, field, message);
        }

        private LineException failure(String field, BadValueException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            return new LineException(number, field, message);
        }

        private String column(int from, int to) {
            return from >= text.length() ? "" : text.substring(from, Math.min(to, text.length()));
        }

        private String objectId() throws LineException {
            try {
                return CatalogueNumber.parse(column(2, 7));
            } catch (BadValueException e) {
                throw failure("catalogue number", e);
            }
        }

        private double number(String field, int from, int to, double least, double greatest) throws LineException {
            try {
                return Values.number(column(from, to), least, greatest);
            } catch (BadValueException e) {
                throw failure(field, e);
            }
        }

        private double fraction(String field, int from, int to) throws LineException {
            try {
                String digits = column(from, to).replace(' ', '0');
                // The number is read as decimal text, so that it equals to the last bit what an OMM gives.
                Values.whole(digits, 0, 9_999_999);
                return Values.number("0." + digits);
            } catch (BadValueException e) {
                throw failure(field, e);
            }
        }

        /** {@code -11606-4} is -0.11606e-4; blanks are 0. */
        private double exponential(String field, int from, int to) throws LineException {
            String raw = column(from, to).strip();
            if (raw.isEmpty()) {
                return 0;
            }
            int sign = Math.max(raw.lastIndexOf('-'), raw.lastIndexOf('+'));
            try {
                if (sign <= 0) {
                    throw new BadValueException("'" + Values.shown(raw) + "' is not of the form 12345-4");
                }
                String mantissa = raw.substring(0, sign).strip();
                boolean negative = mantissa.startsWith("-");
                String digits = negative || mantissa.startsWith("+") ? mantissa.substring(1) : mantissa;
                String plain = digits.startsWith(".") ? digits.substring(1) : digits;
                double value = Values.number("." + plain + "e" + raw.substring(sign));
                return negative ? 0.0 - value : value;
            } catch (BadValueException e) {
                throw failure(field, e);
            }
        }

        private int whole(String field, int from, int to) throws LineException {
            String raw = column(from, to).strip();
            try {
                return raw.isEmpty() ? 0 : Values.whole(raw, 0, 99_999);
            } catch (BadValueException e) {
                throw failure(field, e);
            }
        }

        private long epoch() throws LineException {
            try {
                int twoDigits = Values.whole(column(18, 20), 0, 99);
                int year = twoDigits < CENTURY_PIVOT ? 2000 + twoDigits : 1900 + twoDigits;
                int day = Values.whole(column(20, 23), 1, 366);
                double fraction = Values.number("0" + column(23, 32).strip(), 0, 1);
                long days = LocalDate.of(year, 1, 1).toEpochDay() + day - 1;
                return days * 86_400_000_000L + Math.round(fraction * 86_400e6);
            } catch (BadValueException e) {
                throw failure("epoch", e);
            }
        }

        /** {@code 82092A} is 1982-092A; whatever is not of this form is empty. */
        private String designator() {
            String raw = column(9, 17).strip();
            if (raw.length() < 6 || !raw.substring(0, 5).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return "";
            }
            int year = Integer.parseInt(raw.substring(0, 2));
            return (year < CENTURY_PIVOT ? "20" : "19") + raw.substring(0, 2) + "-" + raw.substring(2);
        }
    }

    /** Sum of the digits, with 1 for each minus sign, modulo 10, over the first 68 characters. */
    static int checksum(String line) {
        int sum = 0;
        for (int i = 0; i < CHECKSUM_COLUMN && i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                sum += c - '0';
            } else if (c == '-') {
                sum++;
            }
        }
        return sum % 10;
    }
}

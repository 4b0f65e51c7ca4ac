package org.greenzone.formats.gp;

import java.util.Locale;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/**
 * NORAD numbers: five digits, alpha-5 ({@code A0000} is 100000; the letters I and O are not used, so {@code Z9999} is
 * 339999), or up to nine digits in OMM.
 */
public final class CatalogueNumber {
    /** The largest number that OMM can carry. */
    public static final int LARGEST = 999_999_999;

    /** The largest number that a TLE can carry. */
    public static final int LARGEST_ALPHA_5 = 339_999;

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int ALPHA_UNIT = 10_000;
    private static final int FIRST_LETTER = 10;

    private CatalogueNumber() {}

    /** The number without leading zeros, from digits or alpha-5. */
    public static String parse(String text) throws BadValueException {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new BadValueException("is empty; give the catalogue number");
        }
        char first = Character.toUpperCase(trimmed.charAt(0));
        int letter = LETTERS.indexOf(first);
        if (letter < 0) {
            return Integer.toString(Values.whole(trimmed, 0, LARGEST));
        }
        if (trimmed.length() != 5) {
            throw new BadValueException("'" + Values.shown(trimmed) + "' is neither a number nor alpha-5; correct it");
        }
        int rest = Values.whole(trimmed.substring(1), 0, ALPHA_UNIT - 1);
        return Integer.toString((FIRST_LETTER + letter) * ALPHA_UNIT + rest);
    }

    /** The five characters of a TLE; throws where the number does not fit. */
    static String alpha5(String objectId) {
        int number = Integer.parseInt(objectId);
        if (number < 0 || number > LARGEST_ALPHA_5) {
            throw new IllegalArgumentException(
                    "object " + objectId + " does not fit a TLE (largest is " + LARGEST_ALPHA_5 + "); write OMM");
        }
        if (number < FIRST_LETTER * ALPHA_UNIT) {
            return String.format(Locale.ROOT, "%05d", number);
        }
        return LETTERS.charAt(number / ALPHA_UNIT - FIRST_LETTER)
                + String.format(Locale.ROOT, "%04d", number % ALPHA_UNIT);
    }
}

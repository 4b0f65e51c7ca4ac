package org.greenzone.formats;

/** Numbers out of text, as files of measurements and orbits write them. */
public final class Values {
    private static final int SHOWN = 40;

    private Values() {}

    /** A finite decimal number; Fortran's {@code D} exponent is understood. */
    public static double number(String text) throws BadValueException {
        String trimmed = text.strip();
        boolean fortran = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            boolean last = i == trimmed.length() - 1;
            if ((c == 'D' || c == 'd') && !last) {
                fortran = true;
            } else if (!(c >= '0' && c <= '9' || c == '.' || c == '+' || c == '-' || (c == 'e' || c == 'E') && !last)) {
                throw notANumber(text);
            }
        }
        try {
            double value =
                    Double.parseDouble(fortran ? trimmed.replace('D', 'E').replace('d', 'e') : trimmed);
            if (Double.isInfinite(value)) {
                throw new BadValueException("'" + shown(text) + "' is too large for a number; correct it");
            }
            // Plus zero: -0.0 and 0.0 must not be two contents.
            return value + 0.0;
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
    }

    /** A finite number within limits. */
    public static double number(String text, double least, double greatest) throws BadValueException {
        double value = number(text);
        if (!(value >= least && value <= greatest)) {
            throw new BadValueException(
                    shown(text.strip()) + " is outside " + plain(least) + " to " + plain(greatest) + "; correct it");
        }
        return value;
    }

    /** A whole number within limits. */
    public static int whole(String text, int least, int greatest) throws BadValueException {
        String trimmed = text.strip();
        try {
            int value = Integer.parseInt(trimmed);
            if (value < least || value > greatest) {
                throw new BadValueException(trimmed + " is outside " + least + " to " + greatest + "; correct it");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadValueException("'" + shown(text) + "' is not a whole number; correct it");
        }
    }

    /** The text, cut where it is too long to be shown in a message, without control characters. */
    public static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...";
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static BadValueException notANumber(String text) {
        return new BadValueException("'" + shown(text) + "' is not a number; correct it");
    }
}

package org.greenzone.formats;

import java.math.BigDecimal;

/** Numbers as text for files, with as many digits as bring the same number back, shifted by powers of ten for units. */
public final class Decimal {
    private Decimal() {}

    /** Plain decimal of {@code value * 10^-places}: {@code kilo(m, 3)} is km of m. Finite values only. */
    public static String shifted(double value, int places) {
        BigDecimal decimal = BigDecimal.valueOf(value).movePointLeft(places).stripTrailingZeros();
        return decimal.scale() <= 0 ? decimal.setScale(1).toPlainString() : decimal.toPlainString();
    }

    /** Scientific form of {@code value * 10^-places}. */
    public static String scientific(double value, int places) {
        BigDecimal decimal = BigDecimal.valueOf(value).movePointLeft(places).stripTrailingZeros();
        if (decimal.signum() == 0) {
            return "0.0";
        }
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String tail = digits.length() == 1 ? "0" : digits.substring(1);
        return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + tail + "E" + (exponent < 0 ? "" : "+")
                + exponent;
    }
}

package org.greenzone.formats.tdm;

import java.util.Locale;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;

/**
 * From RANGE as written to metres of distance (half the path for there and back).
 *
 * @param metresPerUnit distance of one unit; NaN where ranges cannot be read
 * @param unit as it may be written behind a value
 * @param refusal why not; empty where they can
 */
record TdmRanges(double metresPerUnit, String unit, String refusal) {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    /** Farther than the geostationary belt from anywhere on the ground: a larger modulus cannot wrap around. */
    private static final double UNAMBIGUOUS_METRES = 5e7;

    /** Farther than the Moon: nothing that orbits the Earth. A range in the wrong unit ends here. */
    private static final double FARTHEST_METRES = 1e9;

    /** Reads RANGE_UNITS (km where absent), RANGE_MODE and RANGE_MODULUS. */
    static TdmRanges of(TdmMetadata metadata, TdmPath.Kind kind, TdmOptions options, String[] current)
            throws BadValueException {
        current[0] = "RANGE_MODE";
        String mode = metadata.text("RANGE_MODE", "COHERENT").toUpperCase(Locale.ROOT);
        boolean oneWay = switch (mode) {
            case "COHERENT", "CONSTANT" -> false;
            case "ONE_WAY" -> true;
            default -> throw new BadValueException("'" + Values.shown(mode) + "' is not COHERENT, CONSTANT or ONE_WAY");
        };
        boolean thereAndBack = kind.thereAndBack() && !oneWay;
        current[0] = "RANGE_UNITS";
        String units = metadata.text("RANGE_UNITS", "km").toLowerCase(Locale.ROOT);
        double lengthOfUnit = switch (units) {
            case "km" -> 1000;
            case "s" -> SPEED_OF_LIGHT;
            case "ru" -> options.metresPerRangeUnit();
            default -> throw new BadValueException("'" + Values.shown(units) + "' is not km, s or RU");
        };
        if (Double.isNaN(lengthOfUnit)) {
            return new TdmRanges(
                    Double.NaN,
                    units,
                    "one RU (RANGE_UNITS) has a length that the file does not say; give ranges in km or s");
        }
        boolean halved = thereAndBack
                && switch (options.twoWayRange()) {
                    case ROUND_TRIP -> true;
                    case HALF -> false;
                    case BY_UNITS -> units.equals("s");
                };
        double metresPerUnit = halved ? lengthOfUnit / 2 : lengthOfUnit;
        current[0] = "RANGE_MODULUS";
        double modulus = metadata.number("RANGE_MODULUS", 0);
        if (modulus < 0) {
            throw new BadValueException(modulus + " is negative");
        }
        double modulusMetres = modulus * metresPerUnit;
        if (modulus > 0 && modulusMetres < UNAMBIGUOUS_METRES) {
            return new TdmRanges(
                    Double.NaN,
                    units,
                    "ambiguous: RANGE_MODULUS is " + Math.round(modulusMetres / 1000)
                            + " km of distance; give ranges without ambiguity");
        }
        return new TdmRanges(metresPerUnit, units, "");
    }

    /** Metres of distance; only where there is no refusal. */
    double metres(double value) throws BadValueException {
        double metres = value * metresPerUnit;
        if (!(metres > 0)) {
            throw new BadValueException("range of " + metres + " m is not positive");
        }
        if (metres > FARTHEST_METRES) {
            throw new BadValueException(
                    "range of " + metres + " m is beyond " + FARTHEST_METRES + " m; check RANGE_UNITS");
        }
        return metres;
    }
}

package org.greenzone.formats.gp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Designators;
import org.greenzone.formats.Problems;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.Values;

/**
 * The fields of one orbit mean-elements message (CCSDS 502.0-B-3, 4), by their keywords, whatever the form of the file;
 * CelesTrak and Space-Track use the same names in JSON and CSV.
 */
final class OmmFields {
    private static final int SGP4_XP = 4;
    private static final int LARGEST_COUNT = 10_000_000;

    private record Field(int line, String text) {}

    private final Map<String, Field> fields = new HashMap<>();
    private final int line;

    OmmFields(int line) {
        this.line = line;
    }

    void put(String keyword, int fieldLine, String text) {
        if (!text.isBlank()) {
            fields.put(keyword, new Field(fieldLine, text.strip()));
        }
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean has(String keyword) {
        return fields.containsKey(keyword);
    }

    /** Adds the element set, or notes which field forbids it. */
    void addTo(List<ElementSet> sets, Problems problems) {
        String[] current = {""};
        try {
            sets.add(elementSet(current));
        } catch (BadValueException e) {
            String keyword = current[0];
            Field field = fields.get(keyword);
            String message = String.valueOf(e.getMessage());
            problems.error(field == null ? line : field.line(), keyword, message + "; the set is left out");
        }
    }

    private ElementSet elementSet(String[] current) throws BadValueException {
        mustBe("MEAN_ELEMENT_THEORY", "SGP4", current, "SGP4", "SGP", "SGP/SGP4", "SDP4");
        mustBe("REF_FRAME", "TEME", current, "TEME", "TEMEOFDATE");
        mustBe("CENTER_NAME", "EARTH", current, "EARTH");
        mustBe("TIME_SYSTEM", "UTC", current, "UTC");
        int ephemerisType = (int) optional("EPHEMERIS_TYPE", 0, 99, current);
        if (ephemerisType == SGP4_XP) {
            throw new BadValueException("4 (SGP4-XP) cannot be propagated with SGP4");
        }
        String epoch = required("EPOCH", current);
        long epochMicros = UtcText.micros(epoch);
        return new ElementSet(
                objectId(current),
                text("OBJECT_NAME"),
                designator(),
                epochMicros,
                number("MEAN_MOTION", GpUnits.SLOWEST, GpUnits.FASTEST, current) * GpUnits.REVOLUTION_PER_DAY,
                optional("MEAN_MOTION_DOT", -100, 100, current)
                        * GpUnits.FIRST_DERIVATIVE_DIVISOR
                        * GpUnits.REVOLUTION_PER_DAY_2,
                optional("MEAN_MOTION_DDOT", -100, 100, current)
                        * GpUnits.SECOND_DERIVATIVE_DIVISOR
                        * GpUnits.REVOLUTION_PER_DAY_3,
                number("ECCENTRICITY", 0, 0.999999999, current),
                Math.toRadians(number("INCLINATION", 0, 180, current)),
                Math.toRadians(number("RA_OF_ASC_NODE", -360, 360, current)),
                Math.toRadians(number("ARG_OF_PERICENTER", -360, 360, current)),
                Math.toRadians(number("MEAN_ANOMALY", -360, 360, current)),
                optional("BSTAR", -100, 100, current),
                ephemerisType,
                (int) optional("ELEMENT_SET_NO", 0, LARGEST_COUNT, current),
                (int) optional("REV_AT_EPOCH", 0, LARGEST_COUNT, current));
    }

    private String objectId(String[] current) throws BadValueException {
        current[0] = "NORAD_CAT_ID";
        String number = text("NORAD_CAT_ID");
        if (!number.isEmpty()) {
            return CatalogueNumber.parse(number);
        }
        String designator = text("OBJECT_ID");
        if (designator.isEmpty()) {
            throw new BadValueException("is missing, and OBJECT_ID too; one must name the object");
        }
        return designator;
    }

    /** Empty where it is none, as {@code UNKNOWN} or a launch without its piece. */
    private String designator() {
        return Designators.normal(text("OBJECT_ID"));
    }

    private String text(String keyword) {
        Field field = fields.get(keyword);
        return field == null ? "" : field.text();
    }

    private String required(String keyword, String[] current) throws BadValueException {
        current[0] = keyword;
        String text = text(keyword);
        if (text.isEmpty()) {
            throw new BadValueException("is missing");
        }
        return text;
    }

    private double number(String keyword, double least, double greatest, String[] current) throws BadValueException {
        return Values.number(required(keyword, current), least, greatest);
    }

    private double optional(String keyword, double least, double greatest, String[] current) throws BadValueException {
        current[0] = keyword;
        String text = text(keyword);
        return text.isEmpty() ? 0 : Values.number(text, least, greatest);
    }

    private void mustBe(String keyword, String wanted, String[] current, String... allowed) throws BadValueException {
        current[0] = keyword;
        String text = text(keyword);
        if (text.isEmpty()) {
            return;
        }
        for (String each : allowed) {
            if (text.equalsIgnoreCase(each)) {
                return;
            }
        }
        throw new BadValueException("'" + Values.shown(text) + "' cannot be used, only " + wanted);
    }
}

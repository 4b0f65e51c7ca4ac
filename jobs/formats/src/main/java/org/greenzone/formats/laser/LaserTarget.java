package org.greenzone.formats.laser;

/**
 * A satellite as the headers of the ILRS name it.
 *
 * @param name for people
 * @param ilrsId seven digits made from the international designator: 9207002 is the second object of 1992-070
 * @param noradId empty where the file has none
 */
public record LaserTarget(String name, String ilrsId, String noradId) {
    /** Letters of international designators: without I and O. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /** Two-digit years from here on are of the last century: the first satellite flew in 1957. */
    private static final int FIRST_YEAR = 57;

    private static final int ID_DIGITS = 7;
    private static final double LAGEOS_METRES = 0.251;

    /**
     * From the reflecting surface of a sphere, as pulses see it, to its centre of mass, metres: what a range is too short by. 0 where it is
     * not known, and for satellites that are no spheres: theirs depends on the attitude.
     *
     * <p>LAGEOS 0.251 m is the standard of the ILRS; by station it differs by millimetres (Otsubo and Appleby 2003).
     */
    public double toCentreMetres() {
        return switch (ilrsId) {
            case "7603901", "9207002" -> LAGEOS_METRES;
            default -> 0;
        };
    }

    /** Reads name, ILRS id and NORAD number from their places in a header; what is no number counts as missing. */
    public static LaserTarget of(LaserFields fields, int nameAt, int ilrsAt, int noradAt) {
        String ilrs = fields.text(ilrsAt);
        String norad = fields.text(noradAt);
        return new LaserTarget(
                nameAt < 0 ? "" : fields.text(nameAt),
                ilrs.matches("\\d{5,7}") ? "0".repeat(ID_DIGITS - ilrs.length()) + ilrs : "",
                norad.matches("0*[1-9]\\d{0,8}") ? norad.replaceFirst("^0+", "") : "");
    }

    /** {@code 1992-070B}; empty where the ILRS id is none. */
    public String internationalDesignator() {
        if (ilrsId.isEmpty()) {
            return "";
        }
        int year = Integer.parseInt(ilrsId.substring(0, 2));
        int piece = Integer.parseInt(ilrsId.substring(5)) - 1;
        if (piece < 0) {
            return "";
        }
        String last = "" + LETTERS.charAt(piece % LETTERS.length());
        String letters = piece < LETTERS.length() ? last : LETTERS.charAt(piece / LETTERS.length() - 1) + last;
        return (year >= FIRST_YEAR ? 1900 + year : 2000 + year) + "-" + ilrsId.substring(2, 5) + letters;
    }

    /** NORAD number, else international designator, else name; may be empty. */
    public String objectId() {
        if (!noradId.isEmpty()) {
            return noradId;
        }
        String designator = internationalDesignator();
        return designator.isEmpty() ? name : designator;
    }
}

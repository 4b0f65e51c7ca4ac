package org.greenzone.formats.cdm;

import java.util.List;

/**
 * What a conjunction data message says of one object beside its state and covariance; empty or NaN where it says nothing.
 *
 * @param catalogName catalogue of the designator ({@code SATCAT})
 * @param objectType for example {@code PAYLOAD}
 * @param operator organisation
 * @param ephemerisName {@code NONE} where there is none
 * @param covarianceMethod {@code CALCULATED} or {@code DEFAULT}
 * @param maneuverable {@code YES}, {@code NO} or {@code N/A}
 * @param refFrame frame of the state in the file
 * @param hardBodyRadiusMetres radius of this object (HBR, CDM 2.0)
 * @param areaSquareMetres area for the probability (AREA_PC)
 * @param comments as written
 */
public record CdmObject(
        String catalogName,
        String objectType,
        String operator,
        String ephemerisName,
        String covarianceMethod,
        String maneuverable,
        String refFrame,
        double hardBodyRadiusMetres,
        double areaSquareMetres,
        List<String> comments) {
    public CdmObject {
        comments = List.copyOf(comments);
    }

    /** An object of which Greenzone itself says something. */
    public static CdmObject own(String objectId) {
        boolean number = objectId.chars().allMatch(c -> c >= '0' && c <= '9');
        return new CdmObject(
                number ? "SATCAT" : "GREENZONE",
                "",
                "",
                "NONE",
                "CALCULATED",
                "N/A",
                "GCRF",
                Double.NaN,
                Double.NaN,
                List.of());
    }
}

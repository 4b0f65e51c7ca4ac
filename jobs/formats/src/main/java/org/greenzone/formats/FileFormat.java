package org.greenzone.formats;

/** What a file is, by its content. */
public enum FileFormat {
    TDM,
    LEOLABS_MEASUREMENTS,
    TLE,
    OMM_KVN,
    OMM_XML,
    OMM_JSON,
    OMM_CSV,
    OEM,
    /** Laser ranging of the ILRS: full rate, normal points. */
    CRD,
    /** Predictions of the ILRS. */
    CPF,
    SP3,
    CDM,
    SITES_JSON,
    SINEX,
    /** Nothing in it, or blanks only. */
    EMPTY,
    UNKNOWN;

    public boolean holdsTracks() {
        return this == TDM || this == LEOLABS_MEASUREMENTS || this == CRD;
    }

    public boolean holdsElementSets() {
        return this == TLE || this == OMM_KVN || this == OMM_XML || this == OMM_JSON || this == OMM_CSV;
    }

    public boolean holdsEphemerides() {
        return this == OEM || this == CPF || this == SP3;
    }

    /** What to say of a file of this format where another was wanted: {@code wanted} for example "no tracks". */
    public String refusal(String wanted, String advice) {
        return switch (this) {
            case EMPTY -> "the file is empty; " + advice;
            case UNKNOWN -> wanted + " here, and no format that is known; " + advice;
            default -> wanted + " here (" + this + "); " + advice;
        };
    }
}

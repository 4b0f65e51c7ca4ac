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
    CDM,
    SITES_JSON,
    SINEX,
    UNKNOWN;

    public boolean holdsTracks() {
        return this == TDM || this == LEOLABS_MEASUREMENTS;
    }

    public boolean holdsElementSets() {
        return this == TLE || this == OMM_KVN || this == OMM_XML || this == OMM_JSON || this == OMM_CSV;
    }
}

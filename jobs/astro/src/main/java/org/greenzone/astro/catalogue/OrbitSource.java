package org.greenzone.astro.catalogue;

/** From what an orbit was made. */
public enum OrbitSource {
    /** A general-perturbations element set (SGP4). */
    ELEMENT_SET,
    /** An ephemeris of the owner (OEM). */
    OWNER_EPHEMERIS,
    /** Radar tracks, started from one that matched no catalogued object. */
    INITIAL,
    /** Radar tracks, on top of an earlier orbit. */
    TRACKS
}

package org.greenzone.cli.score;

import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;

/** Orbits whose errors are counted together: by what they were made of. */
enum Regime {
    SEED("catalogued, no track yet"),
    CATALOGUED_1("catalogued, 1 track"),
    CATALOGUED_2("catalogued, 2 tracks"),
    CATALOGUED_3("catalogued, 3-5 tracks"),
    CATALOGUED_6("catalogued, 6 or more"),
    INITIAL("new, initial"),
    NEW_2("new, 2 tracks"),
    NEW_3("new, 3-5 tracks"),
    NEW_6("new, 6 or more"),
    /** Kept apart: here the association is wrong, not the covariance. */
    MIXED("with a wrong track");

    private final String words;

    Regime(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Of an orbit with tracks of its own true object only. */
    static Regime of(CatalogueOrbit orbit, boolean catalogued) {
        int tracks = orbit.tracksUsed();
        if (catalogued) {
            return tracks == 0
                    ? SEED
                    : tracks == 1
                            ? CATALOGUED_1
                            : tracks == 2 ? CATALOGUED_2 : tracks <= 5 ? CATALOGUED_3 : CATALOGUED_6;
        }
        return orbit.source() == OrbitSource.INITIAL ? INITIAL : tracks <= 2 ? NEW_2 : tracks <= 5 ? NEW_3 : NEW_6;
    }
}

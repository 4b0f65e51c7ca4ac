package org.greenzone.astro.orbit;

import org.greenzone.astro.catalogue.CatalogueOrbit;

/** The outcome of an orbit determination. */
public sealed interface Determination {
    /** A new orbit of the object. */
    record Determined(CatalogueOrbit orbit) implements Determination {}

    /** No orbit, and why, in one line. */
    record Refused(String reason) implements Determination {}
}

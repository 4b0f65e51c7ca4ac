package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;

/** What correlation learns as event time goes on: an orbit of the catalogue, or a site with a running calibration. */
public record Knowledge(List<CatalogueOrbit> orbit, List<Site> site) {
    public static Knowledge of(CatalogueOrbit orbit) {
        return new Knowledge(List.of(orbit), List.of());
    }

    public static Knowledge of(Site site) {
        return new Knowledge(List.of(), List.of(site));
    }
}

package org.greenzone.astro.correlation;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Track;

/** To whom a track belongs. */
public sealed interface Correlation {
    /** The track. */
    Track track();

    /** Ids of the objects that passed the gate, nearest first. */
    List<String> candidates();

    /**
     * A catalogued object explains the track.
     *
     * @param prior its orbit in the catalogue
     * @param mahalanobis distance in measurement space per degree of freedom: about 1
     */
    record Correlated(Track track, CatalogueOrbit prior, double mahalanobis, List<String> candidates)
            implements Correlation {}

    /**
     * Several catalogued objects explain the track, none of them clearly better than the next.
     *
     * @param hypotheses the objects, likeliest first
     */
    record Ambiguous(Track track, List<Hypothesis> hypotheses, List<String> candidates) implements Correlation {}

    /**
     * That the track is of one object.
     *
     * @param prior its orbit in the catalogue
     * @param mahalanobis distance in measurement space per degree of freedom
     * @param probability of the best joint assignment that gives it the track, among those for all objects and for none
     */
    record Hypothesis(CatalogueOrbit prior, double mahalanobis, double probability) {}

    /** No catalogued object explains the track, or others explain their tracks better. */
    record Uncorrelated(Track track, List<String> candidates) implements Correlation {}
}

package org.greenzone.astro.conjunction;

import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;

/**
 * On what the orbit of an object rests, as a conjunction data message tells it (508.0-B-1, table 3-4).
 *
 * @param lastObservationStartMicros begin of the interval that holds the last observation, UTC microseconds since 1970; 0 where not known
 * @param lastObservationEndMicros its end; 0 where not known
 * @param spanDays length of the interval of the observations, days; NaN where not known
 * @param observationsUsed in the newest fit; -1 where not known
 * @param tracksUsed number of tracks in it; -1 where not known
 * @param residualsAccepted share of the residuals that were not rejected, percent; NaN where not known
 * @param weightedRms root mean square of residual over sigma; NaN where not known
 */
public record Determination(
        long lastObservationStartMicros,
        long lastObservationEndMicros,
        double spanDays,
        int observationsUsed,
        int tracksUsed,
        double residualsAccepted,
        double weightedRms) {
    /** Nothing is known of it. */
    public static final Determination NONE = new Determination(0, 0, Double.NaN, -1, -1, Double.NaN, Double.NaN);

    /**
     * Of an orbit of the catalogue. One of tracks is known from the end of its newest one on, which is its last observation; how far back its tracks reach it does not
     * say. An element set and an ephemeris of the owner say nothing.
     */
    public static Determination of(CatalogueOrbit orbit) {
        if (orbit.source() != OrbitSource.TRACKS && orbit.source() != OrbitSource.INITIAL) {
            return NONE;
        }
        int residuals = orbit.measurementsUsed() + orbit.measurementsRejected();
        return new Determination(
                orbit.availableMicros(),
                orbit.availableMicros(),
                Double.NaN,
                orbit.measurementsUsed(),
                orbit.tracksUsed(),
                residuals > 0 ? 100.0 * orbit.measurementsUsed() / residuals : Double.NaN,
                orbit.weightedRms());
    }
}

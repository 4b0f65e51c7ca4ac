package org.greenzone.simulator.scenario;

/**
 * One-sigma errors of the orbits from which the pipeline starts, in the terms in which an element set is wrong: the
 * semi-major axis is known far better than the place along the track, or the orbit would be lost within a day.
 *
 * @param semiMajorAxisMetres grows along track by 3 pi of it each revolution
 * @param eccentricityMetres radial amplitude of the error of the eccentricity vector, each component
 * @param alongTrackMetres along-track offset
 * @param crossTrackMetres cross-track amplitude of the error of the plane, each component
 * @param ballisticShare of the ballistic coefficient, relative
 */
public record CatalogueErrors(
        double semiMajorAxisMetres,
        double eccentricityMetres,
        double alongTrackMetres,
        double crossTrackMetres,
        double ballisticShare) {

    /** About what catalogued objects in low orbits show at the epoch of their sets (Flohrer, Krag and Klinkrad 2008). */
    public static final CatalogueErrors DEFAULT = new CatalogueErrors(10, 100, 400, 100, 0.2);

    public CatalogueErrors {
        if (!(semiMajorAxisMetres > 0
                && eccentricityMetres > 0
                && alongTrackMetres > 0
                && crossTrackMetres > 0
                && ballisticShare > 0)) {
            throw new IllegalArgumentException("catalogue errors must be positive");
        }
    }
}

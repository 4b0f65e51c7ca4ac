package org.greenzone.astro.catalogue;

import java.util.List;

/**
 * A protected asset and what its owner wants to be told.
 *
 * @param objectId object in the catalogue
 * @param name for people
 * @param hardBodyRadiusMetres radius of the enclosing sphere
 * @param screeningRadialMetres half-axis of the screening ellipsoid, radial
 * @param screeningInTrackMetres half-axis, in-track
 * @param screeningCrossTrackMetres half-axis, cross-track
 * @param yellowProbability Pc above which the zone is yellow
 * @param redProbability Pc above which the zone is red
 * @param companions objects docked to the asset or flying with it: never a conjunction
 */
public record Asset(
        String objectId,
        String name,
        double hardBodyRadiusMetres,
        double screeningRadialMetres,
        double screeningInTrackMetres,
        double screeningCrossTrackMetres,
        double yellowProbability,
        double redProbability,
        List<String> companions) {}

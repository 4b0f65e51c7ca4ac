package org.greenzone.astro.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
 * @param companions objects docked to the asset or flying with it: listed, never a conjunction
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
        List<String> companions) {

    /** The same with other companions. */
    public Asset withCompanions(List<String> others) {
        return new Asset(
                objectId,
                name,
                hardBodyRadiusMetres,
                screeningRadialMetres,
                screeningInTrackMetres,
                screeningCrossTrackMetres,
                yellowProbability,
                redProbability,
                others);
    }

    /**
     * Refuses a list in which two have one id: which of their radii and thresholds counts would be chance.
     *
     * @throws IllegalArgumentException that names the id
     */
    public static void failIfTwoHaveOneId(List<Asset> assets) {
        Set<String> ids = new HashSet<>();
        for (Asset asset : assets) {
            if (!ids.add(asset.objectId())) {
                throw new IllegalArgumentException(
                        "two protected assets have the id " + asset.objectId() + "; give each object once");
            }
        }
    }
}

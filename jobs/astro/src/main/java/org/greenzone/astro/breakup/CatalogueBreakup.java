package org.greenzone.astro.breakup;

import java.util.List;
import java.util.Optional;

/**
 * What the element sets of a group of objects say about a breakup.
 *
 * @param status how sure it is
 * @param reason in words: why it is no more than that
 * @param launch launch part of the international designator that the group shares, as {@code 1982-092}; empty where the sets have none
 * @param parentId object that broke up; empty where none could be named
 * @param parentName its name; empty where not known
 * @param parentBasis in words: on what the parent rests
 * @param fragments objects of the group without the parent
 * @param epoch when, where and how sharply; empty where there is no epoch
 * @param hypotheses parents that were tried, the likeliest first
 */
public record CatalogueBreakup(
        Status status,
        String reason,
        String launch,
        String parentId,
        String parentName,
        String parentBasis,
        int fragments,
        Optional<Epoch> epoch,
        List<Hypothesis> hypotheses) {

    public CatalogueBreakup {
        hypotheses = List.copyOf(hypotheses);
    }

    /** How sure a breakup is. */
    public enum Status {
        /** Paths and times meet in one revolution, with speeds of fragments, and a catalogued object was there. */
        CONFIRMED,
        /** They meet, but the parent or the revolution is not certain. */
        SUSPECTED,
        /** Objects that look like fragments, whose sets do not lead back to one place and time. */
        UNRESOLVED,
        /** Nothing speaks for a breakup. */
        NONE
    }

    /**
     * When and where.
     *
     * @param epochMicros UTC, microseconds since 1970
     * @param sigmaSeconds one sigma, errors that all sets share included
     * @param placeTeme state of the reference orbit at the pinch, m and m/s in TEME of date
     * @param fragmentsUsed whose paths pass through the pinch
     * @param fragmentsTimed whose drag lets the instant be told, and agrees
     * @param pinchDispersionMetres median distance of all paths from the pinch point
     * @param alongTrackSeconds scatter of the delays beside that of drag, one sigma
     * @param dragErrorPart scatter of the drag terms, as a part of them
     * @param dragBiasPart by how much of itself all drag was too large over the time back
     * @param medianSpeedMetresPerSecond of the fragments against the reference
     * @param revolutionProbability that it was this revolution
     * @param contrast spread of the planes over the time searched to that at the epoch
     */
    public record Epoch(
            long epochMicros,
            double sigmaSeconds,
            double[] placeTeme,
            int fragmentsUsed,
            int fragmentsTimed,
            double pinchDispersionMetres,
            double alongTrackSeconds,
            double dragErrorPart,
            double dragBiasPart,
            double medianSpeedMetresPerSecond,
            double revolutionProbability,
            double contrast) {}

    /**
     * A parent that was tried.
     *
     * @param objectId the object
     * @param objectName its name; empty where not known
     * @param logOdds natural logarithm of its odds against an object without relation, the number of objects asked
     *     and the hint of the launch included
     * @param pathDistanceMetres its path from the pinch point
     * @param sameLaunch whether it shares the launch
     */
    public record Hypothesis(
            String objectId, String objectName, double logOdds, double pathDistanceMetres, boolean sameLaunch) {
        Hypothesis lessLikely(double logOddsLess) {
            return new Hypothesis(objectId, objectName, logOdds - logOddsLess, pathDistanceMetres, sameLaunch);
        }
    }
}

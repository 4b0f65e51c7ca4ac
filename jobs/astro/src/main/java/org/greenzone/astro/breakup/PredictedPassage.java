package org.greenzone.astro.breakup;

import java.util.List;

/**
 * An asset will cross the orbit plane and the cloud of a broken-up object: one event about it.
 *
 * @param passageId the same over all revisions
 * @param revision counts from 0
 * @param status whether this event announces, revises or withdraws the passage
 * @param createdMicros event time of this revision, UTC microseconds since 1970
 * @param breakupId the breakup
 * @param breakupRevision that this rests on
 * @param breakupConfirmed whether that revision was confirmed
 * @param parentName empty where not known
 * @param cloud what crosses what, when, and how many fragments are expected; with the asset and the parent
 * @param shape of the cloud then
 * @param meanDensityPerCubicMetre number density at the asset between enter and leave
 * @param shortestMetres least length of fragments that are counted
 * @param crossSectionSquareMetres of the asset
 * @param fragmentsWithOrbit fragments that stand in the cloud by their own orbits
 * @param restsOn ids of the asset's orbit, the parent's, and of the breakup
 */
public record PredictedPassage(
        String passageId,
        int revision,
        Status status,
        long createdMicros,
        String breakupId,
        int breakupRevision,
        boolean breakupConfirmed,
        String parentName,
        CloudPassage cloud,
        CloudShape shape,
        double meanDensityPerCubicMetre,
        double shortestMetres,
        double crossSectionSquareMetres,
        int fragmentsWithOrbit,
        List<String> restsOn) {

    /** What an event says of its passage. */
    public enum Status {
        NEW,
        REVISED,
        WITHDRAWN
    }

    /** The same as the next revision of another event, under its id. */
    PredictedPassage revising(PredictedPassage before, Status what, long now) {
        return new PredictedPassage(
                before.passageId,
                before.revision + 1,
                what,
                now,
                breakupId,
                breakupRevision,
                breakupConfirmed,
                parentName,
                cloud,
                shape,
                meanDensityPerCubicMetre,
                shortestMetres,
                crossSectionSquareMetres,
                fragmentsWithOrbit,
                restsOn);
    }

    /** The same, resting on another revision of its breakup. */
    PredictedPassage resting(Breakup breakup) {
        return new PredictedPassage(
                passageId,
                revision,
                status,
                createdMicros,
                breakup.breakupId(),
                breakup.revision(),
                breakup.certainty() == Breakup.Certainty.CONFIRMED,
                parentName,
                cloud,
                shape,
                meanDensityPerCubicMetre,
                shortestMetres,
                crossSectionSquareMetres,
                fragmentsWithOrbit,
                restsOn);
    }

    public String assetId() {
        return cloud.plane().assetId();
    }

    public String parentId() {
        return cloud.plane().parentId();
    }

    /** UTC microseconds since 1970 at which the asset is in the parent's orbit plane. */
    public long crossingMicros() {
        return cloud.plane().crossingMicros();
    }

    /** Expected fragments a square metre and second between enter and leave. */
    public double meanFluxPerSquareMetreSecond() {
        double seconds = (cloud.leaveMicros() - cloud.enterMicros()) * 1e-6;
        return seconds > 0 ? cloud.fluencePerSquareMetre() / seconds : 0;
    }
}

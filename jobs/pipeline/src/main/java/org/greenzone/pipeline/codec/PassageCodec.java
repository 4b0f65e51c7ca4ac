package org.greenzone.pipeline.codec;

import java.time.Instant;
import org.greenzone.astro.breakup.CloudPassage;
import org.greenzone.astro.breakup.CloudShape;
import org.greenzone.astro.breakup.Passage;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.breakup.StandardBreakupModel;
import org.greenzone.schemas.PassageStatus;
import org.jspecify.annotations.Nullable;

/** Predicted passages on the wire. */
public final class PassageCodec {
    private PassageCodec() {}

    public static org.greenzone.schemas.Passage toWire(PredictedPassage p) {
        CloudPassage cloud = p.cloud();
        Passage plane = cloud.plane();
        return org.greenzone.schemas.Passage.newBuilder()
                .setPassageId(p.passageId())
                .setRevision(p.revision())
                .setAssetId(plane.assetId())
                .setParentId(plane.parentId())
                .setCrossing(Fields.instant(plane.crossingMicros()))
                .setShellSeparationMetres(plane.shellSeparationMetres())
                .setRelativeSpeedMetresPerSecond(cloud.relativeSpeedMetresPerSecond())
                .setParentPhaseSeconds(plane.parentPhaseSeconds())
                .setRestsOn(p.restsOn())
                .setStatus(PassageStatus.valueOf(p.status().name()))
                .setCreated(Fields.instant(p.createdMicros()))
                .setBreakupId(p.breakupId())
                .setBreakupRevision(p.breakupRevision())
                .setBreakupConfirmed(p.breakupConfirmed())
                .setParentName(p.parentName())
                .setEnter(Fields.instant(cloud.enterMicros()))
                .setLeave(Fields.instant(cloud.leaveMicros()))
                .setClosestToShell(Fields.instant(cloud.closestToShellMicros()))
                .setShape(org.greenzone.schemas.CloudShape.valueOf(p.shape().name()))
                .setFluencePerSquareMetre(cloud.fluencePerSquareMetre())
                .setFluenceBelowLimitPerSquareMetre(cloud.fluenceBelowLimitPerSquareMetre())
                .setMeanFluxPerSquareMetreSecond(p.meanFluxPerSquareMetreSecond())
                .setMeanDensityPerCubicMetre(p.meanDensityPerCubicMetre())
                .setTrackingLimitMetres(StandardBreakupModel.TRACKED_LENGTH_METRES)
                .setShortestMetres(p.shortestMetres())
                .setCrossSectionSquareMetres(p.crossSectionSquareMetres())
                .setProbability(cloud.probability())
                .setProbabilityBelowLimit(cloud.probabilityBelowLimit())
                .setFragmentsWithOrbit(p.fragmentsWithOrbit())
                .build();
    }

    public static PredictedPassage fromWire(org.greenzone.schemas.Passage wire) {
        long crossing = Fields.micros(wire.getCrossing());
        Passage plane = new Passage(
                wire.getAssetId(),
                wire.getParentId(),
                crossing,
                wire.getShellSeparationMetres(),
                wire.getRelativeSpeedMetresPerSecond(),
                wire.getParentPhaseSeconds());
        CloudPassage cloud = new CloudPassage(
                plane,
                micros(wire.getEnter(), crossing),
                micros(wire.getLeave(), crossing),
                micros(wire.getClosestToShell(), crossing),
                wire.getRelativeSpeedMetresPerSecond(),
                wire.getFluencePerSquareMetre(),
                wire.getFluenceBelowLimitPerSquareMetre(),
                wire.getProbability(),
                wire.getProbabilityBelowLimit());
        return new PredictedPassage(
                wire.getPassageId(),
                wire.getRevision(),
                PredictedPassage.Status.valueOf(wire.getStatus().name()),
                EventTime.micros(wire),
                wire.getBreakupId(),
                wire.getBreakupRevision(),
                wire.getBreakupConfirmed(),
                wire.getParentName(),
                cloud,
                CloudShape.valueOf(wire.getShape().name()),
                wire.getMeanDensityPerCubicMetre(),
                wire.getShortestMetres(),
                wire.getCrossSectionSquareMetres(),
                wire.getFragmentsWithOrbit(),
                wire.getRestsOn());
    }

    private static long micros(@Nullable Instant instant, long absent) {
        return instant == null ? absent : Fields.micros(instant);
    }
}

package org.greenzone.pipeline.operators;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.CloudPassage;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.zone.CloudCrossing;
import org.greenzone.astro.zone.KnownBreakup;
import org.greenzone.astro.zone.LostObject;

/**
 * Something that the zone of an asset rests on: its orbit, one of its conjunctions or passages, a breakup, or an object that no screening finds.
 *
 * @param assetId the asset
 * @param eventMicros event time of the evidence
 * @param orbit the asset's orbit, or empty
 * @param conjunction the conjunction, or empty
 * @param objectId another object of which a new orbit is known, or empty
 * @param lost that object, where its place is lost within the horizon of the screening; else empty
 * @param passage the passage, or empty
 * @param breakup the breakup, or empty
 */
public record ZoneEvidence(
        String assetId,
        long eventMicros,
        List<CatalogueOrbit> orbit,
        List<Conjunction> conjunction,
        String objectId,
        List<LostObject> lost,
        List<ZonePassage> passage,
        List<ZoneBreakup> breakup) {

    public static ZoneEvidence of(CatalogueOrbit orbit) {
        return new ZoneEvidence(
                orbit.objectId(),
                orbit.availableMicros(),
                List.of(orbit),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    public static ZoneEvidence of(Conjunction conjunction) {
        return new ZoneEvidence(
                conjunction.primary().objectId(),
                conjunction.createdMicros(),
                List.of(),
                List.of(conjunction),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /** Of another object than the asset. */
    public static ZoneEvidence of(String assetId, CatalogueOrbit other, Optional<LostObject> lost) {
        return new ZoneEvidence(
                assetId,
                other.availableMicros(),
                List.of(),
                List.of(),
                other.objectId(),
                lost.stream().toList(),
                List.of(),
                List.of());
    }

    public static ZoneEvidence of(PredictedPassage p) {
        CloudPassage cloud = p.cloud();
        return new ZoneEvidence(
                p.assetId(),
                p.createdMicros(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(new ZonePassage(
                        p.revision(),
                        p.status() == PredictedPassage.Status.WITHDRAWN,
                        new CloudCrossing(
                                p.passageId(),
                                p.breakupId(),
                                p.parentId(),
                                p.parentName(),
                                cloud.enterMicros(),
                                p.crossingMicros(),
                                cloud.leaveMicros(),
                                cloud.probability(),
                                cloud.probability(),
                                cloud.probabilityBelowLimit()),
                        p.createdMicros())),
                List.of());
    }

    /** Of a breakup, for one asset. */
    public static ZoneEvidence of(String assetId, Breakup b) {
        String parents = b.parents().stream()
                .map(p -> p.objectName().isEmpty() ? p.objectId() : p.objectName())
                .collect(Collectors.joining(" and "));
        return new ZoneEvidence(
                assetId,
                b.createdMicros(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(new ZoneBreakup(
                        b.revision(),
                        b.createdMicros(),
                        b.certainty() == Breakup.Certainty.WITHDRAWN,
                        new KnownBreakup(
                                b.breakupId(),
                                parents,
                                b.certainty() == Breakup.Certainty.CONFIRMED,
                                b.epochMicros(),
                                b.count().uniqueObjects()),
                        b.restsOn())));
    }
}

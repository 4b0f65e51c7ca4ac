package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * Something that the zone of an asset rests on: its orbit or one of its conjunctions.
 *
 * @param assetId the asset
 * @param eventMicros event time of the evidence
 * @param orbit the asset's orbit, or empty
 * @param conjunction the conjunction, or empty
 */
public record ZoneEvidence(
        String assetId, long eventMicros, List<CatalogueOrbit> orbit, List<Conjunction> conjunction) {

    public static ZoneEvidence of(CatalogueOrbit orbit) {
        return new ZoneEvidence(orbit.objectId(), orbit.availableMicros(), List.of(orbit), List.of());
    }

    public static ZoneEvidence of(Conjunction conjunction) {
        return new ZoneEvidence(
                conjunction.primary().objectId(), conjunction.createdMicros(), List.of(), List.of(conjunction));
    }
}

package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * Something that the passages of an asset rest on: its orbit, or a breakup.
 *
 * @param assetId the asset
 * @param eventMicros event time of the evidence
 * @param orbit the asset's orbit, or empty
 * @param breakup the breakup, or empty
 */
public record PassageEvidence(String assetId, long eventMicros, List<CatalogueOrbit> orbit, List<Breakup> breakup) {

    public static PassageEvidence of(CatalogueOrbit orbit) {
        return new PassageEvidence(orbit.objectId(), orbit.availableMicros(), List.of(orbit), List.of());
    }

    public static PassageEvidence of(String assetId, Breakup breakup) {
        return new PassageEvidence(assetId, breakup.createdMicros(), List.of(), List.of(breakup));
    }

    /** By it evidence of one instant is put in order. */
    String id() {
        return orbit.isEmpty()
                ? breakup.get(0).breakupId() + '/' + breakup.get(0).revision()
                : orbit.get(0).orbitId();
    }
}

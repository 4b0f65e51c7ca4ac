package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.zone.ZoneStatus;

/**
 * Something that advice for an asset rests on: an orbit, its own or another's, or its zone.
 *
 * @param assetId the asset
 * @param eventMicros event time
 * @param orbit an orbit, or empty
 * @param status a zone status, or empty
 */
public record AdviceEvidence(String assetId, long eventMicros, List<CatalogueOrbit> orbit, List<ZoneStatus> status) {

    public static AdviceEvidence of(String assetId, CatalogueOrbit orbit) {
        return new AdviceEvidence(assetId, orbit.availableMicros(), List.of(orbit), List.of());
    }

    public static AdviceEvidence of(ZoneStatus status) {
        return new AdviceEvidence(status.assetId(), status.fromMicros(), List.of(), List.of(status));
    }
}

package org.greenzone.pipeline.operators;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.zone.LostObject;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ReferenceData;

/** What an orbit means for the zone of each asset: its own orbit, or another object that may be lost. */
public final class EvidenceOfOrbits extends RichFlatMapFunction<CatalogueOrbit, ZoneEvidence> {
    private static final long serialVersionUID = 1L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Asset> assets;
    private transient LeapSeconds leapSeconds;
    private transient double mu;

    public EvidenceOfOrbits(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
        PhysicalData data = options.physicalData();
        leapSeconds = data.leapSeconds();
        mu = data.gravity().mu();
    }

    @Override
    public void flatMap(CatalogueOrbit orbit, Collector<ZoneEvidence> out) {
        // An object that turned out to be another one is not lost: the empty evidence takes back what was said of it.
        Optional<LostObject> lost = orbit.isMerged()
                ? Optional.empty()
                : LostObject.of(orbit, orbit.availableMicros(), options.horizonMicros(), leapSeconds, mu);
        for (Asset asset : assets.values()) {
            if (asset.objectId().equals(orbit.objectId())) {
                out.collect(ZoneEvidence.of(orbit));
            } else if (!asset.companions().contains(orbit.objectId())) {
                out.collect(ZoneEvidence.of(asset.objectId(), orbit, lost));
            }
        }
    }
}

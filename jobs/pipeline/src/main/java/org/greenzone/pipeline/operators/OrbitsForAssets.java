package org.greenzone.pipeline.operators;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.stream.ReferenceData;

/** Each orbit to each asset, except those of its companions. */
public final class OrbitsForAssets extends RichFlatMapFunction<CatalogueOrbit, AdviceEvidence> {
    private static final long serialVersionUID = 1L;

    private final ReferenceData reference;

    private transient Map<String, Asset> assets;

    public OrbitsForAssets(ReferenceData reference) {
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
    }

    @Override
    public void flatMap(CatalogueOrbit orbit, Collector<AdviceEvidence> out) {
        for (Asset asset : assets.values()) {
            if (!asset.companions().contains(orbit.objectId())) {
                out.collect(AdviceEvidence.of(asset.objectId(), orbit));
            }
        }
    }
}

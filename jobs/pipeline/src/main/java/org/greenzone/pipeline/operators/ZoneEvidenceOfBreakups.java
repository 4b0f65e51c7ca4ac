package org.greenzone.pipeline.operators;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.pipeline.stream.ReferenceData;

/** What a breakup means for the zone of each asset: its fragments are counted as a cloud. */
public final class ZoneEvidenceOfBreakups extends RichFlatMapFunction<Breakup, ZoneEvidence> {
    private static final long serialVersionUID = 1L;

    private final ReferenceData reference;

    private transient Map<String, Asset> assets;

    public ZoneEvidenceOfBreakups(ReferenceData reference) {
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
    }

    @Override
    public void flatMap(Breakup breakup, Collector<ZoneEvidence> out) {
        for (Asset asset : assets.values()) {
            out.collect(ZoneEvidence.of(asset.objectId(), breakup));
        }
    }
}

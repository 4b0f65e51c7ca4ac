package org.greenzone.pipeline.operators;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.pipeline.stream.ReferenceData;

/** A breakup to each protected asset. */
public final class EvidenceOfBreakups extends RichFlatMapFunction<Breakup, PassageEvidence> {
    private static final long serialVersionUID = 1L;

    private final ReferenceData reference;

    private transient Map<String, Asset> assets;

    public EvidenceOfBreakups(ReferenceData reference) {
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
    }

    @Override
    public void flatMap(Breakup breakup, Collector<PassageEvidence> out) {
        assets.keySet().forEach(id -> out.collect(PassageEvidence.of(id, breakup)));
    }
}

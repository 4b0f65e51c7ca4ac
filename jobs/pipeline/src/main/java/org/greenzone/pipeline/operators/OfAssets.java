package org.greenzone.pipeline.operators;

import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.stream.ReferenceData;

/** The conjunctions that a zone can rest on: those of protected assets with what does not fly along with them. */
public final class OfAssets extends RichFilterFunction<Conjunction> {
    private static final long serialVersionUID = 1L;

    private final ReferenceData reference;
    private transient Set<String> assets;

    public OfAssets(ReferenceData reference) {
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets().keySet();
    }

    @Override
    public boolean filter(Conjunction conjunction) {
        return assets.contains(conjunction.primary().objectId()) && !conjunction.formation();
    }
}

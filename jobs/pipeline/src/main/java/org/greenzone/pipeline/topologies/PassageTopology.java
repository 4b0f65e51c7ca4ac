package org.greenzone.pipeline.topologies;

import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.BreakupCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.EvidenceOfBreakups;
import org.greenzone.pipeline.operators.PassageEvidence;
import org.greenzone.pipeline.operators.PredictPassages;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Breakups and the orbits of the protected assets to passages.
 *
 * <pre>
 * breakups ── to each asset ─┬── by asset ──► PredictPassages ──► passages
 * orbits of assets ──────────┘
 * </pre>
 */
public final class PassageTopology {
    private PassageTopology() {}

    /**
     * @param breakups records of the topic breakups
     * @param orbits records of the topic orbits
     */
    public static DataStream<PredictedPassage> build(
            DataStream<Inbound> breakups, DataStream<Inbound> orbits, JobOptions options, ReferenceData reference) {
        Set<String> assets = Set.copyOf(reference.assets().keySet());
        DataStream<PassageEvidence> ofOrbits = orbits.flatMap(
                        new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits")
                .filter(orbit -> assets.contains(orbit.objectId()))
                .name("orbits of assets")
                .uid("orbits-of-assets")
                .map(PassageEvidence::of)
                .returns(TypeInformation.of(PassageEvidence.class))
                .name("evidence of orbits")
                .uid("evidence-of-orbits");
        return breakups.flatMap(new DecodeEvents<>(org.greenzone.schemas.Breakup.class, BreakupCodec::fromWire))
                .returns(TypeInformation.of(Breakup.class))
                .name("decode breakups")
                .uid("decode-breakups")
                .flatMap(new EvidenceOfBreakups(reference))
                .returns(TypeInformation.of(PassageEvidence.class))
                .name("evidence of breakups")
                .uid("evidence-of-breakups")
                .union(ofOrbits)
                .keyBy(PassageEvidence::assetId)
                .process(new PredictPassages(options, reference))
                .returns(TypeInformation.of(PredictedPassage.class))
                .name("PredictPassages")
                .uid("predict-passages");
    }
}

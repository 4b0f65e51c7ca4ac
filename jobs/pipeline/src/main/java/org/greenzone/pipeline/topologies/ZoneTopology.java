package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.ConjunctionCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.AssessZones;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.EvidenceOfOrbits;
import org.greenzone.pipeline.operators.OfAssets;
import org.greenzone.pipeline.operators.ZoneEvidence;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Orbits and conjunctions to zone statuses.
 *
 * <pre>
 * orbits ── for each asset ─┬── by asset ──► AssessZones ──► zone-status
 * conjunctions ─────────────┘
 * </pre>
 */
public final class ZoneTopology {
    private ZoneTopology() {}

    /**
     * @param orbits records of the topic orbits
     * @param conjunctions records of the topic conjunctions
     */
    public static DataStream<ZoneStatus> build(
            DataStream<Inbound> orbits, DataStream<Inbound> conjunctions, JobOptions options, ReferenceData reference) {
        DataStream<ZoneEvidence> ofOrbits = orbits.flatMap(
                        new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits")
                .flatMap(new EvidenceOfOrbits(options, reference))
                .returns(TypeInformation.of(ZoneEvidence.class))
                .name("evidence of orbits")
                .uid("evidence-of-orbits");
        DataStream<ZoneEvidence> ofConjunctions = conjunctions
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Conjunction.class, ConjunctionCodec::fromWire))
                .returns(TypeInformation.of(Conjunction.class))
                .name("decode conjunctions")
                .uid("decode-conjunctions")
                .filter(new OfAssets(reference))
                .name("conjunctions of assets")
                .uid("conjunctions-of-assets")
                .map(ZoneEvidence::of)
                .returns(TypeInformation.of(ZoneEvidence.class))
                .name("evidence of conjunctions")
                .uid("evidence-of-conjunctions");
        return ofOrbits.union(ofConjunctions)
                .keyBy(ZoneEvidence::assetId)
                .process(new AssessZones(options, reference))
                .returns(TypeInformation.of(ZoneStatus.class))
                .name("AssessZones")
                .uid("assess-zones");
    }
}

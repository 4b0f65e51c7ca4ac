package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.BreakupCodec;
import org.greenzone.pipeline.codec.ConjunctionCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.PassageCodec;
import org.greenzone.pipeline.operators.AssessZones;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.EvidenceOfOrbits;
import org.greenzone.pipeline.operators.MeasureStatuses;
import org.greenzone.pipeline.operators.OfAssets;
import org.greenzone.pipeline.operators.ZoneEvidence;
import org.greenzone.pipeline.operators.ZoneEvidenceOfBreakups;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Orbits, conjunctions, breakups and passages to zone statuses.
 *
 * <pre>
 * orbits ─── for each asset ──┬── by asset ──► AssessZones ──► MeasureStatuses ──► zone-status
 * conjunctions ───────────────┤
 * breakups ─ for each asset ──┤
 * passages ───────────────────┘
 * </pre>
 */
public final class ZoneTopology {
    private ZoneTopology() {}

    /**
     * Records of the topics that a zone rests on.
     *
     * @param orbits records of the topic orbits
     * @param conjunctions records of the topic conjunctions
     * @param breakups records of the topic breakups
     * @param passages records of the topic passages
     */
    public record Inputs(
            DataStream<Inbound> orbits,
            DataStream<Inbound> conjunctions,
            DataStream<Inbound> breakups,
            DataStream<Inbound> passages) {}

    public static DataStream<ZoneStatus> build(Inputs inputs, JobOptions options, ReferenceData reference) {
        DataStream<ZoneEvidence> known = known(inputs.orbits(), inputs.conjunctions(), options, reference);
        return assessed(known.union(clouds(inputs, reference)), options, reference);
    }

    private static DataStream<ZoneEvidence> known(
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
        return ofOrbits.union(ofConjunctions);
    }

    private static DataStream<ZoneEvidence> clouds(Inputs inputs, ReferenceData reference) {
        DataStream<ZoneEvidence> ofBreakups = inputs.breakups()
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Breakup.class, BreakupCodec::fromWire))
                .returns(TypeInformation.of(Breakup.class))
                .name("decode breakups")
                .uid("decode-breakups")
                .flatMap(new ZoneEvidenceOfBreakups(reference))
                .returns(TypeInformation.of(ZoneEvidence.class))
                .name("evidence of breakups")
                .uid("evidence-of-breakups");
        DataStream<ZoneEvidence> ofPassages = inputs.passages()
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Passage.class, PassageCodec::fromWire))
                .returns(TypeInformation.of(PredictedPassage.class))
                .name("decode passages")
                .uid("decode-passages")
                .map(ZoneEvidence::of)
                .returns(TypeInformation.of(ZoneEvidence.class))
                .name("evidence of passages")
                .uid("evidence-of-passages");
        return ofBreakups.union(ofPassages);
    }

    private static DataStream<ZoneStatus> assessed(
            DataStream<ZoneEvidence> evidence, JobOptions options, ReferenceData reference) {
        return evidence.keyBy(ZoneEvidence::assetId)
                .process(new AssessZones(options, reference))
                .returns(TypeInformation.of(ZoneStatus.class))
                .name("AssessZones")
                .uid("assess-zones")
                .map(new MeasureStatuses())
                .returns(TypeInformation.of(ZoneStatus.class))
                .name("MeasureStatuses")
                .uid("measure-statuses");
    }
}

package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.AdviceEvidence;
import org.greenzone.pipeline.operators.AdviseManoeuvres;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.OrbitsForAssets;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Zone statuses and orbits to advice.
 *
 * <pre>
 * zone statuses ──────────┬── by asset ──► AdviseManoeuvres ──► advice
 * orbits, for each asset ─┘
 * </pre>
 */
public final class AdviceTopology {
    private AdviceTopology() {}

    /**
     * @param statuses as they are given
     * @param orbits records of the topic orbits
     */
    public static DataStream<AdviceGiven> build(
            DataStream<ZoneStatus> statuses, DataStream<Inbound> orbits, JobOptions options, ReferenceData reference) {
        DataStream<AdviceEvidence> ofOrbits = orbits.flatMap(
                        new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits for advice")
                .uid("decode-orbits-for-advice")
                .flatMap(new OrbitsForAssets(reference))
                .returns(TypeInformation.of(AdviceEvidence.class))
                .name("orbits for assets")
                .uid("orbits-for-assets");
        return statuses.map(AdviceEvidence::of)
                .returns(TypeInformation.of(AdviceEvidence.class))
                .name("statuses for advice")
                .uid("statuses-for-advice")
                .union(ofOrbits)
                .keyBy(AdviceEvidence::assetId)
                .process(new AdviseManoeuvres(options, reference))
                .returns(TypeInformation.of(AdviceGiven.class))
                .name("AdviseManoeuvres")
                .uid("advise-manoeuvres");
    }
}

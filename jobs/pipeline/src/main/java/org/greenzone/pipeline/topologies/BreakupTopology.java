package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.ParentMasses;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.AssociationCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.DetectBreakups;
import org.greenzone.pipeline.stream.Inbound;

/**
 * Associations and orbits to breakups.
 *
 * <pre>
 * associations ────┬──► DetectBreakups ──► breakups
 * orbits, delayed ─┘
 * </pre>
 */
public final class BreakupTopology {
    private BreakupTopology() {}

    /**
     * @param associations records of the topic associations
     * @param catalogue records of the topic orbits, their event time delayed by the lag
     */
    public static DataStream<Breakup> build(
            DataStream<Inbound> associations, DataStream<Inbound> catalogue, JobOptions options, ParentMasses masses) {
        DataStream<CatalogueOrbit> known = catalogue
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits");
        return associations
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Association.class, AssociationCodec::fromWire))
                .returns(TypeInformation.of(Association.class))
                .name("decode associations")
                .uid("decode-associations")
                .filter(association -> association.isDecided() && association.isOfNewObject())
                .name("associations of new objects")
                .uid("associations-of-new-objects")
                .keyBy(association -> DetectBreakups.KEY)
                .connect(known.keyBy(orbit -> DetectBreakups.KEY))
                .process(new DetectBreakups(options, masses))
                .returns(TypeInformation.of(Breakup.class))
                .name("DetectBreakups")
                .uid("detect-breakups")
                .setParallelism(1);
    }
}

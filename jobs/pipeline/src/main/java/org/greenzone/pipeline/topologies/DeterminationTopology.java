package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.ObjectOrder;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.AssociationCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.DetermineOrbits;
import org.greenzone.pipeline.operators.InitiateOrbits;
import org.greenzone.pipeline.stream.Inbound;

/**
 * Associations to orbits.
 *
 * <pre>
 * associations ──► InitiateOrbits ── by object ──► DetermineOrbits ──┬──► orbits
 *                        ▲                                            ├──► manoeuvres
 * orbits, delayed ───────┘                                            └──► undetermined tracks
 * </pre>
 */
public final class DeterminationTopology {
    private DeterminationTopology() {}

    /** What comes out. */
    public record Outputs(
            DataStream<CatalogueOrbit> orbits,
            DataStream<Manoeuvre> manoeuvres,
            DataStream<RejectedTrack> undetermined) {}

    /**
     * @param associations records of the topic associations
     * @param catalogue records of the topic orbits, their event time delayed by the lag
     */
    public static Outputs build(DataStream<Inbound> associations, DataStream<Inbound> catalogue, JobOptions options) {
        DataStream<CatalogueOrbit> known = catalogue
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits");
        SingleOutputStreamOperator<CatalogueOrbit> orbits = associations
                .flatMap(new DecodeEvents<>(org.greenzone.schemas.Association.class, AssociationCodec::fromWire))
                .returns(TypeInformation.of(Association.class))
                .name("decode associations")
                .uid("decode-associations")
                .filter(Association::isDecided)
                .name("decided associations")
                .uid("decided-associations")
                .keyBy(association -> InitiateOrbits.KEY)
                .connect(known.keyBy(orbit -> InitiateOrbits.KEY))
                .process(new InitiateOrbits(options))
                .returns(TypeInformation.of(ObjectOrder.class))
                .name("InitiateOrbits")
                .uid("initiate-orbits")
                .setParallelism(1)
                .keyBy(ObjectOrder::objectId)
                .process(new DetermineOrbits(options))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("DetermineOrbits")
                .uid("determine-orbits");
        return new Outputs(
                orbits,
                orbits.getSideOutput(DetermineOrbits.MANOEUVRES),
                orbits.getSideOutput(DetermineOrbits.UNDETERMINED));
    }
}

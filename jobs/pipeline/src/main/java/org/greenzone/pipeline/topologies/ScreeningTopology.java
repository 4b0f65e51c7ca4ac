package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.ScreenConjunctions;
import org.greenzone.pipeline.operators.ShardOrbits;
import org.greenzone.pipeline.operators.ShardedOrbit;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Orbits to conjunctions of the protected assets.
 *
 * <pre>
 * orbits ──► ShardOrbits ──┬── object to its shard ──┬── by shard ──► ScreenConjunctions ──► conjunctions
 *                          └── asset to each shard ──┘
 * </pre>
 */
public final class ScreeningTopology {
    private ScreeningTopology() {}

    /** @param orbits records of the topic orbits */
    public static DataStream<Conjunction> build(
            DataStream<Inbound> orbits, JobOptions options, ReferenceData reference) {
        return orbits.flatMap(new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits")
                .flatMap(new ShardOrbits(reference))
                .returns(TypeInformation.of(ShardedOrbit.class))
                .name("ShardOrbits")
                .uid("shard-orbits")
                .keyBy(ShardedOrbit::shard)
                .process(new ScreenConjunctions(options, reference))
                .returns(TypeInformation.of(Conjunction.class))
                .name("ScreenConjunctions")
                .uid("screen-conjunctions");
    }
}

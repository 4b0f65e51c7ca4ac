package org.greenzone.pipeline.topologies;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.operators.FollowEncounters;
import org.greenzone.pipeline.operators.PairEvidence;
import org.greenzone.pipeline.operators.ScreenAllPairs;
import org.greenzone.pipeline.operators.ScreenConjunctions;
import org.greenzone.pipeline.operators.ShardOrbits;
import org.greenzone.pipeline.operators.ShardedOrbit;
import org.greenzone.pipeline.operators.SpreadOrbits;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Orbits to conjunctions of the protected assets, and, where the options say so, of all objects with all.
 *
 * <pre>
 * orbits ──┬► ShardOrbits ──┬── object to its shard ──┬── by shard ──► ScreenConjunctions ──┬──► conjunctions
 *          │                └── asset to each shard ──┘                                     │
 *          └── by object ──► SpreadOrbits ┬─ kept in its shard, asks at each ── by shard ──┬► ScreenAllPairs
 *                                         └─ its table of positions ──── to each copy ─────┘  by pair │
 *                                                       conjunctions ◄── FollowEncounters ◄───────────┘
 * </pre>
 */
public final class ScreeningTopology {
    /** Shards of the screening of all against all: its greatest useful parallelism; a key of the state, so it does not change. */
    private static final int SHARDS = 16;

    private ScreeningTopology() {}

    /** @param orbits records of the topic orbits */
    public static DataStream<Conjunction> build(
            DataStream<Inbound> orbits, JobOptions options, ReferenceData reference) {
        DataStream<CatalogueOrbit> decoded = orbits.flatMap(
                        new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire))
                .returns(TypeInformation.of(CatalogueOrbit.class))
                .name("decode orbits")
                .uid("decode-orbits");
        DataStream<Conjunction> ofAssets = decoded.flatMap(new ShardOrbits(reference))
                .returns(TypeInformation.of(ShardedOrbit.class))
                .name("ShardOrbits")
                .uid("shard-orbits")
                .keyBy(ShardedOrbit::shard)
                .process(new ScreenConjunctions(options, reference))
                .returns(TypeInformation.of(Conjunction.class))
                .name("ScreenConjunctions")
                .uid("screen-conjunctions");
        return options.screenAll() ? ofAssets.union(ofAll(decoded, options, reference, SHARDS)) : ofAssets;
    }

    /** Conjunctions of all objects with all, but for those of protected assets. */
    static DataStream<Conjunction> ofAll(
            DataStream<CatalogueOrbit> orbits, JobOptions options, ReferenceData reference, int shards) {
        SingleOutputStreamOperator<ShardedOrbit> spread = orbits.keyBy(CatalogueOrbit::objectId)
                .process(new SpreadOrbits(options, reference, shards))
                .returns(TypeInformation.of(ShardedOrbit.class))
                .name("SpreadOrbits")
                .uid("spread-orbits");
        return spread.keyBy(ShardedOrbit::shard)
                .connect(spread.getSideOutput(SpreadOrbits.TABLES).broadcast(ScreenAllPairs.NO_STATE))
                .process(new ScreenAllPairs(options, shards))
                .returns(TypeInformation.of(PairEvidence.class))
                .name("ScreenAllPairs")
                .uid("screen-all-pairs")
                .keyBy(PairEvidence::key)
                .process(new FollowEncounters())
                .returns(TypeInformation.of(Conjunction.class))
                .name("FollowEncounters")
                .uid("follow-encounters");
    }
}

package org.greenzone.pipeline.operators;

import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.operators.ShardedOrbit.Role;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Deals the catalogue out to shards, so that the update of an object costs its shard one screening per asset, and the
 * update of an asset costs each shard its share of the catalogue.
 */
public final class ShardOrbits extends RichFlatMapFunction<CatalogueOrbit, ShardedOrbit> {
    private static final long serialVersionUID = 1L;

    /** Number of shards: the greatest useful parallelism; a key of the state, so it does not change. */
    public static final int SHARDS = 32;

    private final ReferenceData reference;
    private transient Set<String> assets;

    public ShardOrbits(ReferenceData reference) {
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets().keySet();
    }

    @Override
    public void flatMap(CatalogueOrbit orbit, Collector<ShardedOrbit> out) {
        out.collect(new ShardedOrbit(shardOf(orbit.objectId()), Role.OBJECT, orbit));
        if (assets.contains(orbit.objectId())) {
            for (int shard = 0; shard < SHARDS; shard++) {
                out.collect(new ShardedOrbit(shard, Role.ASSET, orbit));
            }
        }
    }

    /** Shard of an object; {@code String.hashCode} is fixed by the language. */
    public static int shardOf(String objectId) {
        return Math.floorMod(objectId.hashCode(), SHARDS);
    }
}

package org.greenzone.pipeline.operators;

import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * An orbit on its way to a shard of the catalogue: an object goes to its own shard, an asset to each of them; where all are screened
 * against all, an object asks at the others too.
 *
 * @param shard number of the shard
 * @param role what the orbit is there
 * @param orbit the orbit
 */
public record ShardedOrbit(int shard, Role role, CatalogueOrbit orbit) {

    /** What an orbit is in a shard. */
    public enum Role {
        /** A protected asset, screened against each object of the shard. */
        ASSET,
        /** An object of the catalogue, kept in this shard. */
        OBJECT,
        /** An object of another shard, screened against each object of this one. */
        QUERY
    }
}

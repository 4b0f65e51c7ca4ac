package org.greenzone.astro.zone;

/**
 * What the updates of a conjunction agree on.
 *
 * @param watched the conjunction
 * @param settled whether its newest update ends it although others do not agree yet
 * @param steady what the updates that must agree all reach
 * @param lingering what the updates that must agree all stay below or at
 */
record AgreedRisk(WatchedConjunction watched, boolean settled, double steady, double lingering) {

    /** @param yellow threshold of the asset */
    static AgreedRisk of(WatchedConjunction watched, ZoneRules rules, double yellow) {
        double latest = watched.latest();
        double steady = watched.steady(rules.stableUpdates());
        double lingering = watched.lingering(rules.stableUpdates());
        boolean over = Math.max(steady, lingering) > latest && watched.isSettled(yellow);
        return new AgreedRisk(watched, over, over ? latest : steady, over ? latest : lingering);
    }

    /** A probability that is not known is named first. */
    double weight() {
        return watched.isUnknown() ? 2 : Math.max(watched.latest(), lingering);
    }
}

package org.greenzone.astro.zone;

import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterTracker;

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

    /** Whether another says of the same encounter what is no more than this in any respect. */
    boolean covers(AgreedRisk other) {
        Conjunction one = watched.newest();
        Conjunction two = other.watched.newest();
        return one.secondary().objectId().equals(two.secondary().objectId())
                && !one.statement().originator().equals(two.statement().originator())
                && Math.abs(one.tcaMicros() - two.tcaMicros()) <= EncounterTracker.SAME_MICROS
                && watched.isUnknown() == other.watched.isUnknown()
                && watched.latest() >= other.watched.latest()
                && steady >= other.steady
                && lingering >= other.lingering;
    }
}

package org.greenzone.astro.zone;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * What is known about an asset.
 *
 * @param orbit its newest orbit, if there is one
 * @param conjunctions all that are known of it, in any order; passed and withdrawn ones do not count
 * @param crossings of clouds, in any order; those that are over do not count
 * @param breakups that may concern it, in any order
 * @param lost objects that no screening finds, without those that one of the clouds stands for, in any order
 */
public record Situation(
        Optional<CatalogueOrbit> orbit,
        List<WatchedConjunction> conjunctions,
        List<CloudCrossing> crossings,
        List<KnownBreakup> breakups,
        List<LostObject> lost) {

    /** Without breakups. */
    public static Situation of(
            Optional<CatalogueOrbit> orbit, List<WatchedConjunction> conjunctions, List<LostObject> lost) {
        return new Situation(orbit, conjunctions, List.of(), List.of(), lost);
    }
}

package org.greenzone.astro.breakup;

import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.InitiationState.Seen;
import org.greenzone.astro.initiation.Origin;

/**
 * All that {@link BreakupDetector} knows beside the catalogue, as values: one that is made of it and learns the same catalogue goes on to the
 * last digit as the one that it was taken from.
 *
 * @param pool tracks of no cloud, in the order in which they came
 * @param scanned orbits that were asked as parents, with the number of near tracks at which they are asked again
 * @param cases in the order in which they began
 * @param correlated tracks of single-track objects that are of no cloud yet
 */
public record BreakupState(List<Seen> pool, List<Scanned> scanned, List<OfCase> cases, List<CloudSight> correlated) {
    /** Nothing known yet. */
    public static final BreakupState EMPTY = new BreakupState(List.of(), List.of(), List.of(), List.of());

    /** An orbit that was asked. */
    public record Scanned(String objectId, int again) {}

    /**
     * One breakup, or what may be one.
     *
     * @param last event about it; empty where nothing was said yet
     * @param changed whether orbits or the origin are different since
     * @param clouds one for each parent
     */
    public record OfCase(List<Breakup> last, boolean changed, List<OfCloud> clouds) {}

    /**
     * The fragments of one parent.
     *
     * @param seen tracks that may be asked again
     * @param passes the newest of each site
     * @param early some tracks of passes before them
     */
    public record OfCloud(
            CatalogueOrbit parent,
            Origin origin,
            int originRevision,
            List<Breakup.Hypothesis> others,
            double logOdds,
            int tracks,
            long newestMicros,
            int nextByTracks,
            int nextByOrbits,
            int greatestPass,
            int goodPasses,
            List<Seen> seen,
            List<OfPass> passes,
            List<CloudSight> early,
            List<String> members,
            List<String> newTracks,
            List<OfFragment> fragments,
            List<String> lost) {}

    /** The open pass of a site. */
    public record OfPass(String siteId, int knownBefore, int most, List<CloudSight> sights) {}

    /**
     * A fragment with an orbit of several tracks.
     *
     * @param row what was said of it last; empty at first
     * @param rowTracks tracks of the orbit of the row
     * @param said whether the row has been in an event
     */
    public record OfFragment(CatalogueOrbit orbit, List<Breakup.Fragment> row, int rowTracks, boolean said) {}
}

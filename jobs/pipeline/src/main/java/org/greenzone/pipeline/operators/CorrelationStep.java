package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot;
import org.greenzone.astro.correlation.Correlation;
import org.greenzone.astro.correlation.TrackCorrelator;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;

/** The tracks of one window to their objects: the same in the job and without it. */
public final class CorrelationStep {
    /** The order in which orbits enter the catalogue. */
    public static final Comparator<CatalogueOrbit> BY_AVAILABILITY = Comparator.comparingLong(
                    CatalogueOrbit::availableMicros)
            .thenComparing(CatalogueOrbit::objectId)
            .thenComparingInt(CatalogueOrbit::revision)
            .thenComparing(CatalogueOrbit::orbitId);

    /** The order in which calibrations of a site replace each other. */
    static final Comparator<Site> BY_CALIBRATION = Comparator.comparingLong(
                    (Site s) -> s.calibration().knownMicros())
            .thenComparingInt(s -> s.calibration().revision());

    private CorrelationStep() {}

    /**
     * The site with what was known of its errors at an event time.
     *
     * @param given the site without running calibration
     * @param calibrations of the site, in the order of {@link #BY_CALIBRATION}
     */
    static Site calibrated(Site given, List<Site> calibrations, long asOfMicros) {
        Site newest = given;
        for (Site site : calibrations) {
            if (site.calibration().knownMicros() <= asOfMicros) {
                newest = site;
            }
        }
        return newest;
    }

    /** Brings the catalogue forward to what was known at an event time. */
    public static void advance(
            PriorityQueue<CatalogueOrbit> upcoming, long asOfMicros, Consumer<CatalogueOrbit> catalogue) {
        while (!upcoming.isEmpty() && upcoming.peek().availableMicros() <= asOfMicros) {
            catalogue.accept(upcoming.remove());
        }
    }

    /**
     * @param tracks of one site and window, in any order
     * @param snapshot the catalogue as of the start of the window minus the lag
     * @param decidedMicros end of the window
     */
    public static List<Association> correlate(
            TrackCorrelator correlator, List<Track> tracks, Site site, CatalogueSnapshot snapshot, long decidedMicros) {
        List<Track> ordered = new ArrayList<>(tracks);
        ordered.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        List<Association> associations = new ArrayList<>(ordered.size());
        for (Correlation correlation : correlator.correlate(ordered, site, snapshot)) {
            if (correlation instanceof Correlation.Correlated c) {
                associations.add(Association.correlated(
                        decidedMicros, c.prior(), c.mahalanobis(), c.candidates(), c.track(), site));
            } else if (correlation instanceof Correlation.Uncorrelated u) {
                associations.add(uncorrelated(u, site, snapshot, decidedMicros));
            }
        }
        return associations;
    }

    /** An unknown object; or the one that the site names, where its orbit may be to blame. */
    private static Association uncorrelated(
            Correlation.Uncorrelated u, Site site, CatalogueSnapshot snapshot, long decidedMicros) {
        String claimed = u.track().claimedObjectId();
        return claimed.isEmpty()
                ? Association.uncorrelated(decidedMicros, u.candidates(), u.track(), site)
                : Association.claimed(
                        decidedMicros, snapshot.orbit(claimed).stream().toList(), u.candidates(), u.track(), site);
    }
}

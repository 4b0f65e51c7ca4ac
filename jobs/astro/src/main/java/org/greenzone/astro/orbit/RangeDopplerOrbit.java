package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.orbit.RangeDopplerSearch.Root;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.RadarSize;
import org.greenzone.astro.track.Site;

/**
 * A first orbit from ranges and range rates of two tracks, no angle measured.
 *
 * <p>Each track gives range and its first two derivatives ({@link RangeCurve}; the attributable of Parigini et al. 2025, arXiv 2503.09135): six numbers
 * for six unknowns. For a line of sight at the first track the speed across it follows from the second derivative,
 * v_t^2 = range (acceleration - u (a - a_site)); its direction is the third unknown. Over a grid of lines of sight the directions are taken at which the
 * range of the second track comes out (motion of two bodies, turned and stretched as flattening does), and from those at which the other two numbers come
 * near, Newton's method leads to the orbits that have all six, first in that rough motion, then in that of all forces. These are fitted to all measurements of both tracks with the full
 * forces ({@link ArcDeterminer}) and ranked by their residuals.
 *
 * <p>One station that turns little between two tracks sees the same under each turn about its vertical, so several orbits, or a whole family, may remain: then
 * none is returned. Where the site has fields of view, lines of sight outside of them are left out, which decides most cases. Valid for
 * orbits as of {@link InitialOrbit}: radial velocity below 1 km/s and speed within 1 km/s of the circular one; for gaps up to an hour. Two tracks of
 * different objects have an orbit too: that they are of one object must be known from elsewhere. Deterministic. Not thread-safe.
 */
final class RangeDopplerOrbit {
    /** Of tracks that are revolutions apart the search has missed the true orbit and taken another that fits: a wrong one is worse than none. */
    static final long LONGEST_GAP_MICROS = 3_600_000_000L;

    private static final long SHORTEST_GAP_MICROS = 60_000_000L;
    /** Of the residuals over those of the tracks' own curves, in its sigmas. */
    private static final double MISFIT_SIGMAS = 4;
    /** Difference of twice the logarithms of likelihood below which both orbits are possible: three sigma. */
    private static final double AMBIGUOUS = 9;

    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final ArcDeterminer determiner;

    RangeDopplerOrbit(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
        determiner = new ArcDeterminer(data, propagator, ArcFit.Options.STANDARD);
    }

    /**
     * @param earlier a track without angles, of a monostatic site
     * @param later another one of the same object
     */
    Determination determine(ArcTrack earlier, Site earlierSite, ArcTrack later, Site laterSite, String objectId) {
        Optional<RangeCurve> one = RangeCurve.of(earlier.observations());
        Optional<RangeCurve> two = RangeCurve.of(later.observations());
        if (one.isEmpty() || two.isEmpty()) {
            return refused(earlier, later, "the curvature of the ranges is not known to a tenth");
        }
        long gap = two.get().micros() - one.get().micros();
        if (gap < SHORTEST_GAP_MICROS || gap > LONGEST_GAP_MICROS) {
            return refused(
                    earlier, later, String.format(Locale.ROOT, "they are %.1f min apart, not 1 to 60", gap / 60e6));
        }
        List<Root> roots =
                new RangeDopplerSearch(data, propagator, earlierSite, one.get(), laterSite, two.get()).roots();
        List<CatalogueOrbit> orbits = new ArrayList<>();
        List<String> ids =
                Stream.of(earlier, later).map(t -> t.track().trackId()).sorted().toList();
        for (Root root : roots) {
            Determination fitted = determiner.refine(
                    CatalogueOrbit.start(
                            objectId,
                            one.get().micros(),
                            root.state(),
                            RangeDopplerSearch.DEFAULT_BALLISTIC,
                            RangeDopplerSearch.DEFAULT_RADIATION,
                            RadarSize.radius(List.of(earlier.track())),
                            ids),
                    List.of(earlier, later));
            if (fitted instanceof Determined determined
                    && determined.orbit().tracksUsed() == 2
                    && fits(
                            determined.orbit(),
                            Math.max(one.get().misfit(), two.get().misfit()))
                    && orbits.stream()
                            .noneMatch(o -> RangeDopplerSearch.areNear(
                                    o.stateGcrf(), determined.orbit().stateGcrf()))) {
                orbits.add(determined.orbit());
            }
        }
        if (orbits.isEmpty()) {
            return refused(earlier, later, "no orbit has the ranges and rates of both, of " + roots.size() + " tried");
        }
        orbits.sort(Comparator.comparingDouble(RangeDopplerOrbit::cost).thenComparing(CatalogueOrbit::orbitId));
        long rivals = orbits.stream()
                .filter(o -> cost(o) - cost(orbits.get(0)) < AMBIGUOUS)
                .count();
        return rivals == 1
                ? new Determined(orbits.get(0))
                : refused(earlier, later, rivals + " different orbits fit them equally well: a third track is needed");
    }

    private static Refused refused(ArcTrack earlier, ArcTrack later, String reason) {
        return new Refused("tracks " + earlier.track().trackId() + " and "
                + later.track().trackId() + " without angles: no first orbit: " + reason);
    }

    /** Twice the negative logarithm of likelihood: residuals, and what is known of satellites. */
    private static double cost(CatalogueOrbit orbit) {
        return orbit.measurementsUsed() * orbit.weightedRms() * orbit.weightedRms()
                + orbit.measurementsRejected() * AMBIGUOUS;
    }

    /** Whether the residuals are those of the measurements: two orbits that do not meet leave more. */
    private static boolean fits(CatalogueOrbit orbit, double noise) {
        return orbit.weightedRms() < noise * (1 + MISFIT_SIGMAS / Math.sqrt(2.0 * orbit.measurementsUsed()));
    }
}

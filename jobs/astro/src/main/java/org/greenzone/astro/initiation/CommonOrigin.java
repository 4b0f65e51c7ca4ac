package org.greenzone.astro.initiation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/**
 * Whether uncorrelated tracks come from one place and instant of a catalogued orbit, and how they left it: the same answers for who joins
 * tracks to objects and for who says that something broke up.
 *
 * <p>Of each track the evidence to come from an origin ({@link OriginOrbits}) is held against that of a satellite of its own of which
 * nothing is known ({@link FreeOrbit}). Deterministic. Not thread-safe.
 */
public final class CommonOrigin {
    /** Natural logarithm of the evidence by which another number of revolutions may be less likely. */
    private static final double POSSIBLE = 12;

    private final EarthRotation rotation;
    private final EpochFit fit;
    private final OriginOrbits orbits;
    private final OriginEstimator estimator;
    private final FreeOrbit free;
    private final FreePairs pairs;

    public CommonOrigin(PhysicalData data) {
        this(data, new EpochFit(data));
    }

    CommonOrigin(PhysicalData data, EpochFit fit) {
        this.fit = fit;
        rotation = new EarthRotation(data);
        orbits = new OriginOrbits(data, fit);
        free = new FreeOrbit(data, fit);
        estimator = new OriginEstimator(data, fit, orbits, free);
        pairs = new FreePairs(data, fit, orbits, free);
    }

    /** That a track comes from an origin. */
    public static final class Membership {
        private final int origin;
        private final Fitted fitted;
        private final List<Fitted> possible;
        private final double logOdds;

        private Membership(int origin, List<Fitted> possible, double logOdds) {
            this.origin = origin;
            this.fitted = possible.get(0);
            this.possible = possible;
            this.logOdds = logOdds;
        }

        /** Which of the origins that were asked. */
        public int origin() {
            return origin;
        }

        /** Natural logarithm of the evidence of the origin over that of a satellite of its own. */
        public double logOdds() {
            return logOdds;
        }

        /** State (m, m/s, GCRF) and ballistic coefficient (m2/kg) at the epoch of the origin, 7 numbers. */
        public double[] departure() {
            return fitted.vector().clone();
        }

        /** Number of orbits on which it may have come, with other numbers of revolutions: the likeliest and those not much less likely. */
        public int possibilities() {
            return possible.size();
        }

        /** Velocity at the epoch on one of them, m/s, 3 numbers. */
        public double[] velocity(int possibility) {
            return Arrays.copyOfRange(possible.get(possibility).vector(), 3, 6);
        }

        /** Covariance of that, m2/s2, 3 x 3, with the origin as prior. */
        public double[][] velocityCovariance(int possibility) {
            return possible.get(possibility).velocityCovariance();
        }

        Fitted fitted() {
            return fitted;
        }
    }

    /** A track as a part of hypotheses. */
    public Sighting sighting(Track track, Site site) {
        return new Sighting(track, site, new TrackObservations(rotation, track, site));
    }

    /** Whether it is short enough and has places, so that it can be asked where it comes from. */
    public static boolean isUsable(Sighting sighting) {
        return sighting.isShort() && sighting.hasPlaces();
    }

    /** The origin that it most likely comes from, the first of equals; empty where a satellite of its own is likelier. */
    public Optional<Membership> likeliest(List<Origin> origins, Sighting sighting) {
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        double alone = free.logEvidence(sighting);
        double best = alone;
        Optional<Membership> found = Optional.empty();
        for (int i = 0; i < origins.size(); i++) {
            List<Fitted> from = orbits.of(origins.get(i), sighting, true);
            if (!from.isEmpty() && !(from.get(0).logEvidence() < best)) {
                best = from.get(0).logEvidence();
                double least = best - POSSIBLE;
                found = Optional.of(new Membership(
                        i,
                        from.stream().filter(f -> f.logEvidence() > least).toList(),
                        Double.isNaN(alone) ? 0 : best - alone));
            }
        }
        return found;
    }

    /** Logarithm of the evidence of a track as a satellite of its own; NaN where there is no such orbit. */
    double logEvidenceAlone(Sighting sighting) {
        return free.logEvidence(sighting);
    }

    /** Objects that may be a parent: what was made of one track alone has no history to break up from. */
    public static List<CatalogueOrbit> parents(Collection<CatalogueOrbit> catalogue) {
        return catalogue.stream()
                .filter(CommonOrigin::mayBeParent)
                .sorted(Comparator.comparing(CatalogueOrbit::objectId))
                .toList();
    }

    public static boolean mayBeParent(CatalogueOrbit orbit) {
        return orbit.source() != OrbitSource.INITIAL && !orbit.isMerged();
    }

    /** Whether tracks are near an orbit; made once for each orbit. */
    public ParentGate gate(CatalogueOrbit parent) {
        return estimator.gate(parent);
    }

    /** Place and velocity of a track, roughly, for a gate; empty where it has none. */
    public double[] line(Sighting sighting) {
        return estimator.line(sighting);
    }

    /** As {@link OriginEstimator#search}. */
    public List<Origin> search(List<CatalogueOrbit> parents, List<Sighting> sightings, int leastTracks) {
        return estimator.search(parents, sightings, leastTracks);
    }

    /** The same origin with more tracks; empty where the parent has no orbit there. */
    public Optional<Origin> refine(CatalogueOrbit parent, Origin known, List<Sighting> sightings) {
        return estimator.refine(parent, known, sightings);
    }

    /**
     * The same origin from single tracks that come from it; empty where there are too few.
     *
     * @param departures {@link Membership#departure} of each, from the origin that is known
     */
    public Optional<Origin> refineByTracks(
            Origin known, CatalogueOrbit parent, List<Sighting> sightings, List<double[]> departures) {
        return estimator.refineByTracks(known, parent, sightings, departures);
    }

    /** As {@link OriginEstimator#refineByOrbits}. */
    public Optional<Origin> refineByOrbits(Origin known, CatalogueOrbit parent, List<CatalogueOrbit> fragments) {
        return estimator.refineByOrbits(known, parent, fragments);
    }

    /** The parent at an instant as an origin, the epoch known to a sigma; empty where it is not in orbit then. */
    public Optional<Origin> at(CatalogueOrbit parent, long epochMicros, double epochSigmaSeconds) {
        return estimator.origin(parent, epochMicros, epochSigmaSeconds);
    }

    OriginEstimator estimator() {
        return estimator;
    }

    EpochFit fit() {
        return fit;
    }

    FreePairs pairs() {
        return pairs;
    }
}

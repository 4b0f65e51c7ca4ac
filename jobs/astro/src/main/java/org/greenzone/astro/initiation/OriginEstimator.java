package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.physics.PhysicalData;

/**
 * The origin of a cloud of fragments from its tracks and the catalogue: which object broke up, and when.
 *
 * <p>For each catalogued orbit near whose plane and height many of the tracks are, and for epochs before them, each track is asked how
 * likely it is to come from that place at that instant ({@link OriginOrbits}), against being a satellite of its own of which nothing is
 * known. The sum of the logarithms over the tracks is greatest at the pinch point, from where all of them come with small speeds. A
 * track counts at most {@value #GREATEST_DOUBT} against, since some will be of other objects. The epoch is
 * refined by a parabola through the greatest values, whose curvature gives its sigma, but never below {@value #LEAST_SIGMA_BY_TRACKS} s: the
 * speeds that are supposed decide; objects of several passes say it better ({@link PinchPoint}). Compare FATE and
 * FRED (Montaruli et al. 2022), which look for the pinch in full orbits. Deterministic. Not thread-safe.
 */
public final class OriginEstimator {
    /** Fewer tracks are no cloud. */
    public static final int LEAST_TRACKS = 6;

    /** Natural logarithm of the likelihood ratio of an origin to none above which it is believed. */
    public static final double CERTAIN = 30;

    private static final int TRACKS_IN_SEARCH = 8;
    private static final int TRACKS_IN_REFINEMENT = 24;
    /** One track hardly says when: the speeds decide, and what is supposed of them. */
    private static final double LEAST_SIGMA_BY_TRACKS = 30;

    private static final int PARENTS = 4;
    private static final int ROUNDS = 6;
    private static final double STEP_SECONDS = 240;
    private static final double SEARCH_SECONDS = 4 * 5_700;
    private static final double GREATEST_DOUBT = 4;
    private static final double LEAST_SIGMA_SECONDS = 0.05;
    private static final double LEAST_POSITION_SIGMA = 50;
    private static final double GREATEST_POSITION_SIGMA = 2_000;
    private static final int KEPT_ORBITS = 16;
    private static final double MICROS = 1e6;

    private final EpochFit fit;
    private final OriginOrbits orbits;
    private final FreeOrbit free;
    private final PinchPoint pinch;
    private final OrbitPrediction prediction;
    private final double mu;

    OriginEstimator(PhysicalData data, EpochFit fit, OriginOrbits orbits, FreeOrbit free) {
        this.fit = fit;
        this.orbits = orbits;
        this.free = free;
        this.pinch = new PinchPoint(fit);
        this.prediction =
                new OrbitPrediction(new OrbitPropagator(data, ForceModel.STANDARD), data.leapSeconds(), KEPT_ORBITS);
        this.mu = data.gravity().mu();
    }

    /**
     * Looks for an origin of tracks.
     *
     * @param parents orbits of the catalogue, each object once
     * @param sightings uncorrelated tracks of some hours, in order of time
     * @param leastTracks fewer near an orbit are not looked at
     * @return the likeliest of each parent that was tried, the likeliest parent first; believed only above {@link #CERTAIN}
     */
    List<Origin> search(List<CatalogueOrbit> parents, List<Sighting> sightings, int leastTracks) {
        List<ParentGate.Near> candidates = new ArrayList<>();
        List<double[]> lines = sightings.stream().map(s -> s.line(mu)).toList();
        for (CatalogueOrbit parent : parents) {
            ParentGate.Near near = gate(parent).near(sightings, lines);
            if (near.tracks().size() >= leastTracks) {
                candidates.add(near);
            }
        }
        candidates.sort(ParentGate.Near.NEAREST_FIRST);
        List<Origin> found = new ArrayList<>();
        for (ParentGate.Near candidate : candidates.subList(0, Math.min(PARENTS, candidates.size()))) {
            scan(candidate.parent(), candidate.tracks()).ifPresent(found::add);
        }
        found.sort(Comparator.comparingDouble((Origin o) -> -o.logLikelihoodRatio())
                .thenComparing(Origin::parentId));
        return found;
    }

    double[] line(Sighting sighting) {
        return sighting.line(mu);
    }

    ParentGate gate(CatalogueOrbit parent) {
        return new ParentGate(parent, mu, fit);
    }

    private Optional<Origin> scan(CatalogueOrbit parent, List<Sighting> near) {
        List<Sighting> some = near.subList(0, Math.min(TRACKS_IN_SEARCH, near.size()));
        long first = some.get(0).middleMicros();
        long bestEpoch = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (double before = STEP_SECONDS; before < SEARCH_SECONDS; before += STEP_SECONDS) {
            long epoch = first - Math.round(before * MICROS);
            double total = total(parent, epoch, STEP_SECONDS / 2, some);
            if (total > best) {
                best = total;
                bestEpoch = epoch;
            }
        }
        return best > CERTAIN / 2 ? refine(parent, bestEpoch, STEP_SECONDS / 2, near) : Optional.empty();
    }

    /** The same origin with more tracks. */
    Optional<Origin> refine(CatalogueOrbit parent, Origin known, List<Sighting> sightings) {
        List<double[]> lines = sightings.stream().map(s -> s.line(mu)).toList();
        return refine(
                parent,
                known.epochMicros(),
                Math.max(1, 3 * known.epochSigmaSeconds()),
                gate(parent).near(sightings, lines).tracks());
    }

    /** The same origin from objects of several passes, empty where there are too few ({@link PinchPoint}). */
    Optional<Origin> refine(Origin known, CatalogueOrbit parent, List<TrackSet> objects) {
        return pinch.refine(known, epoch -> origin(parent, epoch, 0), objects);
    }

    /** The same origin from single tracks that come from it; empty where there are too few ({@link PinchPoint}). */
    Optional<Origin> refineByTracks(
            Origin known, CatalogueOrbit parent, List<Sighting> sightings, List<double[]> departures) {
        return pinch.refineByTracks(known, epoch -> origin(parent, epoch, 0), sightings, departures);
    }

    /**
     * The same origin from catalogued orbits of fragments, carried back with all forces.
     *
     * @param fragments in the order in which they became known
     * @return empty where too few of them reach back ({@link PinchPoint})
     */
    Optional<Origin> refineByOrbits(Origin known, CatalogueOrbit parent, List<CatalogueOrbit> fragments) {
        List<CatalogueOrbit> some = PinchPoint.newest(fragments);
        return PinchPoint.refineBy(known, epoch -> origin(parent, epoch, 0), centre -> {
            List<PinchPoint.Relative> relative = new ArrayList<>();
            for (CatalogueOrbit fragment : some) {
                prediction
                        .predict(fragment, centre.epochMicros())
                        .ifPresent(p -> relative.add(
                                PinchPoint.relative(p.state().stateGcrf(), p.covariance(), centre.stateGcrf())));
            }
            return relative;
        });
    }

    /**
     * A parabola by least squares through five epochs, again about its peak with a smaller step, until the step is about the sigma
     * that it says.
     */
    private Optional<Origin> refine(CatalogueOrbit parent, long start, double step, List<Sighting> near) {
        List<Sighting> some = spread(near, TRACKS_IN_REFINEMENT);
        long epoch = start;
        double h = step;
        double sigma = step;
        for (int round = 0; round < ROUNDS; round++) {
            double best = Double.NEGATIVE_INFINITY;
            int at = 0;
            double[] totals = new double[5];
            for (int k = 0; k < 5; k++) {
                totals[k] = total(parent, epoch + Math.round((k - 2) * h * MICROS), 0, some);
                if (totals[k] > best) {
                    best = totals[k];
                    at = k - 2;
                }
            }
            // Savitzky and Golay 1964: slope and curvature by least squares through five even points.
            double slope = (2 * totals[4] + totals[3] - totals[1] - 2 * totals[0]) / (10 * h);
            double curvature = (2 * totals[4] - totals[3] - 2 * totals[2] - totals[1] + 2 * totals[0]) / (7 * h * h);
            boolean peaked = curvature < 0 && Math.abs(slope / curvature) < 2 * h;
            epoch += Math.round((peaked ? -slope / curvature : at * h) * MICROS);
            if (!peaked) {
                continue;
            }
            sigma = Math.max(LEAST_SIGMA_SECONDS, 1 / Math.sqrt(-curvature));
            if (h < 1.5 * sigma) {
                break;
            }
            h = Math.max(h / 4, sigma);
        }
        double spread = Math.max(LEAST_SIGMA_BY_TRACKS, sigma);
        return origin(parent, epoch, sigma)
                .map(o -> new Origin(
                        o.parentId(),
                        o.epochMicros(),
                        spread,
                        o.stateGcrf(),
                        o.positionSigmaMetres(),
                        some.size(),
                        total(o, some)));
    }

    private static List<Sighting> spread(List<Sighting> all, int count) {
        List<Sighting> some = new ArrayList<>();
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            some.add(all.get((int) ((long) i * all.size() / Math.min(count, all.size()))));
        }
        return some;
    }

    private double total(CatalogueOrbit parent, long epochMicros, double sigmaSeconds, List<Sighting> sightings) {
        return origin(parent, epochMicros, sigmaSeconds)
                .map(o -> total(o, sightings))
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private double total(Origin origin, List<Sighting> sightings) {
        double[] gains = new double[sightings.size()];
        double[] speeds = new double[sightings.size()];
        int count = 0;
        for (Sighting sighting : sightings) {
            double alone = free.logEvidence(sighting);
            List<Fitted> from = Double.isNaN(alone) ? List.of() : orbits.of(origin, sighting, false);
            if (!from.isEmpty()) {
                gains[count] = from.get(0).logEvidence() - alone;
                speeds[count++] = origin.speed(from.get(0).vector());
            }
        }
        // The spread of the speeds is part of the hypothesis: with one that is too wide an epoch too early looks
        // better.
        VelocitySpread spread = new VelocitySpread();
        spread.estimate(Arrays.copyOf(speeds, count));
        double total = -GREATEST_DOUBT * (sightings.size() - count);
        for (int i = 0; i < count; i++) {
            double gain = gains[i] + spread.logRatio(speeds[i]);
            total += Math.log(Math.exp(Math.min(gain, 600)) + Math.exp(-GREATEST_DOUBT));
        }
        return total;
    }

    Optional<Origin> origin(CatalogueOrbit parent, long epochMicros, double sigmaSeconds) {
        Optional<PredictedOrbit> there = prediction.predict(parent, epochMicros);
        return there.map(p -> {
            double variance = 0;
            for (int i = 0; i < 3; i++) {
                variance = Math.max(variance, p.covariance()[i][i]);
            }
            return new Origin(
                    parent.objectId(),
                    epochMicros,
                    sigmaSeconds,
                    p.state().stateGcrf(),
                    Math.max(LEAST_POSITION_SIGMA, Math.min(GREATEST_POSITION_SIGMA, Math.sqrt(variance))),
                    0,
                    0);
        });
    }
}

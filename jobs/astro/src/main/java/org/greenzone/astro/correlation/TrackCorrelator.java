package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.Correlation.Correlated;
import org.greenzone.astro.correlation.Correlation.Uncorrelated;
import org.greenzone.astro.correlation.PassPrediction.Residuals;
import org.greenzone.astro.correlation.TrackFit.Fitted;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Tells to which catalogued objects the tracks of a site belong.
 *
 * <p>Each track goes through three gates: coarse orbits of the whole catalogue ({@link CoarseOrbit}, bound of the model and six
 * sigmas), the numerical orbit (six sigmas), and the chi-squared of the least-squares fit of the track to the predicted orbit
 * ({@link TrackMatch}; 1e-4 of the true pairs lost). Tracks that overlap in time are of different objects and are assigned jointly
 * ({@link LinearAssignment}) by twice the negative logarithm of likelihood, each against being an object that nobody
 * knows; objects whose orbit is too vague for that are not looked for; tracks of a site that follow each other, or
 * that say the same of an object from two fields of view, may be of the same object. The object that a site claims to have seen is worth
 * {@value #CLAIM} in that sum, no more: it decides where nothing else does.
 *
 * <p>Deterministic: independent of the order of the tracks and of what was asked before. Not thread-safe.
 */
public final class TrackCorrelator {
    /** Unknown objects that are expected in the place of a track, as 2 ln(1 / 0.1). */
    private static final double NEW_OBJECT_RARITY = 4.6;
    /** A site names the right object ten times more often than another near it: 2 ln 10. */
    static final double CLAIM = 4.6;

    /** A squared distance after the robust weights that the gate will not let through in the end: four times its widest. */
    private static final double HOPELESS = 4 * TrackMatch.WIDEST_AGREEMENT;

    private static final double VAGUE = 3;

    /** Up to this factor a site may state its sigmas too small. */
    private static final double TOLERABLE_SCALE = 3;

    /** Two looks at one object agree in the mean to so many sigmas of their means ... */
    private static final double SAME_SIGMAS = 6;
    /** ... and to this part of the sigma of the orbit. */
    private static final double SAME_PART = 0.5;

    private final LeapSeconds leapSeconds;
    private final ObservationModel model;
    private final TrackFit fit;
    private final PassPrediction passes;

    public TrackCorrelator(PhysicalData data, OrbitPropagator propagator) {
        this.leapSeconds = data.leapSeconds();
        this.model = new ObservationModel(data);
        this.fit = new TrackFit(data, propagator);
        this.passes = new PassPrediction(data, propagator);
    }

    /** Correlates tracks of one monostatic site and window. */
    public List<Correlation> correlate(List<Track> tracks, Site site, CatalogueSnapshot catalogue) {
        return correlate(tracks, site, Map.of(site.siteId(), site), catalogue);
    }

    /**
     * Correlates tracks of one site and window.
     *
     * @param site the receiver
     * @param transmitters transmitters by id; a track whose transmitter is not among them is taken as monostatic
     * @return one outcome for each track, in the order of the tracks
     */
    public List<Correlation> correlate(
            List<Track> tracks, Site site, Map<String, Site> transmitters, CatalogueSnapshot catalogue) {
        Map<String, Correlation> outcomes = new TreeMap<>();
        for (List<Track> together : overlapping(tracks)) {
            List<TrackObservations> observations = new ArrayList<>();
            List<List<Candidate>> candidates = new ArrayList<>();
            for (Track track : together) {
                Site transmitter = transmitters.getOrDefault(track.transmitterSiteId(), site);
                observations.add(model.of(track, site, transmitter));
                candidates.add(candidates(track, observations.get(observations.size() - 1), catalogue));
            }
            assign(together, candidates, outcomes);
            assignSecondLooks(together, observations, candidates, outcomes, catalogue);
        }
        return tracks.stream().map(track -> outcomes.get(track.trackId())).toList();
    }

    /**
     * A radar with several fields of view makes two tracks of one object at once where they meet, often near the zenith. A track
     * that was left over because its best object had gone to another one is of the same object where both say the same of it.
     */
    private void assignSecondLooks(
            List<Track> tracks,
            List<TrackObservations> observations,
            List<List<Candidate>> candidates,
            Map<String, Correlation> outcomes,
            CatalogueSnapshot catalogue) {
        for (int i = 0; i < tracks.size(); i++) {
            String id = tracks.get(i).trackId();
            if (outcomes.get(id) instanceof Correlated || candidates.get(i).isEmpty()) {
                continue;
            }
            Candidate best = candidates.get(i).get(0);
            for (int j = 0; j < tracks.size() && best.cost() < 0; j++) {
                if (outcomes.get(tracks.get(j).trackId()) instanceof Correlated other
                        && other.prior().orbitId().equals(best.orbit().orbitId())
                        && agree(best.orbit(), observations.get(i), observations.get(j), catalogue)) {
                    outcomes.put(
                            id,
                            new Correlated(
                                    tracks.get(i), best.orbit(), best.match().mahalanobis(), ids(candidates.get(i))));
                    break;
                }
            }
        }
    }

    /** Whether two tracks differ from an orbit by the same, in range and range rate, as far as they measure both. */
    private boolean agree(
            CatalogueOrbit orbit, TrackObservations one, TrackObservations two, CatalogueSnapshot catalogue) {
        boolean compared = false;
        for (Kind kind : List.of(Kind.RANGE, Kind.RANGE_RATE)) {
            if (!one.has(kind) || !two.has(kind)) {
                continue;
            }
            Optional<Residuals> first = residuals(orbit, one, kind, catalogue);
            Optional<Residuals> second = residuals(orbit, two, kind, catalogue);
            if (first.isEmpty() || second.isEmpty()) {
                return false;
            }
            Residuals a = first.get();
            Residuals b = second.get();
            double noise = Math.hypot(one.meanSigma(kind), two.meanSigma(kind));
            // What the orbit does not know turns with the line of sight between the two.
            double turned = SAME_PART * Math.hypot(a.predictedSigma(), b.predictedSigma());
            if (!(Math.abs(a.mean() - b.mean()) <= SAME_SIGMAS * noise + turned)) {
                return false;
            }
            compared = true;
        }
        return compared;
    }

    private Optional<Residuals> residuals(
            CatalogueOrbit orbit, TrackObservations observations, Kind kind, CatalogueSnapshot catalogue) {
        Optional<PredictedOrbit> predicted = catalogue.predict(orbit, observations.micros(observations.instants() - 1));
        try {
            return predicted.map(p -> passes.residuals(p, observations, kind));
        } catch (ArithmeticException lost) {
            return Optional.empty();
        }
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(c -> c.orbit().objectId()).toList();
    }

    /** An object that passed the gates. */
    private record Candidate(CatalogueOrbit orbit, TrackMatch match, double cost) {}

    /** Tracks in groups that overlap in time, each group sorted by id; equal tracks once. */
    private static List<List<Track>> overlapping(List<Track> tracks) {
        Map<String, Track> unique = new TreeMap<>();
        tracks.forEach(track -> unique.put(track.trackId(), track));
        List<Track> ordered = new ArrayList<>(unique.values());
        ordered.sort(Comparator.comparingLong(Track::startMicros).thenComparing(Track::trackId));
        List<List<Track>> groups = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Track track : ordered) {
            if (groups.isEmpty() || track.startMicros() > end) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(track);
            end = Math.max(end, track.endMicros());
        }
        groups.forEach(group -> group.sort(Comparator.comparing(Track::trackId)));
        return groups;
    }

    private List<Candidate> candidates(Track track, TrackObservations observations, CatalogueSnapshot catalogue) {
        List<Candidate> found = new ArrayList<>();
        if (observations.size() == 0) {
            return found;
        }
        TrackGate gate = new TrackGate(observations, leapSeconds);
        long end = observations.micros(observations.instants() - 1);
        double[] state = new double[6];
        double own = tolerableMisfit(observations);
        CoarseGate coarseGate = new CoarseGate(leapSeconds, catalogue.mu());
        for (CatalogueSnapshot.Entry entry : catalogue.near(gate, observations)) {
            if (!coarseGate.admits(entry, gate)) {
                continue;
            }
            CoarseOrbit coarse = entry.coarse();
            CatalogueOrbit orbit = entry.orbit();
            double seconds = leapSeconds.elapsedSeconds(orbit.epochMicros(), gate.middleMicros());
            double grown = coarse.covarianceBound(seconds);
            double model = coarse.modelBound(seconds);
            // Where the object itself is known worse than its coarse orbit, the numerical one shuts no gate.
            boolean vague = grown > VAGUE * model;
            if (!vague
                    && (!catalogue.state(orbit, gate.middleMicros(), state)
                            || !gate.admits(state, grown, coarse.meanMotion(), catalogue.mu()))) {
                continue;
            }
            Optional<PredictedOrbit> predicted = catalogue.predict(orbit, end);
            if (predicted.isPresent() && fit.fit(predicted.get(), observations, HOPELESS) instanceof Fitted fitted) {
                TrackMatch match = fitted.match();
                if (match.agrees()) {
                    double unknown = match.degreesOfFreedom() + match.newObjectLogVolume() + NEW_OBJECT_RARITY;
                    double claim = track.claimedObjectId().equals(orbit.objectId()) ? CLAIM : 0;
                    found.add(new Candidate(
                            orbit,
                            match,
                            match.mahalanobisSquared() + match.logVolume() + match.misfit() - unknown - claim));
                    own = Math.min(own, match.misfit());
                }
            }
        }
        // The scatter of the track about its best fit is its own: an unknown object would have it too.
        double shared = own;
        found.replaceAll(c -> new Candidate(c.orbit(), c.match(), c.cost() - shared));
        found.sort(Comparator.comparingDouble(Candidate::cost)
                .thenComparing(c -> c.orbit().objectId()));
        return found;
    }

    /** Scatter that says nothing against a fit: sigmas stated three times too small, one outlier in five. */
    private static double tolerableMisfit(TrackObservations observations) {
        double sum = 0;
        for (TrackObservations.Kind kind : TrackObservations.Kind.values()) {
            sum += observations.has(kind) ? TrackFit.scaleCost(TOLERABLE_SCALE, observations.size()) : 0;
        }
        return sum + TrackFit.outlierCost(observations.size() / 5);
    }

    /** Columns are the objects in the order of their ids, then one "unknown" for each track at cost zero. */
    private static void assign(
            List<Track> tracks, List<List<Candidate>> candidates, Map<String, Correlation> outcomes) {
        TreeSet<String> objects = new TreeSet<>();
        candidates.forEach(list -> list.forEach(c -> objects.add(c.orbit().objectId())));
        List<String> columns = new ArrayList<>(objects);
        double[][] cost = new double[tracks.size()][columns.size() + tracks.size()];
        for (int i = 0; i < tracks.size(); i++) {
            Arrays.fill(cost[i], Double.POSITIVE_INFINITY);
            for (Candidate c : candidates.get(i)) {
                cost[i][columns.indexOf(c.orbit().objectId())] = c.cost();
            }
            cost[i][columns.size() + i] = 0;
        }
        int[] chosen = LinearAssignment.solve(cost);
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            List<String> ids = ids(candidates.get(i));
            Correlation outcome = new Uncorrelated(track, ids);
            for (Candidate c : candidates.get(i)) {
                if (chosen[i] < columns.size() && c.orbit().objectId().equals(columns.get(chosen[i]))) {
                    outcome = new Correlated(track, c.orbit(), c.match().mahalanobis(), ids);
                }
            }
            outcomes.put(track.trackId(), outcome);
        }
    }
}

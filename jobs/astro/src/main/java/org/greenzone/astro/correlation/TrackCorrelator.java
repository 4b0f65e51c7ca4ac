package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.Correlation.Ambiguous;
import org.greenzone.astro.correlation.Correlation.Correlated;
import org.greenzone.astro.correlation.Correlation.Hypothesis;
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
 * ({@link JointAssignment}) by twice the negative logarithm of likelihood, each against being an object that nobody
 * knows; where the next best assignment to other objects is not 20 times less likely, the tracks that it would change are
 * {@link Ambiguous}. Objects whose orbit is too vague for that are not looked for; tracks of a site that follow each other, or
 * that say the same of an object from two fields of view, may be of the same object. The object that a site claims to have seen is worth
 * {@value #CLAIM} in that sum, no more: it decides where nothing else does.
 *
 * <p>Deterministic: independent of the order of the tracks and of what was asked before. Not thread-safe.
 */
public final class TrackCorrelator {
    /** Unknown objects that are expected in the place of a track, where nothing is known of such. */
    private static final double UNKNOWN_OBJECTS = 0.1;
    /**
     * The same for each object of one track in a plane near by. Of a ring of 44,000 km a normal distribution of 500 km covers 2.8 per
     * cent; such objects are a tenth as far apart across the orbit as unknown ones are supposed to be, and a tenth and a third in the two
     * speeds that ranges and range rates show.
     */
    private static final double UNKNOWN_FOR_EACH = 0.028 * 300;
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

    /** Hypotheses less likely than one in a thousand are dropped. */
    private static final double NEGLIGIBLE = 1e-3;

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
        return correlate(tracks, site, transmitters, (track, object) -> true, catalogue);
    }

    /**
     * Tracks that were ambiguous again, against the catalogue as it is now.
     *
     * @param tracks of one monostatic site and window
     * @param objects for each track, by its id, the ids of the objects that it may belong to
     * @return one outcome for each track, in the order of the tracks
     */
    public List<Correlation> reconsider(
            List<Track> tracks, Site site, Map<String, Set<String>> objects, CatalogueSnapshot catalogue) {
        return correlate(
                tracks,
                site,
                Map.of(site.siteId(), site),
                (track, object) ->
                        objects.getOrDefault(track.trackId(), Set.of()).contains(object),
                catalogue);
    }

    private List<Correlation> correlate(
            List<Track> tracks,
            Site site,
            Map<String, Site> transmitters,
            BiPredicate<Track, String> eligible,
            CatalogueSnapshot catalogue) {
        Map<String, Correlation> outcomes = new TreeMap<>();
        for (List<Track> together : overlapping(tracks)) {
            List<TrackObservations> observations = new ArrayList<>();
            List<List<Candidate>> candidates = new ArrayList<>();
            for (Track track : together) {
                Site transmitter = transmitters.getOrDefault(track.transmitterSiteId(), site);
                observations.add(model.of(track, site, transmitter));
                candidates.add(candidates(track, observations.get(observations.size() - 1), eligible, catalogue));
            }
            assign(together, observations, candidates, outcomes, catalogue);
        }
        return tracks.stream().map(track -> outcomes.get(track.trackId())).toList();
    }

    /** Tracks that overlap, to different objects; then those that are second looks at one; then what of that is clear. */
    private void assign(
            List<Track> tracks,
            List<TrackObservations> observations,
            List<List<Candidate>> candidates,
            Map<String, Correlation> outcomes,
            CatalogueSnapshot catalogue) {
        List<SortedMap<String, Double>> costs =
                candidates.stream().map(TrackCorrelator::costs).toList();
        JointAssignment joint = new JointAssignment(costs);
        List<Integer> different = new ArrayList<>();
        Map<Integer, Integer> looks = new TreeMap<>();
        for (int i = 0; i < tracks.size(); i++) {
            OptionalInt first = joint.objectOf(i).isPresent()
                    ? OptionalInt.empty()
                    : firstLook(i, tracks, joint, observations, candidates, catalogue);
            if (first.isPresent()) {
                looks.put(i, first.getAsInt());
            } else {
                different.add(i);
            }
        }
        JointAssignment rest = looks.isEmpty()
                ? joint
                : new JointAssignment(different.stream().map(costs::get).toList());
        for (int k = 0; k < different.size(); k++) {
            int i = different.get(k);
            outcomes.put(tracks.get(i).trackId(), outcome(tracks.get(i), candidates.get(i), rest, k));
        }
        looks.forEach((second, first) -> {
            // Its first look holds the object; by itself it belongs to its best.
            Track track = tracks.get(second);
            boolean open = outcomes.get(tracks.get(first).trackId()) instanceof Ambiguous;
            outcomes.put(
                    track.trackId(),
                    open
                            ? ambiguous(
                                    track, candidates.get(second), new JointAssignment(List.of(costs.get(second))), 0)
                            : correlated(track, candidates.get(second).get(0), candidates.get(second)));
        });
    }

    /**
     * A radar with several fields of view makes two tracks of one object at once where they meet, often near the zenith. A track
     * that was left over because its best object had gone to another one is of the same object where both say the same of it, or where
     * the one follows the other: a third track between them has put them into one group.
     *
     * @return the track that has the object
     */
    private OptionalInt firstLook(
            int second,
            List<Track> tracks,
            JointAssignment joint,
            List<TrackObservations> observations,
            List<List<Candidate>> candidates,
            CatalogueSnapshot catalogue) {
        if (candidates.get(second).isEmpty() || candidates.get(second).get(0).cost() >= 0) {
            return OptionalInt.empty();
        }
        CatalogueOrbit best = candidates.get(second).get(0).orbit();
        for (int first = 0; first < candidates.size(); first++) {
            if (joint.objectOf(first).equals(Optional.of(best.objectId()))
                    && (!tracks.get(second).overlaps(tracks.get(first))
                            || agree(best, observations.get(second), observations.get(first), catalogue))) {
                return OptionalInt.of(first);
            }
        }
        return OptionalInt.empty();
    }

    private static Correlation outcome(Track track, List<Candidate> candidates, JointAssignment assignment, int place) {
        if (assignment.isAmbiguous(place)) {
            return ambiguous(track, candidates, assignment, place);
        }
        Optional<String> object = assignment.objectOf(place);
        return candidates.stream()
                .filter(c -> object.equals(Optional.of(c.orbit().objectId())))
                .findFirst()
                .map(c -> correlated(track, c, candidates))
                .orElseGet(() -> new Uncorrelated(track, ids(candidates)));
    }

    private static Correlation correlated(Track track, Candidate object, List<Candidate> candidates) {
        return new Correlated(track, object.orbit(), object.match().mahalanobis(), ids(candidates));
    }

    private static Correlation ambiguous(
            Track track, List<Candidate> candidates, JointAssignment assignment, int place) {
        SortedMap<String, Double> probabilities = assignment.probabilities(place);
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (Candidate c : candidates) {
            double probability = probabilities.getOrDefault(c.orbit().objectId(), 0.0);
            if (probability >= NEGLIGIBLE) {
                hypotheses.add(new Hypothesis(c.orbit(), c.match().mahalanobis(), probability));
            }
        }
        hypotheses.sort(Comparator.comparingDouble(Hypothesis::probability)
                .reversed()
                .thenComparing(h -> h.prior().objectId()));
        return new Ambiguous(track, List.copyOf(hypotheses), ids(candidates));
    }

    private static SortedMap<String, Double> costs(List<Candidate> candidates) {
        SortedMap<String, Double> costs = new TreeMap<>();
        candidates.forEach(c -> costs.put(c.orbit().objectId(), c.cost()));
        return costs;
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

    private List<Candidate> candidates(
            Track track,
            TrackObservations observations,
            BiPredicate<Track, String> eligible,
            CatalogueSnapshot catalogue) {
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
            if (!eligible.test(track, entry.orbit().objectId()) || !coarseGate.admits(entry, gate)) {
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
                    double unknown = match.degreesOfFreedom()
                            + match.newObjectLogVolume()
                            - 2 * Math.log(UNKNOWN_OBJECTS + UNKNOWN_FOR_EACH * catalogue.ofOneTrackNear(orbit));
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
}

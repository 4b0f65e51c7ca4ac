package org.greenzone.cli.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.score.AssociationScore;
import org.greenzone.astro.score.Ospa;
import org.greenzone.astro.score.Realism;
import org.greenzone.astro.score.StateError;
import org.greenzone.astro.score.TrackFate;
import org.greenzone.astro.score.TrueMotion;
import org.greenzone.astro.score.TrueOrbit;
import org.greenzone.cli.Progress;

/** Compares events with the truth. */
final class Scorer {
    static final String CATALOGUED = "catalogued";
    static final String NEW = "new";
    static final String NEW_CONFIRMED = "new, 2 tracks or more";
    static final String ALL = "all";

    private static final double MICROS_PER_HOUR = 3600e6;

    /**
     * What is asked for.
     *
     * @param atMicros up to when events count
     * @param cutOffMetres of the OSPA distance
     * @param order of the OSPA distance
     * @param truthGravityDegree of the gravity field that made the truth
     * @param predictionHours after how many hours predictions are compared
     */
    record Options(
            long atMicros, double cutOffMetres, double order, int truthGravityDegree, List<Double> predictionHours) {}

    private final Truth truth;
    private final Options options;
    private final LeapSeconds leapSeconds;
    private final TrueMotion trueMotion;
    private final OrbitPropagator predictor;
    private final List<CatalogueOrbit> orbits;
    private final Set<String> rejected;
    private final Set<String> ambiguous;
    private final Map<String, Truth.TrackOfTruth> tracks = new LinkedHashMap<>();
    private final Set<String> cataloguedIds;

    Scorer(Truth truth, Events events, PhysicalData physics, Options options) {
        this.truth = truth;
        this.options = options;
        this.leapSeconds = physics.leapSeconds();
        ForceModel usual = ForceModel.TRUTH;
        ForceModel ofTruth = new ForceModel(
                options.truthGravityDegree(),
                usual.sunMoon(),
                usual.solidTides(),
                usual.drag(),
                usual.radiationPressure());
        this.trueMotion = new TrueMotion(new OrbitPropagator(physics, ofTruth), leapSeconds);
        this.predictor = new OrbitPropagator(physics, ForceModel.STANDARD);
        this.orbits = events.orbits().stream()
                .filter(orbit -> orbit.availableMicros() <= options.atMicros())
                .toList();
        this.rejected = events.rejectedTrackIds();
        this.ambiguous = events.ambiguousTrackIds();
        for (Truth.TrackOfTruth track : truth.tracks()) {
            if (track.endMicros() <= options.atMicros()) {
                tracks.put(track.trackId(), track);
            }
        }
        this.cataloguedIds = truth.cataloguedIds();
    }

    Score score() {
        AssociationScore association = AssociationScore.of(fates(), cataloguedIds);
        List<Score.OrbitError> errors = new ArrayList<>();
        TreeMap<Double, List<Score.OrbitError>> predictions = new TreeMap<>();
        options.predictionHours().forEach(hours -> predictions.put(hours, new ArrayList<>()));
        int withoutTruth = 0;
        Map<String, Map<String, Integer>> histories = new HashMap<>();
        try (Progress progress = Progress.start("orbits", orbits.size())) {
            for (CatalogueOrbit orbit : orbits) {
                progress.step();
                if (orbit.isMerged()) {
                    continue;
                }
                Standing standing = standing(orbit, histories);
                TrueOrbit trueOrbit = truth.orbits().get(standing.trueObjectId());
                Optional<double[]> state =
                        trueOrbit == null ? Optional.empty() : trueMotion.at(trueOrbit, orbit.epochMicros());
                if (trueOrbit == null || state.isEmpty()) {
                    withoutTruth++;
                    continue;
                }
                errors.add(error(
                        orbit, standing, orbit.epochMicros(), orbit.stateGcrf(), orbit.covarianceRtn(), state.get()));
                predict(orbit, standing, trueOrbit, predictions);
            }
        }
        return new Score(
                options.atMicros(), tracks.size(), association, ospa(), truthGap(), errors, withoutTruth, predictions);
    }

    private List<TrackFate> fates() {
        Map<String, List<String>> objectsOfTrack = new HashMap<>();
        Map<String, Boolean> started = new HashMap<>();
        Set<String> merged = orbits.stream()
                .filter(CatalogueOrbit::isMerged)
                .map(CatalogueOrbit::objectId)
                .collect(Collectors.toSet());
        for (CatalogueOrbit orbit : orbits) {
            for (String id : orbit.restsOn()) {
                if (tracks.containsKey(id) && !merged.contains(orbit.objectId())) {
                    objectsOfTrack
                            .computeIfAbsent(id, track -> new ArrayList<>())
                            .add(orbit.objectId());
                    started.put(id, orbit.source() == OrbitSource.INITIAL);
                }
            }
        }
        List<TrackFate> fates = new ArrayList<>();
        for (Truth.TrackOfTruth track : tracks.values()) {
            List<String> objects = objectsOfTrack.getOrDefault(track.trackId(), List.of());
            TrackFate.Use use = !objects.isEmpty()
                    ? started.getOrDefault(track.trackId(), false) ? TrackFate.Use.STARTED : TrackFate.Use.ADDED
                    : rejected.contains(track.trackId()) ? TrackFate.Use.REJECTED : TrackFate.Use.UNUSED;
            fates.add(new TrackFate(
                    track.trackId(), track.objectId(), use, objects, ambiguous.contains(track.trackId())));
        }
        return fates;
    }

    /** For which true object an orbit stands when it is made, and whether all its tracks are of that. */
    private record Standing(String trueObjectId, Regime regime) {}

    private Standing standing(CatalogueOrbit orbit, Map<String, Map<String, Integer>> histories) {
        Map<String, Integer> history = histories.computeIfAbsent(orbit.objectId(), id -> new TreeMap<>());
        for (String id : orbit.restsOn()) {
            Truth.TrackOfTruth track = tracks.get(id);
            if (track != null) {
                history.merge(track.objectId(), 1, Integer::sum);
            }
        }
        boolean catalogued = cataloguedIds.contains(orbit.objectId());
        String standsFor = catalogued
                ? orbit.objectId()
                : history.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse("");
        boolean pure = history.isEmpty() || history.keySet().equals(Set.of(standsFor));
        return new Standing(standsFor, pure ? Regime.of(orbit, catalogued) : Regime.MIXED);
    }

    private static Score.OrbitError error(
            CatalogueOrbit orbit,
            Standing standing,
            long micros,
            double[] state,
            double[] covarianceRtn,
            double[] trueState) {
        return new Score.OrbitError(
                orbit.orbitId(),
                orbit.objectId(),
                standing.trueObjectId(),
                micros,
                orbit.tracksUsed(),
                standing.regime(),
                StateError.of(state, covarianceRtn, trueState),
                Math.sqrt(covarianceRtn[0] + covarianceRtn[2] + covarianceRtn[5]));
    }

    private void predict(
            CatalogueOrbit orbit,
            Standing standing,
            TrueOrbit trueOrbit,
            TreeMap<Double, List<Score.OrbitError>> predictions) {
        OrbitPrediction prediction = new OrbitPrediction(predictor, leapSeconds, 1);
        predictions.forEach((hours, errors) -> {
            long micros = orbit.epochMicros() + Math.round(hours * MICROS_PER_HOUR);
            if (micros > trueOrbit.toMicros()) {
                return;
            }
            Optional<double[]> trueState = trueMotion.at(trueOrbit, micros);
            Optional<PredictedOrbit> predicted = prediction.predict(orbit, micros);
            if (trueState.isPresent() && predicted.isPresent()) {
                double[] state = predicted.get().state().stateGcrf();
                double[] covariance = RtnFrame.toRtn(predicted.get().covariance(), state);
                errors.add(error(orbit, standing, micros, state, covariance, trueState.get()));
            }
        });
    }

    /** The newest orbit of each object, taken to the end, against the objects that exist then and have been seen. */
    private Map<String, Ospa> ospa() {
        Map<String, CatalogueOrbit> newest = new TreeMap<>();
        orbits.forEach(orbit -> newest.put(orbit.objectId(), orbit));
        newest.values().removeIf(CatalogueOrbit::isMerged);
        Map<String, double[]> places = new TreeMap<>();
        try (Progress progress = Progress.start("catalogue", newest.size())) {
            OrbitPrediction prediction = new OrbitPrediction(predictor, leapSeconds, 1);
            newest.forEach((id, orbit) -> {
                progress.step();
                double[] state = new double[6];
                if (prediction.state(orbit, options.atMicros(), state)) {
                    places.put(id, state);
                }
            });
        }
        Map<String, Long> seen = tracks.values().stream()
                .collect(Collectors.groupingBy(Truth.TrackOfTruth::objectId, Collectors.counting()));
        Map<String, double[]> trueCatalogued = truths(orbit -> orbit.catalogued());
        Map<String, double[]> trueNew =
                truths(orbit -> !orbit.catalogued() && seen.getOrDefault(orbit.objectId(), 0L) > 0);
        Map<String, Ospa> ospa = new LinkedHashMap<>();
        ospa.put(CATALOGUED, ospa(trueCatalogued.values(), places(places, cataloguedIds::contains)));
        ospa.put(NEW, ospa(trueNew.values(), places(places, id -> !cataloguedIds.contains(id))));
        ospa.put(
                NEW_CONFIRMED,
                ospa(
                        trueNew.entrySet().stream()
                                .filter(e -> seen.getOrDefault(e.getKey(), 0L) > 1)
                                .map(Map.Entry::getValue)
                                .toList(),
                        places(places, id -> !cataloguedIds.contains(id) && isConfirmed(newest.get(id)))));
        List<double[]> all = new ArrayList<>(trueCatalogued.values());
        all.addAll(trueNew.values());
        ospa.put(ALL, ospa(all, places.values()));
        return ospa;
    }

    private static boolean isConfirmed(@org.jspecify.annotations.Nullable CatalogueOrbit orbit) {
        return orbit != null && orbit.tracksUsed() > 1;
    }

    private Ospa ospa(Iterable<double[]> truths, Iterable<double[]> estimates) {
        List<double[]> left = new ArrayList<>();
        List<double[]> right = new ArrayList<>();
        truths.forEach(left::add);
        estimates.forEach(right::add);
        return Ospa.between(left, right, options.cutOffMetres(), options.order());
    }

    private static List<double[]> places(Map<String, double[]> places, Predicate<String> wanted) {
        return places.entrySet().stream()
                .filter(place -> wanted.test(place.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Map<String, double[]> truths(Predicate<TrueOrbit> wanted) {
        Map<String, double[]> states = new TreeMap<>();
        for (TrueOrbit orbit : truth.orbits().values()) {
            if (wanted.test(orbit)) {
                trueMotion.at(orbit, options.atMicros()).ifPresent(state -> states.put(orbit.objectId(), state));
            }
        }
        return states;
    }

    private Realism.Quantiles truthGap() {
        return Realism.Quantiles.of(truth.orbits().values().stream()
                .mapToDouble(trueMotion::gapMetres)
                .filter(Double::isFinite)
                .toArray());
    }
}

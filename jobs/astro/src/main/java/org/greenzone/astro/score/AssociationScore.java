package org.greenzone.astro.score;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether tracks were given to the objects that they are of.
 *
 * <p>An object of the initial catalogue stands for the true object of its id. A new object stands for the true object of
 * most of its tracks (of several, the first in the order of the tracks); the share of these is its purity.
 *
 * @param catalogued number of tracks of catalogued objects by outcome
 * @param uncatalogued number of tracks of objects that the initial catalogue lacks, by outcome
 * @param ambiguous tracks that several objects explained when they came, or that are in orbits of more than one object
 * @param ambiguousByOutcome of these, by outcome
 * @param newObjects objects that the initial catalogue lacks, by id
 * @param splits true objects for which several catalogue objects stand
 * @param excess catalogue objects that are too many by these
 * @param merges catalogue objects with tracks of several true objects
 * @param presences uncatalogued true objects that have a track, by id
 */
public record AssociationScore(
        Map<Outcome, Integer> catalogued,
        Map<Outcome, Integer> uncatalogued,
        int ambiguous,
        Map<Outcome, Integer> ambiguousByOutcome,
        List<NewObject> newObjects,
        int splits,
        int excess,
        int merges,
        List<Presence> presences) {

    /** What became of a track, judged. */
    public enum Outcome {
        /** Added to the object that stands for its true one. */
        RIGHT,
        /** Added to an object that stands for another one. */
        WRONG,
        /** A new object began with it; wrong for a catalogued object, the first time right for another. */
        STARTED,
        /** Of a catalogued object, added to a new object that stands for the same: a second copy. */
        DUPLICATE,
        REJECTED,
        UNUSED
    }

    /**
     * An object that the initial catalogue lacks.
     *
     * @param objectId in the catalogue
     * @param trueObjectId for which it stands
     * @param tracks in its orbits
     * @param tracksOfTruth of these, tracks of that true object
     */
    public record NewObject(String objectId, String trueObjectId, int tracks, int tracksOfTruth) {
        public double purity() {
            return (double) tracksOfTruth / tracks;
        }
    }

    /**
     * A true object that the initial catalogue lacks, as the catalogue has it in the end.
     *
     * @param trueObjectId id
     * @param tracks of it
     * @param objects new objects that stand for it
     * @param mostTracks tracks of the true object in the one that has most
     */
    public record Presence(String trueObjectId, int tracks, int objects, int mostTracks) {}

    /**
     * How many of the true objects with enough tracks are in the catalogue.
     *
     * @param truths uncatalogued true objects with at least so many tracks
     * @param present of these, with an orbit
     * @param confirmed of these, with an orbit of two or more of their tracks
     * @param several of these, with two or more objects
     */
    public record Completeness(int truths, int present, int confirmed, int several) {}

    /**
     * Judges tracks.
     *
     * @param fates each track once, in order
     * @param cataloguedIds ids of the initial catalogue
     */
    public static AssociationScore of(List<TrackFate> fates, Set<String> cataloguedIds) {
        Map<String, Map<String, Integer>> truthsOfObject = new TreeMap<>();
        Map<String, String> firstTruth = new TreeMap<>();
        for (TrackFate fate : fates) {
            if (fate.used()) {
                truthsOfObject
                        .computeIfAbsent(fate.objectId(), id -> new TreeMap<>())
                        .merge(fate.trueObjectId(), 1, Integer::sum);
            }
        }
        Map<String, NewObject> newObjects = new TreeMap<>();
        for (TrackFate fate : fates) {
            if (fate.used() && !cataloguedIds.contains(fate.objectId())) {
                Map<String, Integer> truths = truthsOfObject.getOrDefault(fate.objectId(), Map.of());
                int most = Collections.max(truths.values());
                if (truths.getOrDefault(fate.trueObjectId(), 0) == most) {
                    firstTruth.putIfAbsent(fate.objectId(), fate.trueObjectId());
                }
            }
        }
        firstTruth.forEach((objectId, truth) -> {
            Map<String, Integer> truths = truthsOfObject.getOrDefault(objectId, Map.of());
            int tracks = truths.values().stream().mapToInt(Integer::intValue).sum();
            newObjects.put(objectId, new NewObject(objectId, truth, tracks, truths.getOrDefault(truth, 0)));
        });
        Map<Outcome, Integer> catalogued = new EnumMap<>(Outcome.class);
        Map<Outcome, Integer> uncatalogued = new EnumMap<>(Outcome.class);
        for (TrackFate fate : fates) {
            boolean known = cataloguedIds.contains(fate.trueObjectId());
            (known ? catalogued : uncatalogued).merge(outcome(fate, cataloguedIds, newObjects), 1, Integer::sum);
        }
        Map<Outcome, Integer> ambiguous = new EnumMap<>(Outcome.class);
        for (TrackFate fate : fates) {
            if (fate.ambiguous() || fate.objectIds().stream().distinct().count() > 1) {
                ambiguous.merge(outcome(fate, cataloguedIds, newObjects), 1, Integer::sum);
            }
        }
        int merges = (int) truthsOfObject.entrySet().stream()
                .filter(object -> cataloguedIds.contains(object.getKey())
                        ? !object.getValue().keySet().equals(Set.of(object.getKey()))
                        : object.getValue().size() > 1)
                .count();
        Map<String, Integer> objectsOfTruth = new TreeMap<>();
        newObjects.values().forEach(object -> objectsOfTruth.merge(object.trueObjectId(), 1, Integer::sum));
        objectsOfTruth.replaceAll((truth, objects) -> cataloguedIds.contains(truth) ? objects + 1 : objects);
        return new AssociationScore(
                catalogued,
                uncatalogued,
                ambiguous.values().stream().mapToInt(Integer::intValue).sum(),
                ambiguous,
                List.copyOf(newObjects.values()),
                (int) objectsOfTruth.values().stream().filter(n -> n > 1).count(),
                objectsOfTruth.values().stream().mapToInt(n -> n - 1).sum(),
                merges,
                presences(fates, cataloguedIds, newObjects.values()));
    }

    private static Outcome outcome(TrackFate fate, Set<String> cataloguedIds, Map<String, NewObject> newObjects) {
        return switch (fate.use()) {
            case REJECTED -> Outcome.REJECTED;
            case UNUSED -> Outcome.UNUSED;
            case STARTED -> Outcome.STARTED;
            case ADDED -> {
                if (fate.objectId().equals(fate.trueObjectId())) {
                    yield Outcome.RIGHT;
                }
                NewObject object = newObjects.get(fate.objectId());
                if (object == null || !object.trueObjectId().equals(fate.trueObjectId())) {
                    yield Outcome.WRONG;
                }
                yield cataloguedIds.contains(fate.trueObjectId()) ? Outcome.DUPLICATE : Outcome.RIGHT;
            }
        };
    }

    private static List<Presence> presences(
            List<TrackFate> fates, Set<String> cataloguedIds, Iterable<NewObject> newObjects) {
        Map<String, Presence> presences = new TreeMap<>();
        for (TrackFate fate : fates) {
            String truth = fate.trueObjectId();
            if (!cataloguedIds.contains(truth)) {
                Presence known = presences.getOrDefault(truth, new Presence(truth, 0, 0, 0));
                presences.put(truth, new Presence(truth, known.tracks() + 1, 0, 0));
            }
        }
        for (NewObject object : newObjects) {
            presences.computeIfPresent(
                    object.trueObjectId(),
                    (truth, known) -> new Presence(
                            truth,
                            known.tracks(),
                            known.objects() + 1,
                            Math.max(known.mostTracks(), object.tracksOfTruth())));
        }
        return List.copyOf(presences.values());
    }

    /** Of the uncatalogued true objects with at least so many tracks. */
    public Completeness completeness(int minimumTracks) {
        List<Presence> enough =
                presences.stream().filter(p -> p.tracks() >= minimumTracks).toList();
        return new Completeness(
                enough.size(),
                (int) enough.stream().filter(p -> p.objects() > 0).count(),
                (int) enough.stream().filter(p -> p.mostTracks() > 1).count(),
                (int) enough.stream().filter(p -> p.objects() > 1).count());
    }
}

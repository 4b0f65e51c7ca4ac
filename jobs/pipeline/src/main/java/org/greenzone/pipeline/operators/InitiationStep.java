package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.initiation.Initiated;
import org.greenzone.astro.initiation.InitiationState;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.initiation.TrackInitiation;
import org.greenzone.astro.initiation.TrackInitiation.Asked;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.ObjectOrder;

/**
 * Associations to orders for the objects: the same in the job and without it. Each track goes to its object; uncorrelated ones that no
 * site claims are looked at together, and those that are of one object become one.
 *
 * <p>An object of several tracks goes on as that of its first track, and starts with the orbit of all of them. The other tracks' objects
 * are merged into it; what was correlated with any of them is fused into it, then and later. Without an orbit of all tracks nothing
 * changes. Not thread-safe.
 */
public final class InitiationStep {
    private final TrackInitiation initiation;
    private final Map<String, Association> uncorrelated = new TreeMap<>();
    private final Map<String, List<Association>> correlated = new TreeMap<>();
    private final Map<String, String> mergedInto = new TreeMap<>();

    /**
     * What it knows.
     *
     * @param uncorrelated the unclaimed tracks of a day
     * @param correlated those of a day that were correlated with an object of one track
     * @param merged tracks whose own objects turned out to be another one
     */
    public record State(
            InitiationState initiation,
            List<Association> uncorrelated,
            List<Association> correlated,
            List<InitiationState.InObject> merged) {
        /** Nothing known yet. */
        public static final State EMPTY = new State(InitiationState.EMPTY, List.of(), List.of(), List.of());
    }

    public InitiationStep(PhysicalData data, State state) {
        initiation = new TrackInitiation(data, state.initiation());
        state.uncorrelated().forEach(a -> uncorrelated.put(a.track().trackId(), a));
        state.correlated()
                .forEach(a -> correlated
                        .computeIfAbsent(a.objectId(), id -> new ArrayList<>())
                        .add(a));
        state.merged().forEach(m -> mergedInto.put(TrackInitiation.singleObjectId(m.trackId()), m.objectId()));
    }

    /** What it knows now. */
    public State state() {
        return new State(
                initiation.state(),
                List.copyOf(uncorrelated.values()),
                correlated.values().stream().flatMap(List::stream).toList(),
                mergedInto.entrySet().stream()
                        .map(e -> new InitiationState.InObject(
                                e.getKey()
                                        .substring(TrackInitiation.singleObjectId("")
                                                .length()),
                                e.getValue()))
                        .toList());
    }

    /**
     * @param association the next one, in the order of decisions and {@link OrbitStep#IN_ORDER}
     * @param catalogue the orbits of the catalogue as correlation saw it, each object once; of these, objects of one track are no parents
     * @param place number of the orders of this decision before these
     * @return first that of the track, then what comes of it
     */
    public List<ObjectOrder> decide(
            Association association, Supplier<? extends Collection<CatalogueOrbit>> catalogue, int place) {
        forget(association.decidedMicros());
        List<ObjectOrder> orders = new ArrayList<>();
        Association given = redirected(association);
        Asked asked = given.prior().isEmpty() || given.isClaimed()
                ? Asked.YES
                : initiation.ask(given.track(), given.site(), given.objectId());
        Association own = asked.isOfObject() ? given : given.asUncorrelated();
        orders.add(ObjectOrder.fuse(own, place));
        for (Initiated object : asked.objects()) {
            join(object, association.decidedMicros(), orders, place);
        }
        if (own.prior().isEmpty() && !own.isClaimed()) {
            uncorrelated.put(own.track().trackId(), own);
            Supplier<Collection<CatalogueOrbit>> parents = () -> parents(catalogue.get());
            for (Initiated object : initiation.accept(own.track(), own.site(), parents)) {
                join(object, association.decidedMicros(), orders, place);
            }
        } else if (isOfOneTrack(own.objectId())) {
            correlated.computeIfAbsent(own.objectId(), id -> new ArrayList<>()).add(own);
        }
        return orders;
    }

    private boolean isOfOneTrack(String objectId) {
        String prefix = TrackInitiation.singleObjectId("");
        return objectId.startsWith(prefix) && uncorrelated.containsKey(objectId.substring(prefix.length()));
    }

    /** A track that comes behind its time is fused, but not looked at together with others. */
    ObjectOrder late(Association association, int place) {
        return ObjectOrder.fuse(redirected(association), place);
    }

    /** The same track, to the object that its own turned out to be. */
    private Association redirected(Association association) {
        String into = mergedInto.get(association.objectId());
        return into == null ? association : association.to(into);
    }

    private static List<CatalogueOrbit> parents(Collection<CatalogueOrbit> catalogue) {
        return catalogue.stream()
                .filter(o -> o.source() != OrbitSource.INITIAL && !o.isMerged())
                .toList();
    }

    private void join(Initiated object, long decidedMicros, List<ObjectOrder> orders, int place) {
        String objectId = object.objectId();
        Optional<CatalogueOrbit> start = object.determination()
                .filter(Determination.Determined.class::isInstance)
                .map(d -> ((Determination.Determined) d).orbit());
        if (object.determination().isPresent() && start.isEmpty()) {
            return;
        }
        List<Association> fused = new ArrayList<>();
        start.ifPresent(orbit -> orders.add(ObjectOrder.start(orbit, decidedMicros, place + orders.size())));
        for (String trackId : start.isPresent() ? idsOf(object) : object.added()) {
            Association of = uncorrelated.remove(trackId);
            String single = TrackInitiation.singleObjectId(trackId);
            if (start.isEmpty() && of != null) {
                fused.add(of);
            }
            List<Association> its = correlated.remove(single);
            if (its != null) {
                fused.addAll(its);
            }
            if (!single.equals(objectId)) {
                mergedInto.put(single, objectId);
                orders.add(ObjectOrder.merge(single, objectId, decidedMicros, place + orders.size()));
            }
        }
        fused.sort(OrbitStep.IN_ORDER);
        for (Association association : fused) {
            orders.add(ObjectOrder.fuse(association.to(objectId).decidedAt(decidedMicros), place + orders.size()));
        }
    }

    private static List<String> idsOf(Initiated object) {
        return object.tracks().stream().map(t -> t.trackId()).toList();
    }

    private void forget(long decidedMicros) {
        long oldest = decidedMicros - TrackInitiation.CLOUD_MICROS;
        uncorrelated.values().removeIf(a -> a.decidedMicros() < oldest);
        correlated.values().forEach(its -> its.removeIf(a -> a.decidedMicros() < oldest));
        correlated.values().removeIf(List::isEmpty);
        mergedInto.values().removeIf(into -> !initiation.hasObject(into));
    }

    /** The origins of clouds of fragments that are known. */
    public List<Origin> origins() {
        return initiation.origins();
    }

    /** The object of each track that was joined with others, by track id. */
    public Map<String, String> joinedTracks() {
        return initiation.joinedTracks();
    }
}

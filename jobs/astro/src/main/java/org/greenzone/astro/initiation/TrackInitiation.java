package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.CloudAssociator.Joined;
import org.greenzone.astro.initiation.CommonOrigin.Membership;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * New objects from the uncorrelated tracks, as they come in event time: of which tracks is an object, and what is its orbit.
 *
 * <p>The pool of tracks is asked for a common origin ({@link OriginEstimator}) each time as many have come to it as are half of it. Of an origin,
 * tracks that come from it are associated by it, and as objects of several passes grow, the origin is known better by them ({@link Cloud}): then
 * the pool is asked again. Tracks of no cloud may be two passes of one satellite ({@link FreePairs}). Each set of tracks that becomes an object
 * gets its orbit by a batch fit ({@link JoinedObjects}).
 *
 * <p>What it knows can be taken out and put into another one ({@link InitiationState}). Tracks older than {@link #POOL_MICROS} are forgotten
 * for the search of origins, all after {@link #CLOUD_MICROS}, and a cloud with its last track. Deterministic. Not thread-safe.
 */
public final class TrackInitiation {
    /** Span of uncorrelated tracks in which an origin is looked for. */
    public static final long POOL_MICROS = 6 * 3_600_000_000L;

    /** Span after which loose tracks of a cloud, and objects that got no track since, are forgotten: the catalogue has the objects. */
    public static final long CLOUD_MICROS = 24 * 3_600_000_000L;

    /** An orbit of so many tracks is left to correlation. */
    private static final int CERTAIN_TRACKS = 6;

    private static final Comparator<Sighting> IN_ORDER =
            Comparator.comparingLong(Sighting::middleMicros).thenComparing(Sighting::id);

    private final EpochFit fit;
    private final CommonOrigin common;
    private final JoinedObjects objects;
    private final List<Sighting> pool = new ArrayList<>();
    private final List<Cloud> clouds = new ArrayList<>();
    private int unsearched;
    private int searched;

    /** Goes on from what another one knew; from {@link InitiationState#EMPTY} it begins. */
    public TrackInitiation(PhysicalData data, InitiationState state) {
        fit = new EpochFit(data);
        common = new CommonOrigin(data, fit);
        objects = new JoinedObjects(data, state);
        Map<String, Sighting> sightings = new HashMap<>();
        state.seen().forEach(s -> sightings.put(s.track().trackId(), sighting(s.track(), s.site())));
        state.pool().forEach(id -> pool.add(sightings.get(id)));
        state.clouds().forEach(of -> clouds.add(Cloud.of(of, sightings, fit)));
        unsearched = state.unsearched();
        searched = state.searched();
    }

    /** What it knows now. */
    public InitiationState state() {
        Map<String, Sighting> sightings = new TreeMap<>();
        pool.forEach(s -> sightings.put(s.id(), s));
        clouds.forEach(c -> c.sightings().forEach(s -> sightings.put(s.id(), s)));
        return new InitiationState(
                sightings.values().stream()
                        .map(s -> new InitiationState.Seen(s.track(), s.site()))
                        .toList(),
                pool.stream().map(Sighting::id).toList(),
                clouds.stream().map(Cloud::state).toList(),
                unsearched,
                searched,
                objects.inObjects(),
                objects.withOrbit());
    }

    private Sighting sighting(Track track, Site site) {
        return common.sighting(track, site);
    }

    /** What is too old to count. */
    private void forget(long nowMicros) {
        long oldest = nowMicros - CLOUD_MICROS;
        for (Sighting sighting : List.copyOf(pool)) {
            if (sighting.middleMicros() < oldest) {
                pool.remove(sighting);
                objects.forget(sighting.id());
            }
        }
        for (Cloud cloud : clouds) {
            cloud.forgetBefore(oldest).forEach(objects::forget);
        }
        clouds.removeIf(Cloud::isEmpty);
    }

    /** The origins that are believed in, by the order in which they were found. */
    public List<Origin> origins() {
        return clouds.stream().map(Cloud::origin).toList();
    }

    /** The object of each track that was joined with others, by track id. */
    public Map<String, String> joinedTracks() {
        return objects.byTrack();
    }

    /** Whether an object that began here has an orbit, and gets more tracks here. */
    public boolean hasObject(String objectId) {
        return objects.hasOrbit(objectId);
    }

    /** Id of the object that a track alone would start. */
    public static String singleObjectId(String trackId) {
        return "UCT-" + trackId;
    }

    /**
     * Takes an uncorrelated track.
     *
     * @param track of a monostatic site, later than those before it or at least not much earlier
     * @param parents the orbits of the catalogue now, each object once, without single-track orbits; asked for only when an origin is
     *     looked for
     * @return objects that begin or get tracks by it
     */
    public List<Initiated> accept(Track track, Site site, Supplier<Collection<CatalogueOrbit>> parents) {
        Sighting sighting = sighting(track, site);
        forget(sighting.middleMicros());
        if (!CommonOrigin.isUsable(sighting) || objects.holds(sighting)) {
            return List.of();
        }
        List<Joined> joined = new ArrayList<>();
        boolean isOfCloud = toCloud(sighting, joined);
        if (!isOfCloud) {
            pool.add(sighting);
            pool.sort(IN_ORDER);
            unsearched++;
            List<Sighting> recent = unknown().stream()
                    .filter(s -> s.middleMicros() >= sighting.middleMicros() - POOL_MICROS)
                    .toList();
            if (unsearched >= Math.max(OriginEstimator.LEAST_TRACKS, searched / 2)) {
                search(parents.get(), recent, joined);
                unsearched = 0;
                searched = recent.size();
            }
        }
        improve(joined);
        List<Initiated> initiated = new ArrayList<>();
        joined.forEach(j -> initiated.add(objects.join(withStrays(j))));
        if (isOfCloud) {
            sweep(initiated);
        }
        pair(sighting).ifPresent(initiated::add);
        return initiated;
    }

    /**
     * What is thought of a track that correlation gave to an object.
     *
     * @param isOfObject whether it is of it; also where nothing is known against it
     * @param objects the object, where it got other tracks or its first orbit by this one
     */
    public record Asked(boolean isOfObject, List<Initiated> objects) {
        public static final Asked YES = new Asked(true, List.of());

        private static final Asked NO = new Asked(false, List.of());
    }

    /**
     * Asks whether a track is of the object that correlation gave it to. Of a young orbit many fragments are within the gate, and how
     * many there are is known here only.
     */
    public Asked ask(Track track, Site site, String objectId) {
        Sighting sighting = sighting(track, site);
        for (Cloud cloud : CommonOrigin.isUsable(sighting) ? clouds : List.<Cloud>of()) {
            CloudAssociator associator = cloud.associator();
            for (CloudTrack loose : associator.loose()) {
                if (singleObjectId(loose.id()).equals(objectId)) {
                    return TrackSet.areOfOnePass(loose.sighting(), sighting) ? Asked.YES : Asked.NO;
                }
            }
            for (TrackSet object : associator.objects()) {
                if (objects.isOf(object, objectId)) {
                    return object.members().size() < CERTAIN_TRACKS ? ask(associator, object, sighting) : Asked.YES;
                }
            }
        }
        return Asked.YES;
    }

    private Asked ask(CloudAssociator associator, TrackSet object, Sighting sighting) {
        Optional<Initiated> with =
                associator.addTo(object, sighting).map(this::withStrays).map(objects::join);
        if (with.isEmpty()) {
            return Asked.NO;
        }
        List<String> others = with.get().added().stream()
                .filter(id -> !id.equals(sighting.id()))
                .toList();
        // An object that had no orbit may have one by this track alone.
        return others.isEmpty() && with.get().determination().isEmpty()
                ? Asked.YES
                : new Asked(true, List.of(with.get().withAdded(others)));
    }

    /** Tracks of no cloud and of no object. */
    private List<Sighting> unknown() {
        return pool.stream().filter(s -> !objects.holds(s)).toList();
    }

    /** An object of a track of no cloud and another one, which stay in the pool until they are forgotten. */
    private Optional<Initiated> pair(Sighting sighting) {
        return pool.contains(sighting) && !objects.holds(sighting)
                ? common.pairs().with(sighting, unknown()).flatMap(objects::begin)
                : Optional.empty();
    }

    /** The cloud from whose origin it most likely comes, if that is likelier than a satellite of its own. */
    private boolean toCloud(Sighting sighting, List<Joined> joined) {
        Optional<Membership> membership = common.likeliest(origins(), sighting);
        if (membership.isEmpty()) {
            return false;
        }
        Membership of = membership.get();
        joined.addAll(clouds.get(of.origin()).add(sighting, of));
        return true;
    }

    private void sweep(List<Initiated> initiated) {
        for (Cloud cloud : clouds) {
            CloudAssociator associator = cloud.associator();
            if (associator.isSweepDue()) {
                for (TrackSet object : List.copyOf(associator.objects())) {
                    Joined again = withStrays(associator.lookAgain(object));
                    if (!again.added().isEmpty()) {
                        initiated.add(objects.join(again));
                    }
                }
            }
        }
    }

    /** Estimates the origins anew that more is known of, and asks the pool again then: an origin that was wrong turned tracks away. */
    private void improve(List<Joined> joined) {
        boolean moved = false;
        for (Cloud cloud : clouds) {
            Optional<Origin> better = cloud.better(common);
            better.ifPresent(origin -> addToPool(cloud.associator().moveTo(origin)));
            moved |= better.isPresent();
        }
        if (moved) {
            askPool(joined);
        }
    }

    /** Takes out of the pool what comes from an origin. */
    private void askPool(List<Joined> joined) {
        for (Sighting sighting : unknown()) {
            if (toCloud(sighting, joined)) {
                pool.remove(sighting);
            }
        }
    }

    private void addToPool(Collection<CloudTrack> tracks) {
        tracks.forEach(track -> pool.add(track.sighting()));
        pool.sort(IN_ORDER);
    }

    private void search(Collection<CatalogueOrbit> catalogue, List<Sighting> recent, List<Joined> joined) {
        List<CatalogueOrbit> parents = CommonOrigin.parents(catalogue).stream()
                .filter(o -> !isOfCloud(o.objectId()))
                .toList();
        Optional<Origin> found = common.search(parents, recent, OriginEstimator.LEAST_TRACKS).stream()
                .findFirst()
                .filter(o -> o.logLikelihoodRatio() > OriginEstimator.CERTAIN);
        if (found.isEmpty()) {
            return;
        }
        CatalogueOrbit parent = parents.stream()
                .filter(o -> o.objectId().equals(found.get().parentId()))
                .findFirst()
                .orElseThrow();
        clouds.add(Cloud.found(parent, found.get(), recent.size(), fit));
        askPool(joined);
    }

    /** Whether it broke up already, or is a piece itself: what comes from it then is looked for in that cloud. */
    private boolean isOfCloud(String objectId) {
        return objects.hasOrbit(objectId)
                || clouds.stream().anyMatch(c -> c.parentId().equals(objectId));
    }

    private Joined withStrays(Joined joined) {
        for (Cloud cloud : clouds) {
            // The set may have been fitted anew since, from a better origin.
            if (!pool.isEmpty() && cloud.associator().objects().contains(joined.object())) {
                Joined all = cloud.associator().withStrays(joined, unknown(), common::logEvidenceAlone);
                Set<String> added = new HashSet<>();
                all.added().forEach(t -> added.add(t.id()));
                pool.removeIf(s -> added.contains(s.id()));
                return all;
            }
        }
        return joined;
    }
}

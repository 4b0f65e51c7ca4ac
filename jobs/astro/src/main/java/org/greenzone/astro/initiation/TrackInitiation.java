package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.initiation.CloudAssociator.Joined;
import org.greenzone.astro.initiation.CommonOrigin.Membership;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.orbit.ArcDeterminer;
import org.greenzone.astro.orbit.ArcFit;
import org.greenzone.astro.orbit.ArcTrack;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * New objects from the uncorrelated tracks, as they come in event time: of which tracks is an object, and what is its orbit.
 *
 * <p>The pool of tracks is asked for a common origin ({@link OriginEstimator}) each time as many have come to it as are half of it. Of an origin, tracks
 * that come from it are associated by it ({@link CloudAssociator}), and as objects of several passes grow, the origin is known better by
 * them ({@link PinchPoint}): then the pool is asked again. Tracks of no cloud may be two passes of one satellite ({@link FreePairs}). Each set of
 * tracks that becomes an object gets its orbit by a batch fit with the full forces, in which the origin has no part ({@link ArcDeterminer}).
 *
 * <p>What it knows can be taken out and put into another one ({@link InitiationState}). Tracks older than {@link #POOL_MICROS} are forgotten
 * for the search of origins, all after {@link #CLOUD_MICROS}, and a cloud with its last track. Deterministic. Not thread-safe.
 */
public final class TrackInitiation {
    /** Span of uncorrelated tracks in which an origin is looked for. */
    public static final long POOL_MICROS = 6 * 3_600_000_000L;

    /** Span after which loose tracks of a cloud, and objects that got no track since, are forgotten: the catalogue has the objects. */
    public static final long CLOUD_MICROS = 24 * 3_600_000_000L;

    /** More tracks, of later passes, do not say better when it was. */
    private static final int MOST_TRACKS_FOR_ORIGIN = 60;
    /** A better origin does not make the orbits better any more. */
    private static final double GOOD_EPOCH_SECONDS = 0.3;

    private static final double GOOD_PLACE_METRES = 60;

    /** An orbit of so many tracks is left to correlation. */
    private static final int CERTAIN_TRACKS = 6;

    private static final double DEFAULT_RADIUS = 0.1;
    /** Cr 1.3 over Cd 2.2, of the same area and mass. */
    private static final double RADIATION_BY_DRAG = 0.6;

    private static final Comparator<Sighting> IN_ORDER =
            Comparator.comparingLong(Sighting::middleMicros).thenComparing(Sighting::id);

    private final EpochFit fit;
    private final CommonOrigin common;
    private final ArcDeterminer determiner;
    private final List<Sighting> pool = new ArrayList<>();
    private final List<Cloud> clouds = new ArrayList<>();
    private final Map<String, String> objectOfTrack = new TreeMap<>();
    private final Set<String> withOrbit = new TreeSet<>();
    private int unsearched;
    private int searched;

    /** A cloud, and its tracks from which the origin is estimated. */
    private static final class Cloud {
        private final CatalogueOrbit parent;
        private final CloudAssociator associator;
        private final List<Sighting> tracks = new ArrayList<>();
        private int nextEstimate;
        private int nextPinch = PinchPoint.LEAST_OBJECTS;

        Cloud(CatalogueOrbit parent, CloudAssociator associator) {
            this.parent = parent;
            this.associator = associator;
        }
    }

    /**
     * An object of several tracks.
     *
     * @param objectId that of the single-track object of its first track, which it goes on
     * @param determination the orbit of all its tracks, or why there is none; empty where it has had one before, which its added
     *     tracks are to improve
     * @param tracks all its tracks
     * @param added ids of those that came with this step
     * @param isNew whether the object has just begun
     * @param supersededObjectIds single-track objects that were merged into this one with this step
     */
    public record Initiated(
            String objectId,
            Optional<Determination> determination,
            List<Track> tracks,
            List<String> added,
            boolean isNew,
            List<String> supersededObjectIds) {
        private Initiated withAdded(List<String> others) {
            return new Initiated(objectId, determination, tracks, others, isNew, superseded(objectId, others));
        }

        private static List<String> superseded(String objectId, List<String> added) {
            return added.stream()
                    .map(TrackInitiation::singleObjectId)
                    .filter(id -> !id.equals(objectId))
                    .toList();
        }
    }

    /** Goes on from what another one knew; from {@link InitiationState#EMPTY} it begins. */
    public TrackInitiation(PhysicalData data, InitiationState state) {
        fit = new EpochFit(data);
        common = new CommonOrigin(data, fit);
        determiner = new ArcDeterminer(
                data,
                new OrbitPropagator(data, ForceModel.STANDARD, EpochFit.DEGREE),
                ArcFit.Options.STANDARD
                        .withBallistic(Origin.FRAGMENT_BALLISTIC_SIGMA)
                        .withRadiation(RADIATION_BY_DRAG * Origin.FRAGMENT_BALLISTIC_SIGMA));
        Map<String, Sighting> sightings = new HashMap<>();
        state.seen().forEach(s -> sightings.put(s.track().trackId(), sighting(s.track(), s.site())));
        state.pool().forEach(id -> pool.add(sightings.get(id)));
        for (InitiationState.OfCloud of : state.clouds()) {
            Cloud cloud = new Cloud(of.parent(), new CloudAssociator(of, sightings, fit));
            cloud.nextEstimate = of.nextEstimate();
            cloud.nextPinch = of.nextPinch();
            of.tracks().forEach(id -> cloud.tracks.add(sightings.get(id)));
            clouds.add(cloud);
        }
        unsearched = state.unsearched();
        searched = state.searched();
        state.inObjects().forEach(in -> objectOfTrack.put(in.trackId(), in.objectId()));
        withOrbit.addAll(state.withOrbit());
    }

    /** What it knows now. */
    public InitiationState state() {
        Map<String, Sighting> sightings = new TreeMap<>();
        pool.forEach(s -> sightings.put(s.id(), s));
        List<InitiationState.OfCloud> of = new ArrayList<>();
        for (Cloud cloud : clouds) {
            cloud.tracks.forEach(s -> sightings.put(s.id(), s));
            cloud.associator.sightings().forEach(s -> sightings.put(s.id(), s));
            of.add(cloud.associator.state(
                    cloud.parent,
                    cloud.tracks.stream().map(Sighting::id).toList(),
                    cloud.nextEstimate,
                    cloud.nextPinch));
        }
        return new InitiationState(
                sightings.values().stream()
                        .map(s -> new InitiationState.Seen(s.track(), s.site()))
                        .toList(),
                pool.stream().map(Sighting::id).toList(),
                of,
                unsearched,
                searched,
                objectOfTrack.entrySet().stream()
                        .map(e -> new InitiationState.InObject(e.getKey(), e.getValue()))
                        .toList(),
                List.copyOf(withOrbit));
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
                forget(sighting.id());
            }
        }
        for (Cloud cloud : clouds) {
            cloud.tracks.removeIf(s -> s.middleMicros() < oldest);
            cloud.associator.forgetBefore(oldest).forEach(this::forget);
        }
        clouds.removeIf(c -> c.tracks.isEmpty() && c.associator.isEmpty());
    }

    private void forget(String trackId) {
        String objectId = objectOfTrack.remove(trackId);
        if (objectId != null) {
            withOrbit.remove(objectId);
        }
    }

    /** The origins that are believed in, by the order in which they were found. */
    public List<Origin> origins() {
        return clouds.stream().map(c -> c.associator.origin()).toList();
    }

    /** The object of each track that was joined with others, by track id. */
    public Map<String, String> joinedTracks() {
        return Collections.unmodifiableMap(objectOfTrack);
    }

    /** Whether an object that began here has an orbit, and gets more tracks here. */
    public boolean hasObject(String objectId) {
        return withOrbit.contains(objectId);
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
        if (!CommonOrigin.isUsable(sighting) || objectOfTrack.containsKey(track.trackId())) {
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
        joined.forEach(j -> initiated.add(initiated(withStrays(j))));
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
            CloudAssociator associator = cloud.associator;
            for (CloudTrack loose : associator.loose()) {
                if (singleObjectId(loose.id()).equals(objectId)) {
                    return TrackSet.areOfOnePass(loose.sighting(), sighting) ? Asked.YES : Asked.NO;
                }
            }
            for (TrackSet object : associator.objects()) {
                if (objectId.equals(objectOfTrack.get(object.members().get(0).id()))) {
                    return object.members().size() < CERTAIN_TRACKS ? ask(associator, object, sighting) : Asked.YES;
                }
            }
        }
        return Asked.YES;
    }

    private Asked ask(CloudAssociator associator, TrackSet object, Sighting sighting) {
        Optional<Initiated> with =
                associator.addTo(object, sighting).map(this::withStrays).map(this::initiated);
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
        return pool.stream().filter(s -> !objectOfTrack.containsKey(s.id())).toList();
    }

    /** An object of a track of no cloud and another one, which stay in the pool until they are forgotten. */
    private Optional<Initiated> pair(Sighting sighting) {
        if (!pool.contains(sighting) || objectOfTrack.containsKey(sighting.id())) {
            return Optional.empty();
        }
        return common.pairs().with(sighting, unknown()).flatMap(set -> {
            String objectId = singleObjectId(set.members().get(0).id());
            Determination determination = orbit(objectId, set, arcTracks(set));
            return determination instanceof Determination.Determined
                    ? Optional.of(begun(objectId, set, determination))
                    : Optional.empty();
        });
    }

    private Initiated begun(String objectId, TrackSet set, Determination determination) {
        List<String> ids = set.members().stream().map(CloudTrack::id).toList();
        ids.forEach(id -> objectOfTrack.put(id, objectId));
        withOrbit.add(objectId);
        return new Initiated(
                objectId,
                Optional.of(determination),
                set.sightings().stream().map(Sighting::track).toList(),
                ids,
                true,
                Initiated.superseded(objectId, ids));
    }

    private static List<ArcTrack> arcTracks(TrackSet set) {
        return set.sightings().stream()
                .map(s -> new ArcTrack(s.track(), s.observations()))
                .toList();
    }

    /** The cloud from whose origin it most likely comes, if that is likelier than a satellite of its own. */
    private boolean toCloud(Sighting sighting, List<Joined> joined) {
        Optional<Membership> membership = common.likeliest(origins(), sighting);
        if (membership.isEmpty()) {
            return false;
        }
        Cloud cloud = clouds.get(membership.get().origin());
        if (cloud.tracks.size() < MOST_TRACKS_FOR_ORIGIN) {
            cloud.tracks.add(sighting);
        }
        joined.addAll(
                cloud.associator.add(new CloudTrack(sighting, membership.get().fitted())));
        return true;
    }

    private void sweep(List<Initiated> initiated) {
        for (Cloud cloud : clouds) {
            if (cloud.associator.isSweepDue()) {
                for (TrackSet object : List.copyOf(cloud.associator.objects())) {
                    Joined again = withStrays(cloud.associator.lookAgain(object));
                    if (!again.added().isEmpty()) {
                        initiated.add(initiated(again));
                    }
                }
            }
        }
    }

    /** Estimates the origins anew that more is known of, and asks the pool again then: an origin that was wrong turned tracks away. */
    private void improve(List<Joined> joined) {
        boolean moved = false;
        for (Cloud cloud : clouds) {
            Optional<Origin> better = better(cloud);
            better.ifPresent(origin -> addToPool(cloud.associator.moveTo(origin)));
            moved |= better.isPresent();
        }
        if (moved) {
            for (Sighting sighting : unknown()) {
                if (toCloud(sighting, joined)) {
                    pool.remove(sighting);
                }
            }
        }
    }

    private Optional<Origin> better(Cloud cloud) {
        Origin known = cloud.associator.origin();
        List<TrackSet> objects = cloud.associator.objects();
        if (objects.size() >= cloud.nextPinch) {
            cloud.nextPinch = objects.size() + objects.size() / 2;
            cloud.nextEstimate = Integer.MAX_VALUE;
            return known.positionSigmaMetres() > GOOD_PLACE_METRES || known.epochSigmaSeconds() > GOOD_EPOCH_SECONDS
                    ? common.estimator().refine(known, cloud.parent, objects)
                    : Optional.empty();
        }
        if (cloud.tracks.size() >= cloud.nextEstimate) {
            cloud.nextEstimate = 2 * cloud.tracks.size();
            return common.refine(cloud.parent, known, cloud.tracks);
        }
        return Optional.empty();
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
        Cloud cloud = new Cloud(parent, new CloudAssociator(found.get(), fit));
        cloud.nextEstimate = 2 * recent.size();
        clouds.add(cloud);
        for (Sighting sighting : unknown()) {
            if (toCloud(sighting, joined)) {
                pool.remove(sighting);
            }
        }
    }

    /** Whether it broke up already, or is a piece itself: what comes from it then is looked for in that cloud. */
    private boolean isOfCloud(String objectId) {
        return withOrbit.contains(objectId)
                || clouds.stream().anyMatch(c -> c.parent.objectId().equals(objectId));
    }

    private Joined withStrays(Joined joined) {
        for (Cloud cloud : clouds) {
            // The set may have been fitted anew since, from a better origin.
            if (!pool.isEmpty() && cloud.associator.objects().contains(joined.object())) {
                Joined all = cloud.associator.withStrays(joined, unknown(), common::logEvidenceAlone);
                Set<String> added = new HashSet<>();
                all.added().forEach(t -> added.add(t.id()));
                pool.removeIf(s -> added.contains(s.id()));
                return all;
            }
        }
        return joined;
    }

    private Initiated initiated(Joined joined) {
        TrackSet set = joined.object();
        String objectId = joined.before()
                .map(b -> objectOfTrack.getOrDefault(b.members().get(0).id(), ""))
                .orElse(singleObjectId(set.members().get(0).id()));
        List<String> added = joined.added().stream().map(CloudTrack::id).toList();
        added.forEach(id -> objectOfTrack.put(id, objectId));
        List<ArcTrack> tracks = arcTracks(set);
        Optional<Determination> determination =
                withOrbit.contains(objectId) ? Optional.empty() : Optional.of(orbit(objectId, set, tracks));
        if (determination.isPresent() && determination.get() instanceof Determination.Determined) {
            withOrbit.add(objectId);
        }
        return new Initiated(
                objectId,
                determination,
                tracks.stream().map(ArcTrack::track).toList(),
                added,
                joined.before().isEmpty(),
                Initiated.superseded(objectId, added));
    }

    private Determination orbit(String objectId, TrackSet set, List<ArcTrack> tracks) {
        Fitted fitted = set.orbit();
        double[] state = Arrays.copyOf(fitted.vector(), 6);
        List<String> ids =
                tracks.stream().map(t -> t.track().trackId()).sorted().toList();
        double ballistic = Math.max(0, fitted.vector()[6]);
        CatalogueOrbit start = CatalogueOrbit.start(
                objectId, fitted.epochMicros(), state, ballistic, RADIATION_BY_DRAG * ballistic, radius(tracks), ids);
        return determiner.refine(start, tracks);
    }

    /** Radius of the sphere with the median radar cross section of all tracks. */
    private static double radius(List<ArcTrack> tracks) {
        double[] sections = tracks.stream()
                .flatMap(t -> t.track().measurements().stream())
                .mapToDouble(Measurement::rcsSquareMetres)
                .filter(x -> x > 0)
                .sorted()
                .toArray();
        return sections.length == 0
                ? DEFAULT_RADIUS
                : Math.max(DEFAULT_RADIUS, Math.sqrt(sections[sections.length / 2] / Math.PI));
    }
}

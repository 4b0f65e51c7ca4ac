package org.greenzone.astro.initiation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.initiation.CloudAssociator.Joined;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.orbit.ArcDeterminer;
import org.greenzone.astro.orbit.ArcFit;
import org.greenzone.astro.orbit.ArcTrack;
import org.greenzone.astro.orbit.Determination;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.RadarSize;
import org.greenzone.astro.track.Track;

/**
 * The objects of several tracks: which track is of which, and which have an orbit: a batch fit of all their tracks with the full forces, in which
 * an origin has no part ({@link ArcDeterminer}).
 */
final class JoinedObjects {
    /** Cr 1.3 over Cd 2.2, of the same area and mass. */
    private static final double RADIATION_BY_DRAG = 0.6;

    private final ArcDeterminer determiner;
    private final Map<String, String> objectOfTrack = new TreeMap<>();
    private final Set<String> withOrbit = new TreeSet<>();

    JoinedObjects(PhysicalData data, InitiationState state) {
        determiner = new ArcDeterminer(
                data,
                new OrbitPropagator(data, ForceModel.STANDARD, EpochFit.DEGREE),
                ArcFit.Options.STANDARD
                        .withBallistic(Origin.FRAGMENT_BALLISTIC_SIGMA)
                        .withRadiation(RADIATION_BY_DRAG * Origin.FRAGMENT_BALLISTIC_SIGMA));
        state.inObjects().forEach(in -> objectOfTrack.put(in.trackId(), in.objectId()));
        withOrbit.addAll(state.withOrbit());
    }

    /** Each track and its object, by track id. */
    List<InitiationState.InObject> inObjects() {
        return objectOfTrack.entrySet().stream()
                .map(e -> new InitiationState.InObject(e.getKey(), e.getValue()))
                .toList();
    }

    List<String> withOrbit() {
        return List.copyOf(withOrbit);
    }

    /** The object of each track, by track id; what comes later is seen in it. */
    Map<String, String> byTrack() {
        return Collections.unmodifiableMap(objectOfTrack);
    }

    boolean holds(Sighting sighting) {
        return objectOfTrack.containsKey(sighting.id());
    }

    boolean hasOrbit(String objectId) {
        return withOrbit.contains(objectId);
    }

    /** Whether the object is that of a set of tracks, by its first track. */
    boolean isOf(TrackSet set, String objectId) {
        return objectId.equals(objectOfTrack.get(first(set)));
    }

    void forget(String trackId) {
        String objectId = objectOfTrack.remove(trackId);
        if (objectId != null) {
            withOrbit.remove(objectId);
        }
    }

    /** Takes what a track of a cloud led to; an object that has had no orbit gets one where its tracks give it. */
    Initiated join(Joined joined) {
        TrackSet set = joined.object();
        String objectId = joined.before()
                .map(before -> objectOfTrack.getOrDefault(first(before), ""))
                .orElse(TrackInitiation.singleObjectId(first(set)));
        return taken(
                objectId,
                set,
                joined.added(),
                hasOrbit(objectId) ? Optional.empty() : Optional.of(orbit(objectId, set)));
    }

    /** Begins an object of tracks of no cloud, if they give an orbit. */
    Optional<Initiated> begin(TrackSet set) {
        String objectId = TrackInitiation.singleObjectId(first(set));
        Determination determination = orbit(objectId, set);
        return determination instanceof Determination.Determined
                ? Optional.of(taken(objectId, set, set.members(), Optional.of(determination)))
                : Optional.empty();
    }

    private Initiated taken(
            String objectId, TrackSet set, List<CloudTrack> added, Optional<Determination> determination) {
        List<String> ids = added.stream().map(CloudTrack::id).toList();
        ids.forEach(id -> objectOfTrack.put(id, objectId));
        if (determination.isPresent() && determination.get() instanceof Determination.Determined) {
            withOrbit.add(objectId);
        }
        return new Initiated(objectId, determination, tracks(set), ids);
    }

    private Determination orbit(String objectId, TrackSet set) {
        List<ArcTrack> arc = set.sightings().stream()
                .map(s -> new ArcTrack(s.track(), s.observations()))
                .toList();
        Fitted fitted = set.orbit();
        double ballistic = Math.max(0, fitted.vector()[6]);
        CatalogueOrbit start = CatalogueOrbit.start(
                objectId,
                fitted.epochMicros(),
                Arrays.copyOf(fitted.vector(), 6),
                ballistic,
                RADIATION_BY_DRAG * ballistic,
                RadarSize.radius(tracks(set)),
                set.sightings().stream().map(Sighting::id).sorted().toList());
        return determiner.refine(start, arc);
    }

    private static List<Track> tracks(TrackSet set) {
        return set.sightings().stream().map(Sighting::track).toList();
    }

    private static String first(TrackSet set) {
        return set.members().get(0).id();
    }
}

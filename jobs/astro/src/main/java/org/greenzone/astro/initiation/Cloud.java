package org.greenzone.astro.initiation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.CloudAssociator.Joined;
import org.greenzone.astro.initiation.CommonOrigin.Membership;

/**
 * A cloud: its parent, the association of its tracks, and the tracks from which its origin is estimated, at first by themselves
 * ({@link OriginEstimator}) and then by the objects that have grown of them ({@link PinchPoint}).
 */
final class Cloud {
    /** More tracks, of later passes, do not say better when it was. */
    private static final int MOST_TRACKS_FOR_ORIGIN = 60;
    /** A better origin does not make the orbits better any more. */
    private static final double GOOD_EPOCH_SECONDS = 0.3;

    private static final double GOOD_PLACE_METRES = 60;

    private final CatalogueOrbit parent;
    private final CloudAssociator associator;
    private final List<Sighting> tracks = new ArrayList<>();
    private int nextEstimate;
    private int nextPinch;

    private Cloud(CatalogueOrbit parent, CloudAssociator associator, int nextEstimate, int nextPinch) {
        this.parent = parent;
        this.associator = associator;
        this.nextEstimate = nextEstimate;
        this.nextPinch = nextPinch;
    }

    /** Without a track yet, of an origin that was found in so many. */
    static Cloud found(CatalogueOrbit parent, Origin origin, int tracks, EpochFit fit) {
        return new Cloud(parent, new CloudAssociator(origin, fit), 2 * tracks, PinchPoint.LEAST_OBJECTS);
    }

    /** Goes on from what another one knew. */
    static Cloud of(InitiationState.OfCloud state, Map<String, Sighting> sightings, EpochFit fit) {
        Cloud cloud = new Cloud(
                state.parent(), new CloudAssociator(state, sightings, fit), state.nextEstimate(), state.nextPinch());
        state.tracks().forEach(id -> cloud.tracks.add(sightings.get(id)));
        return cloud;
    }

    InitiationState.OfCloud state() {
        return associator.state(parent, tracks.stream().map(Sighting::id).toList(), nextEstimate, nextPinch);
    }

    /** All tracks that the state names, by id. */
    Collection<Sighting> sightings() {
        Map<String, Sighting> sightings = new TreeMap<>();
        tracks.forEach(s -> sightings.put(s.id(), s));
        associator.sightings().forEach(s -> sightings.put(s.id(), s));
        return sightings.values();
    }

    String parentId() {
        return parent.objectId();
    }

    Origin origin() {
        return associator.origin();
    }

    CloudAssociator associator() {
        return associator;
    }

    /** Takes a track that comes from the origin. */
    List<Joined> add(Sighting sighting, Membership membership) {
        if (tracks.size() < MOST_TRACKS_FOR_ORIGIN) {
            tracks.add(sighting);
        }
        return associator.add(new CloudTrack(sighting, membership.fitted()));
    }

    /** The origin estimated anew, where enough more is known of it. */
    Optional<Origin> better(CommonOrigin common) {
        Origin known = associator.origin();
        List<TrackSet> objects = associator.objects();
        if (objects.size() >= nextPinch) {
            nextPinch = objects.size() + objects.size() / 2;
            nextEstimate = Integer.MAX_VALUE;
            return known.positionSigmaMetres() > GOOD_PLACE_METRES || known.epochSigmaSeconds() > GOOD_EPOCH_SECONDS
                    ? common.estimator().refine(known, parent, objects)
                    : Optional.empty();
        }
        if (tracks.size() >= nextEstimate) {
            nextEstimate = 2 * tracks.size();
            return common.refine(parent, known, tracks);
        }
        return Optional.empty();
    }

    /**
     * Forgets tracks, and objects that got none since.
     *
     * @return ids of the tracks that are of nothing any more
     */
    List<String> forgetBefore(long micros) {
        tracks.removeIf(s -> s.middleMicros() < micros);
        return associator.forgetBefore(micros);
    }

    boolean isEmpty() {
        return tracks.isEmpty() && associator.isEmpty();
    }
}

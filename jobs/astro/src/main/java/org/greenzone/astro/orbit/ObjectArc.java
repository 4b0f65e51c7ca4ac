package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Track;

/**
 * The newest tracks of one object in the order of their times, each with the orbit that it led to, and the orbit before them.
 *
 * <p>A value: nothing in it is changed. {@link ArcUpdate} adds tracks to it.
 *
 * @param anchor the orbit before the first step; empty where the object began with the steps
 * @param steps in the order of the ends of their tracks, then of their ids
 */
public record ObjectArc(List<CatalogueOrbit> anchor, List<ArcStep> steps) {
    /** Order of the steps. */
    static final Comparator<Track> IN_ORDER =
            Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId);

    /** Nothing known yet. */
    public static final ObjectArc EMPTY = new ObjectArc(List.of(), List.of());

    /** An arc that begins with an orbit. */
    public static ObjectArc from(CatalogueOrbit anchor) {
        return new ObjectArc(List.of(anchor), List.of());
    }

    /** The orbit that all tracks together led to. */
    public Optional<CatalogueOrbit> newest() {
        return before(steps.size());
    }

    /** The orbit that stands before a step. */
    Optional<CatalogueOrbit> before(int step) {
        for (int s = step - 1; s >= 0; s--) {
            if (!steps.get(s).orbit().isEmpty()) {
                return Optional.of(steps.get(s).orbit().get(0));
            }
        }
        return anchor.stream().findFirst();
    }

    /** Whether the track is in it. */
    public boolean has(String trackId) {
        return steps.stream().anyMatch(s -> s.track().trackId().equals(trackId));
    }

    ObjectArc first(int count) {
        return new ObjectArc(anchor, steps.subList(0, count));
    }

    ObjectArc with(ArcStep step) {
        List<ArcStep> more = new ArrayList<>(steps);
        more.add(step);
        return new ObjectArc(anchor, more);
    }

    /** Without the first step: the orbit after it becomes the anchor. */
    ObjectArc withoutFirst() {
        List<CatalogueOrbit> after = steps.get(0).orbit();
        return new ObjectArc(after.isEmpty() ? anchor : after, steps.subList(1, steps.size()));
    }
}

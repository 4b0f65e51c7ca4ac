package org.greenzone.simulator;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.track.Track;

/**
 * An object with all tracks of it.
 *
 * @param truth how it truly moved
 * @param tracks of all radars
 */
record ObservedObject(TrueObject truth, List<Track> tracks) {

    /** Together with a later arc of the same object. */
    ObservedObject with(ObservedObject later) {
        TrueObject first = truth;
        List<TrueState> states = new ArrayList<>(first.states());
        states.addAll(later.truth.states());
        List<Track> all = new ArrayList<>(tracks);
        all.addAll(later.tracks);
        return new ObservedObject(
                new TrueObject(
                        first.objectId(),
                        first.name(),
                        first.parentId(),
                        first.sizeMetres(),
                        first.massKilograms(),
                        first.areaToMassSquareMetresPerKilogram(),
                        first.ballisticCoefficient(),
                        first.radiationCoefficient(),
                        first.deltaVMetresPerSecond(),
                        first.fromMicros(),
                        later.truth.toMicros(),
                        later.truth.decayed(),
                        states),
                all);
    }
}

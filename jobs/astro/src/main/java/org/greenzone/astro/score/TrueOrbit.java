package org.greenzone.astro.score;

import java.util.List;
import org.greenzone.astro.dynamics.OrbitalState;

/**
 * True states of an object.
 *
 * @param objectId id
 * @param catalogued whether the initial catalogue has it
 * @param states at least one, by time; the first and the last bound its life
 */
public record TrueOrbit(String objectId, boolean catalogued, List<OrbitalState> states) {
    public TrueOrbit {
        states = List.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("object " + objectId + " has no true state");
        }
    }

    public long fromMicros() {
        return states.get(0).epochMicros();
    }

    public long toMicros() {
        return states.get(states.size() - 1).epochMicros();
    }
}

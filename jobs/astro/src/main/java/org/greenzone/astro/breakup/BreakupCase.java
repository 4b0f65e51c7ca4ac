package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.greenzone.astro.breakup.Breakup.Certainty;

/** A breakup, or what may be one: the clouds of its parents, and what was said of it. */
final class BreakupCase {
    final List<CloudEvidence> clouds = new ArrayList<>();
    Optional<Breakup> last = Optional.empty();

    /** Id of the event that took it in; empty where it stands for itself. */
    String partOf = "";

    /** Whether orbits or the origin are different since it was said. */
    boolean changed;

    /** Whether tracks have come since it was said. */
    boolean fresh;

    boolean isSaid() {
        return last.filter(b -> b.certainty() != Certainty.WITHDRAWN).isPresent();
    }

    int sum(ToIntFunction<CloudEvidence> of) {
        return clouds.stream().mapToInt(of).sum();
    }
}

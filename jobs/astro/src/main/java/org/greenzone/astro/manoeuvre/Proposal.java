package org.greenzone.astro.manoeuvre;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * A burn that takes the risk of an asset below its goal, screened against the whole catalogue over the horizon.
 *
 * @param burn the burn
 * @param totalProbability of all conjunctions over the horizon with the burn made
 * @param conjunctions with the burn made, the greatest Pc first
 */
public record Proposal(Burn burn, double totalProbability, List<Conjunction> conjunctions) {
    public Proposal {
        conjunctions = List.copyOf(conjunctions);
    }
}

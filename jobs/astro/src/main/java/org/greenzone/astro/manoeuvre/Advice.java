package org.greenzone.astro.manoeuvre;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * What could be done about the risk of an asset.
 *
 * @param without total probability of all conjunctions over the horizon if nothing is done
 * @param dangers the conjunctions that make it, the greatest Pc first
 * @param goal total that a proposal reaches at most
 * @param proposals the smallest burn of each time and direction, the smallest first; empty where none reaches the goal
 * @param considered number of times and directions that were tried
 */
public record Advice(double without, List<Conjunction> dangers, double goal, List<Proposal> proposals, int considered) {
    public Advice {
        dangers = List.copyOf(dangers);
        proposals = List.copyOf(proposals);
    }
}

package org.greenzone.astro.manoeuvre;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterTracker;

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

    /** Whether there is something to avoid. */
    public boolean hasDanger() {
        return without > goal;
    }

    /**
     * Whether two advices are about the same set of dangers: what carries the risk of the one is among the dangers of the other. What carries it are the greatest, until the rest
     * together are below the goal; among the dangers are those of a hundredth of that too, so that one which swings about the goal does not make another set.
     */
    public boolean hasDangersOf(Advice other) {
        return other.knows(carrying()) && knows(other.carrying());
    }

    private List<Conjunction> carrying() {
        double none = 1;
        int from = dangers.size();
        while (from > 0 && 1 - none * (1 - known(dangers.get(from - 1))) <= goal) {
            from--;
            none *= 1 - known(dangers.get(from));
        }
        return dangers.subList(0, from);
    }

    private static double known(Conjunction danger) {
        return Double.isNaN(danger.probability()) ? 1 : danger.probability();
    }

    private boolean knows(List<Conjunction> others) {
        return others.stream().allMatch(other -> dangers.stream().anyMatch(danger -> isSame(danger, other)));
    }

    /** Screenings of their own name an encounter each time anew; it is the same while its time moves by less than half of the way to the next. */
    private static boolean isSame(Conjunction one, Conjunction other) {
        return one.secondary().objectId().equals(other.secondary().objectId())
                && Math.abs(one.tcaMicros() - other.tcaMicros()) <= EncounterTracker.SAME_MICROS;
    }
}

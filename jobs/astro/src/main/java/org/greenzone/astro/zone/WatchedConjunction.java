package org.greenzone.astro.zone;

import java.util.Arrays;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * A conjunction with the probabilities of its last updates: what is said of it changes when {@value #AGREEING} (or as many as the rules ask for) of the last
 * {@value #UPDATES} agree (practice of the ISS from 2001 on), not with each update. Of fewer updates all must agree.
 *
 * @param newest its newest revision
 * @param probabilities of the last updates, the newest last, at most {@value #UPDATES}; one that is not known counts as nothing
 */
public record WatchedConjunction(Conjunction newest, double[] probabilities) {
    static final int UPDATES = 4;
    static final int AGREEING = 3;

    public WatchedConjunction {
        if (probabilities.length < 1 || probabilities.length > UPDATES) {
            throw new IllegalArgumentException("a watched conjunction has one to " + UPDATES + " updates");
        }
    }

    /** At its first sight. */
    public static WatchedConjunction of(Conjunction conjunction) {
        return new WatchedConjunction(conjunction, new double[] {known(conjunction)});
    }

    /** With one more update; an older revision, or the same again, changes nothing. */
    public WatchedConjunction updated(Conjunction next) {
        if (next.revision() <= newest.revision()) {
            return this;
        }
        int kept = Math.min(probabilities.length, UPDATES - 1);
        double[] last = Arrays.copyOfRange(probabilities, probabilities.length - kept, probabilities.length + 1);
        last[kept] = known(next);
        return new WatchedConjunction(next, last);
    }

    private static double known(Conjunction conjunction) {
        return Double.isNaN(conjunction.probability()) ? 0 : conjunction.probability();
    }

    boolean isAhead(long nowMicros) {
        return !isWithdrawn() && newest.tcaMicros() > nowMicros;
    }

    boolean isWithdrawn() {
        return newest.status() == Conjunction.Status.WITHDRAWN;
    }

    boolean isUnknown() {
        return Double.isNaN(newest.probability());
    }

    /** Probability of the newest update; 0 where it is not known. */
    double latest() {
        return probabilities[probabilities.length - 1];
    }

    /** What the updates that must agree all reach: is it above a threshold, so are they. */
    double steady(int agreeing) {
        return sorted()[Math.max(0, probabilities.length - agreeing)];
    }

    /** What the updates that must agree all stay below or at: is it below a threshold, so are they. */
    double lingering(int agreeing) {
        return sorted()[Math.min(probabilities.length, agreeing) - 1];
    }

    private double[] sorted() {
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

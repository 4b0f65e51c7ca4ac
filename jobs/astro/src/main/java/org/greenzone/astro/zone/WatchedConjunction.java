package org.greenzone.astro.zone;

import java.util.Arrays;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterProbability;

/**
 * A conjunction with the probabilities of its last updates: what is said of it changes when {@value #AGREEING} (or as many as the rules ask for) of the last
 * {@value #UPDATES} agree (practice of the ISS from 2001 on), not with each update. Of fewer updates all must agree.
 *
 * <p>An update that says that nothing is left of it decides alone ({@link #isSettled}).
 *
 * @param newest its newest revision
 * @param probabilities of the last updates, the newest last, at most {@value #UPDATES}; one that is not known counts as nothing
 */
public record WatchedConjunction(Conjunction newest, double[] probabilities) {
    static final int UPDATES = 4;
    static final int AGREEING = 3;

    /**
     * Of a threshold: below it an update is as good as zero. The probability of covariances that hold is the expectation of what later ones say, so the chance
     * that any of them comes above the threshold is at most this share (Doob's inequality), and a hundred such conjunctions together do not reach it.
     */
    static final double SETTLED_SHARE = 0.01;

    /**
     * Factor on all sigmas with which an update must still say so, because covariances do not always hold. A service whose Mahalanobis distances are below 5 in
     * 97.4 % of predictions (LeoLabs) states sigmas that are 1.6 times too small where position counts; this is nearly twice that.
     */
    static final double SIGMA_MARGIN = 3;

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

    /**
     * Whether the newest update tells by itself that the risk is over: it is known not to be near, so that its probability stays far below the threshold even
     * if all its sigmas were {@value #SIGMA_MARGIN} times as large, and no update that said as much was followed by one above the threshold. Never where the probability is small for
     * want of knowledge (dilution), where it is not known, or where the pair meets more than once.
     *
     * @param threshold of the probability
     */
    boolean isSettled(double threshold) {
        double far = SETTLED_SHARE * threshold;
        return newest.dilution() == Conjunction.Dilution.ROBUST
                && newest.minima() == 1
                && latest() <= far
                && !hasRisenAgain(far, threshold)
                && EncounterProbability.greatestWithin(newest, SIGMA_MARGIN) <= far;
    }

    private boolean hasRisenAgain(double far, double threshold) {
        boolean over = false;
        for (double probability : probabilities) {
            if (over && probability > threshold) {
                return true;
            }
            over |= probability <= far;
        }
        return false;
    }

    private double[] sorted() {
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

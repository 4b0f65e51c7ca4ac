package org.greenzone.astro.breakup;

import java.util.List;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.hipparchus.special.Erf;

/**
 * Which class of energy a breakup is of, and how sure that is: by the median of the speeds and by how many objects there are at least.
 *
 * <p>Speeds of a cloud are not independent draws of a class. Which pieces radars see first, and what a body is made of, moves all of them together, and thousands of pieces do not make that smaller: the
 * median of a class is itself uncertain, by a factor of 1.8 ({@link #EVENT_SIGMA}). So the odds by speeds stay within some to one however many tracks there are. The number tells more: an explosion of the
 * standard model makes 239 pieces above 10 cm, and where there are many more it was none.
 *
 * <p>A class that was said stays until another is {@value #CHANGE_ODDS} times as likely, so that it does not turn with each revision.
 *
 * @param energy the class
 * @param logOdds natural logarithm of its odds against the next best; negative where another is likelier, but not by so much
 */
record EnergyOdds(EnergyClass energy, double logOdds) {
    /** Before five speeds nothing is said. */
    static final int LEAST_SPEEDS = 5;

    /**
     * By how much the median of one event differs from that of its class, log10: in the night of Kosmos 1408 medians were 43 to 101 m/s, by what had been seen, where the
     * model that made them has 103.
     */
    static final double EVENT_SIGMA = 0.25;

    /** By how much the number of pieces differs from that of the model, natural logarithm: the mass, or the scale of an explosion, is not told (an assumption). */
    static final double NUMBER_SIGMA = 0.5;

    static final double CHANGE_ODDS = 10;

    /** Variance of a median over that of a mean, normal. */
    private static final double MEDIAN_VARIANCE = Math.PI / 2;

    private static final List<EnergyClass> CLASSES =
            List.of(EnergyClass.COLLISION, EnergyClass.EXPLOSION, EnergyClass.SHEDDING);

    /**
     * @param speeds their number and median
     * @param atLeast lower bound of the objects
     * @param collisionPieces above 10 cm that a collision would make
     * @param before class that was said last
     */
    static EnergyOdds of(FragmentStatistics.Speeds speeds, int atLeast, double collisionPieces, EnergyClass before) {
        if (speeds.count() < LEAST_SPEEDS) {
            return new EnergyOdds(before, 0);
        }
        double[] logs = new double[CLASSES.size()];
        int best = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logLikelihood(CLASSES.get(i), speeds, atLeast, collisionPieces);
            best = logs[i] > logs[best] ? i : best;
        }
        int said = CLASSES.indexOf(before);
        if (said < 0 || logs[best] - logs[said] >= Math.log(CHANGE_ODDS)) {
            said = best;
        }
        double next = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            next = i == said ? next : Math.max(next, logs[i]);
        }
        return new EnergyOdds(CLASSES.get(said), logs[said] - next);
    }

    private static double logLikelihood(
            EnergyClass energy, FragmentStatistics.Speeds speeds, int atLeast, double collisionPieces) {
        double variance = EVENT_SIGMA * EVENT_SIGMA
                + MEDIAN_VARIANCE * energy.sigmaLogSpeed() * energy.sigmaLogSpeed() / speeds.count();
        double off = Math.log10(Math.max(0.01, speeds.median())) - energy.meanLogSpeed();
        double pieces = energy == EnergyClass.COLLISION
                ? collisionPieces
                : StandardBreakupModel.explosionNumber(1, StandardBreakupModel.TRACKED_LENGTH_METRES);
        double sigmas = Math.log(Math.max(1, atLeast) / pieces) / NUMBER_SIGMA;
        double enough = 0.5 * Erf.erfc(sigmas / Math.sqrt(2));
        return -0.5 * (off * off / variance + Math.log(variance)) + Math.log(Math.max(Double.MIN_NORMAL, enough));
    }
}

package org.greenzone.astro.score;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * Sizes of many errors, and whether their covariances tell them: the normalised estimation error squared with the bounds
 * that it should keep (NEES; Bar-Shalom, Li and Kirubarajan 2001, section 5.4), and the share of Mahalanobis distances of
 * the position within fixed bounds, as catalogues publish it.
 *
 * <p>The bounds hold for independent errors. Those of successive orbits of one object are not: a NEES a little outside says
 * less than the bounds pretend. The mean is ruled by the few worst; the median beside it tells of the rest.
 *
 * @param count errors
 * @param radial of the absolute error, metres
 * @param transverse of the absolute error, metres
 * @param normal of the absolute error, metres
 * @param position of the length of the error, metres
 * @param velocity of the length of the error, m/s
 * @param state squared distance of position and velocity over its 6 degrees of freedom: 1 where the covariance is true
 * @param positionAlone the same of the position, 3 degrees of freedom
 * @param shareWithin4 share of position distances of at most 4
 * @param shareWithin5 share of position distances of at most 5
 * @param shareWithin95 share of squared position distances within the 95 % of chi-squared, 7.815
 */
public record Realism(
        int count,
        Quantiles radial,
        Quantiles transverse,
        Quantiles normal,
        Quantiles position,
        Quantiles velocity,
        Nees state,
        Nees positionAlone,
        double shareWithin4,
        double shareWithin5,
        double shareWithin95) {

    private static final int STATE_FREEDOM = 6;
    private static final int POSITION_FREEDOM = 3;
    private static final double TAIL = 0.025;
    private static final double CHI_SQUARED_95 =
            new ChiSquaredDistribution(POSITION_FREEDOM).inverseCumulativeProbability(0.95);

    /**
     * Quantiles, linear between the neighbours in the sorted sample (type 7 of Hyndman and Fan 1996).
     *
     * @param median 50 %
     * @param p90 90 %
     * @param p95 95 %
     */
    public record Quantiles(double median, double p90, double p95) {
        /** NaN where there is no value. */
        public static Quantiles of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Quantiles(quantile(sorted, 0.5), quantile(sorted, 0.9), quantile(sorted, 0.95));
        }
    }

    /**
     * Normalised estimation error squared over its degrees of freedom: 1 where the covariance is true, above where it
     * promises too much.
     *
     * @param mean over the errors
     * @param lower 2.5 % bound of the mean of so many independent errors
     * @param upper 97.5 % bound
     * @param median over the errors
     * @param expectedMedian of one error: 0.891 for 6, 0.789 for 3 degrees of freedom
     */
    public record Nees(double mean, double lower, double upper, double median, double expectedMedian) {
        /**
         * From squared distances.
         *
         * @param squaredDistances one an error, at least one
         */
        public static Nees of(double[] squaredDistances, int degreesOfFreedom) {
            double sum = 0;
            for (double distance : squaredDistances) {
                sum += distance;
            }
            // The sum of N such is chi-squared of N n degrees of freedom (5.4.2-10 there).
            double freedom = (double) squaredDistances.length * degreesOfFreedom;
            ChiSquaredDistribution ofSum = new ChiSquaredDistribution(freedom);
            return new Nees(
                    sum / freedom,
                    ofSum.inverseCumulativeProbability(TAIL) / freedom,
                    ofSum.inverseCumulativeProbability(1 - TAIL) / freedom,
                    Quantiles.of(squaredDistances).median() / degreesOfFreedom,
                    new ChiSquaredDistribution(degreesOfFreedom).inverseCumulativeProbability(0.5) / degreesOfFreedom);
        }
    }

    /** Of at least one error. */
    public static Realism of(List<StateError> errors) {
        return new Realism(
                errors.size(),
                Quantiles.of(values(errors, e -> Math.abs(e.errorRtn()[0]))),
                Quantiles.of(values(errors, e -> Math.abs(e.errorRtn()[1]))),
                Quantiles.of(values(errors, e -> Math.abs(e.errorRtn()[2]))),
                Quantiles.of(values(errors, StateError::positionMetres)),
                Quantiles.of(values(errors, StateError::velocityMetresPerSecond)),
                Nees.of(values(errors, StateError::squaredStateDistance), STATE_FREEDOM),
                Nees.of(values(errors, StateError::squaredPositionDistance), POSITION_FREEDOM),
                shareWithin(errors, 4 * 4),
                shareWithin(errors, 5 * 5),
                shareWithin(errors, CHI_SQUARED_95));
    }

    private static double shareWithin(List<StateError> errors, double squared) {
        long within = errors.stream()
                .filter(e -> e.squaredPositionDistance() <= squared)
                .count();
        return (double) within / errors.size();
    }

    private static double[] values(List<StateError> errors, ToDoubleFunction<StateError> value) {
        return errors.stream().mapToDouble(value).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

package org.greenzone.astro.catalogue;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * Whether the covariance of an object's orbit has told the truth: the squared distances of its tracks from their predictions
 * against their degrees of freedom (Bar-Shalom, Li and Kirubarajan 2001, 5.4), and what was done about it.
 *
 * <p>Each track counts for less with every later one (a weight of {@value #KEPT} of before), so that some fourteen count. {@value
 * #PRIOR_DEGREES} degrees of freedom of a true covariance are counted beforehand. Where the sum lies above the
 * {@value #CERTAINTY} quantile of chi-squared, the covariance was too small: it is multiplied by the ratio, which heals what went wrong
 * before, and so is the process noise from then on, which heals what goes wrong again and again; the count starts anew. Noise that was
 * multiplied is brought down, never below 1, where the sum lies as surely below. One track alone proves nothing: it counts for at most
 * {@value #LARGEST_RATIO} times its degrees, and it takes {@value #FEWEST_TRACKS}.
 *
 * <p>A measurement sigma that is wrong is not for this class: {@code RobustLeastSquares} enlarges it track by track. The factor is one for all
 * directions: tracks of one site see too few of them to tell more. Successive innovations of a filter are independent where its
 * covariance is true, so the test holds for one object; it is made after each track, so it fails falsely more often than once (see
 * RATIONALE).
 *
 * @param squares weighted sum of squared distances
 * @param degrees weighted sum of their degrees of freedom
 * @param tracks judged since the count began
 * @param samples judged over the whole history of the object
 * @param noiseScale factor of the process noise; 1 where nothing speaks against it
 * @param covarianceScale factor that the newest update put on the covariance; 1 for none
 * @param lastSquare squared distance of the newest track from its prediction
 * @param lastDegrees its degrees of freedom; 0 where none was judged
 */
public record CovarianceRealism(
        double squares,
        double degrees,
        int tracks,
        int samples,
        double noiseScale,
        double covarianceScale,
        double lastSquare,
        int lastDegrees) {

    /** Of an orbit that no track has tried yet. */
    public static final CovarianceRealism UNTRIED = new CovarianceRealism(0, 0, 0, 0, 1, 1, 0, 0);

    private static final double KEPT = 0.93;
    private static final double PRIOR_DEGREES = 12;
    private static final double CERTAINTY = 0.9995;
    private static final double LARGEST_RATIO = 16;
    private static final int FEWEST_TRACKS = 3;
    private static final double LARGEST_NOISE_SCALE = 1e4;

    public CovarianceRealism {
        if (!(noiseScale >= 1) || !(covarianceScale >= 1)) {
            throw new IllegalArgumentException("a scale of the covariance is below 1");
        }
    }

    /** Mean squared distance over its degrees of freedom, with what is counted beforehand: about 1 for a true covariance. */
    public double ratio() {
        return (squares + PRIOR_DEGREES) / (degrees + PRIOR_DEGREES);
    }

    /** The same with another factor of the process noise, at least 1. */
    public CovarianceRealism withNoiseScale(double scale) {
        return new CovarianceRealism(
                squares, degrees, tracks, samples, scale, covarianceScale, lastSquare, lastDegrees);
    }

    /**
     * Counts one more track.
     *
     * @param squaredDistance of the track from its prediction, in the directions that it observes
     * @param degreesOfFreedom number of these; 0 where it observes none, then nothing changes but the newest scale
     */
    public CovarianceRealism after(double squaredDistance, int degreesOfFreedom) {
        if (degreesOfFreedom == 0) {
            return new CovarianceRealism(squares, degrees, tracks, samples, noiseScale, 1, 0, 0);
        }
        double counted = Math.min(squaredDistance, LARGEST_RATIO * degreesOfFreedom);
        CovarianceRealism next = new CovarianceRealism(
                KEPT * squares + counted,
                KEPT * degrees + degreesOfFreedom,
                tracks + 1,
                samples + 1,
                noiseScale,
                1,
                squaredDistance,
                degreesOfFreedom);
        if (next.tracks < FEWEST_TRACKS) {
            return next;
        }
        // Weighted sums vary less than a sum of as many degrees: the quantile is a little too far out, on the safe
        // side.
        ChiSquaredDistribution expected = new ChiSquaredDistribution(next.degrees + PRIOR_DEGREES);
        double sum = next.squares + PRIOR_DEGREES;
        if (sum > expected.inverseCumulativeProbability(CERTAINTY)) {
            double ratio = next.squares / next.degrees;
            return next.anew(Math.min(LARGEST_NOISE_SCALE, noiseScale * ratio), ratio);
        }
        if (noiseScale > 1 && sum < expected.inverseCumulativeProbability(1 - CERTAINTY)) {
            return next.anew(Math.max(1, noiseScale * next.ratio()), 1);
        }
        return next;
    }

    private CovarianceRealism anew(double noise, double covariance) {
        return new CovarianceRealism(0, 0, 0, samples, noise, covariance, lastSquare, lastDegrees);
    }
}

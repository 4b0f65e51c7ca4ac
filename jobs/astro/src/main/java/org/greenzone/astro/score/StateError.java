package org.greenzone.astro.score;

import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;

/**
 * By how much an orbit is wrong, in metres and in its own sigmas.
 *
 * <p>The axes and the covariance are those of the estimate (inertial velocities in rotated axes). The linear error of
 * position ignores that orbits bend: an error along track of 100 km at 7000 km has 0.7 km of R in it, so the squared
 * distances are NOT valid where the sigma along track is so large that this exceeds the sigma of R.
 *
 * @param errorRtn truth minus estimate: R, T, N in metres, then in m/s
 * @param squaredStateDistance squared Mahalanobis distance of position and velocity, chi-squared of 6 degrees of freedom
 * @param squaredPositionDistance that of the position alone, 3 degrees of freedom
 */
public record StateError(double[] errorRtn, double squaredStateDistance, double squaredPositionDistance) {

    /**
     * The error of an estimate.
     *
     * @param estimate position (m) and velocity (m/s), inertial
     * @param covarianceRtn lower triangle by rows of at least these six parameters in the RTN frame of the estimate
     * @param truth position and velocity in the same frame
     * @throws ArithmeticException where the covariance is not positive
     */
    public static StateError of(double[] estimate, double[] covarianceRtn, double[] truth) {
        double[] position = new double[3];
        double[] velocity = new double[3];
        for (int i = 0; i < 3; i++) {
            position[i] = truth[i] - estimate[i];
            velocity[i] = truth[i + 3] - estimate[i + 3];
        }
        double[] positionRtn = RtnFrame.vectorToRtn(position, estimate);
        double[] velocityRtn = RtnFrame.vectorToRtn(velocity, estimate);
        double[] error = new double[6];
        System.arraycopy(positionRtn, 0, error, 0, 3);
        System.arraycopy(velocityRtn, 0, error, 3, 3);
        return new StateError(
                error, squaredDistance(error, covarianceRtn), squaredDistance(positionRtn, covarianceRtn));
    }

    private static double squaredDistance(double[] error, double[] lowerTriangle) {
        int n = error.length;
        double[][] covariance = new double[n][n];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = 0; j <= i; j++, k++) {
                covariance[i][j] = lowerTriangle[k];
            }
        }
        double sum = 0;
        for (double x : SymmetricMatrix.forward(SymmetricMatrix.flooredCholesky(covariance), error)) {
            sum += x * x;
        }
        return sum;
    }

    public double positionMetres() {
        return Vectors.norm(errorRtn);
    }

    public double velocityMetresPerSecond() {
        return Vectors.norm(errorRtn, 3);
    }
}

package org.greenzone.astro.conjunction;

import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The relative position and velocity of two objects at one time as a Gaussian that is right where it matters: each orbit is
 * linearised not at its mean but at the place where the two densities of position overlap most (Hall 2021, section "peak overlap
 * point"; Coppola, AAS 12-247, is its first iteration).
 *
 * @param position mean relative position (secondary minus primary), metres, of the linearised densities
 * @param velocity mean relative velocity, m/s
 * @param precision inverse of the relative position covariance, eigenvalues clipped from below, 1/m2
 * @param variances eigenvalues of that covariance after clipping, m2
 * @param axes its eigenvectors as columns
 * @param gain covariance of velocity and position times the precision, 1/s
 * @param velocityCovariance of the velocity where the position is given, m2/s2
 * @param clipped whether an eigenvalue was clipped
 */
record PeakOverlap(
        double[] position,
        double[] velocity,
        double[][] precision,
        double[] variances,
        double[][] axes,
        double[][] gain,
        double[][] velocityCovariance,
        boolean clipped) {

    private static final int ITERATIONS = 100;
    private static final int AVERAGED_AFTER = 20;

    /** Squared Mahalanobis step of the point at which it stands still. */
    private static final double CONVERGED = 1e-8;

    /** That of a point that swings about a little and is taken all the same. */
    private static final double GOOD_ENOUGH = 1e-3;

    /** At a time in seconds; null where the point does not converge or lies on no ellipse. */
    static @Nullable PeakOverlap at(
            KeplerianGaussian primary, KeplerianGaussian secondary, double seconds, double radius) {
        double clip = EncounterPlane.CLIP_FRACTION * EncounterPlane.CLIP_FRACTION * radius * radius;
        double[] first = primary.mean();
        double[] second = secondary.mean();
        double @Nullable [] before = null;
        try {
            for (int iteration = 0; ; iteration++) {
                Cloud one = Cloud.of(primary, first, seconds, clip);
                Cloud two = Cloud.of(secondary, second, seconds, clip);
                double[] point = overlap(one, two);
                if (before != null) {
                    if (iteration > AVERAGED_AFTER) {
                        for (int i = 0; i < 3; i++) {
                            point[i] = 0.5 * (point[i] + before[i]);
                        }
                    }
                    double step = step(one, two, point, before, radius);
                    if (step <= CONVERGED || iteration >= ITERATIONS) {
                        return step <= GOOD_ENOUGH ? relative(one, two, clip) : null;
                    }
                }
                first = KeplerianGaussian.elements(one.at(point), seconds);
                second = KeplerianGaussian.elements(two.at(point), seconds);
                before = point;
            }
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Squared Mahalanobis distance of the origin. */
    double squaredDistance() {
        return form(position, precision);
    }

    /** Natural logarithm of the rate of collisions of small spheres, per second. */
    double logSmallRate(double radius) {
        double speed = Vectors.norm(velocity);
        double logDeterminant = Math.log(variances[0]) + Math.log(variances[1]) + Math.log(variances[2]);
        return Math.log(Math.PI * radius * radius * speed)
                - 1.5 * Math.log(2 * Math.PI)
                - 0.5 * (logDeterminant + squaredDistance());
    }

    /** How much the logarithm of the density may rise from the centre of the sphere to its surface, to first order. */
    double rise(double radius) {
        double[] slope = SymmetricMatrix.product(precision, position);
        return radius * Vectors.norm(slope);
    }

    private static double[] overlap(Cloud one, Cloud two) {
        double[][] sum = new double[3][3];
        double[] right = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum[i][j] = one.precision[i][j] + two.precision[i][j];
                // Relative to the primary: absolute positions would lose the centimetres.
                right[i] += two.precision[i][j] * (two.state[j] - one.state[j]);
            }
        }
        double[][] solved = SymmetricMatrix.solveGeneral(sum, new double[][] {{right[0]}, {right[1]}, {right[2]}});
        return new double[] {one.state[0] + solved[0][0], one.state[1] + solved[1][0], one.state[2] + solved[2][0]};
    }

    private static double step(Cloud one, Cloud two, double[] point, double[] before, double radius) {
        double[][] sum = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum[i][j] = one.precision[i][j] + two.precision[i][j];
            }
        }
        double[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] spread = SymmetricMatrix.solveGeneral(sum, identity);
        double[] d = new double[3];
        for (int i = 0; i < 3; i++) {
            spread[i][i] += radius * radius;
            d[i] = point[i] - before[i];
        }
        double[][] solved = SymmetricMatrix.solveGeneral(spread, new double[][] {{d[0]}, {d[1]}, {d[2]}});
        return d[0] * solved[0][0] + d[1] * solved[1][0] + d[2] * solved[2][0];
    }

    private static PeakOverlap relative(Cloud one, Cloud two, double clip) {
        double[] r = new double[3];
        double[] v = new double[3];
        double[][] a = new double[3][3];
        double[][] b = new double[3][3];
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            r[i] = two.state[i] - one.state[i];
            v[i] = two.state[3 + i] - one.state[3 + i];
            for (int j = 0; j < 3; j++) {
                a[i][j] = one.covariance[i][j] + two.covariance[i][j];
                b[i][j] = one.covariance[3 + i][j] + two.covariance[3 + i][j];
                c[i][j] = one.covariance[3 + i][3 + j] + two.covariance[3 + i][3 + j];
            }
        }
        double[][] axes = new double[3][3];
        double[] variances = SymmetricMatrix.eigen(a, axes);
        boolean clipped = clip(variances, clip);
        double[][] precision = inverse(variances, axes);
        double[][] gain = SymmetricMatrix.product(b, precision);
        double[][] given = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                given[i][j] = c[i][j] - gain[i][0] * b[j][0] - gain[i][1] * b[j][1] - gain[i][2] * b[j][2];
            }
        }
        return new PeakOverlap(r, v, precision, variances, axes, gain, given, clipped);
    }

    private static boolean clip(double[] variances, double least) {
        boolean clipped = false;
        for (int i = 0; i < 3; i++) {
            clipped |= variances[i] < least;
            variances[i] = Math.max(variances[i], least);
        }
        return clipped;
    }

    private static double[][] inverse(double[] variances, double[][] axes) {
        double[][] inverse = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    inverse[i][j] += axes[i][k] * axes[j][k] / variances[k];
                }
            }
        }
        return inverse;
    }

    private static double form(double[] v, double[][] m) {
        double[] mv = SymmetricMatrix.product(m, v);
        return v[0] * mv[0] + v[1] * mv[1] + v[2] * mv[2];
    }

    /** Density of one object at the time, linearised at some elements. */
    private record Cloud(double[] state, double[][] covariance, double[][] precision) {
        private static Cloud of(KeplerianGaussian orbit, double[] elements, double seconds, double clip) {
            double[][] partials = KeplerianGaussian.partials(elements, seconds);
            double[] state = KeplerianGaussian.state(elements, seconds);
            double[] offset = orbit.meanMinus(elements);
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    state[i] += partials[i][j] * offset[j];
                }
            }
            double[][] covariance = SymmetricMatrix.congruence(partials, orbit.covariance());
            double[][] positions = new double[3][3];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(covariance[i], 0, positions[i], 0, 3);
            }
            double[][] axes = new double[3][3];
            double[] variances = SymmetricMatrix.eigen(positions, axes);
            clip(variances, clip);
            return new Cloud(state, covariance, inverse(variances, axes));
        }

        /** The likeliest state of this object where it is at the point. */
        private double[] at(double[] point) {
            double[] d = {point[0] - state[0], point[1] - state[1], point[2] - state[2]};
            double[] weighted = SymmetricMatrix.product(precision, d);
            double[] result = {point[0], point[1], point[2], 0, 0, 0};
            for (int i = 3; i < 6; i++) {
                result[i] = state[i]
                        + covariance[i][0] * weighted[0]
                        + covariance[i][1] * weighted[1]
                        + covariance[i][2] * weighted[2];
            }
            return result;
        }
    }
}

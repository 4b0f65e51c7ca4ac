package org.greenzone.astro.initiation;

import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.initiation.EpochFit.Prior;
import org.greenzone.astro.physics.SymmetricMatrix;

/** Two orbits from one origin, compared without a fit: whether they can be one, and what both say together. */
final class FitPair {
    /** Squared distance of velocities at the origin beyond which two orbits are not compared. */
    private static final double GATE = 60;

    private static final double FARTHEST_SPEED = 150;

    private static final int PARAMETERS = Sighting.PARAMETERS;

    private FitPair() {}

    /** Whether the velocities at the origin are near enough to be worth a comparison. */
    static boolean areNear(Fitted one, Fitted other) {
        return squaredDistance(one, other) <= GATE;
    }

    /** Squared distance of two velocities at the origin in sigmas. */
    private static double squaredDistance(Fitted one, Fitted other) {
        double squared = 0;
        double variance = 0;
        for (int i = 0; i < 3; i++) {
            double d = one.vector()[3 + i] - other.vector()[3 + i];
            squared += d * d;
            variance += one.velocityCovariance()[i][i] + other.velocityCovariance()[i][i];
        }
        // Velocities of single tracks are known to tens of m/s at worst; and no direction is known worse than all
        // together.
        if (squared > FARTHEST_SPEED * FARTHEST_SPEED || squared > GATE * variance) {
            return Double.POSITIVE_INFINITY;
        }
        double[] difference = new double[3];
        for (int i = 0; i < 3; i++) {
            difference[i] = one.vector()[3 + i] - other.vector()[3 + i];
        }
        double[][] sum = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum[i][j] = one.velocityCovariance()[i][j] + other.velocityCovariance()[i][j];
            }
        }
        return SymmetricMatrix.dot(difference, SymmetricMatrix.solve(SymmetricMatrix.cholesky(sum), difference));
    }

    /** Evidence of two orbits together as if the fits were linear; the prior, which is in both, counts once; their optimum goes to {@code start}. */
    static double linear(Prior prior, Fitted one, Fitted other, double[] start) {
        double[][] normal = new double[PARAMETERS][PARAMETERS];
        double[] right = new double[PARAMETERS];
        double[] a = SymmetricMatrix.product(one.normal(), one.deviates());
        double[] b = SymmetricMatrix.product(other.normal(), other.deviates());
        double cost = one.cost()
                + other.cost()
                + SymmetricMatrix.dot(one.deviates(), a)
                + SymmetricMatrix.dot(other.deviates(), b);
        for (int i = 0; i < PARAMETERS; i++) {
            right[i] = a[i] + b[i];
            for (int j = 0; j < PARAMETERS; j++) {
                normal[i][j] = one.normal()[i][j] + other.normal()[i][j] - (i == j ? 1 : 0);
            }
        }
        double[][] lower = SymmetricMatrix.cholesky(normal);
        double[] u = SymmetricMatrix.solve(lower, right);
        cost -= SymmetricMatrix.dot(right, u);
        double[] vector = SymmetricMatrix.product(prior.root(), u);
        for (int i = 0; i < PARAMETERS; i++) {
            start[i] = vector[i] + prior.mean()[i];
        }
        return -0.5 * (cost + SymmetricMatrix.logDeterminant(lower));
    }
}

package org.greenzone.astro.physics;

/**
 * Algebra of the small symmetric matrices of estimation (up to about ten parameters): Cholesky factors, solutions, eigenvalues.
 *
 * <p>Deterministic: the same input gives the same bits. Matrices are arrays of rows; only the lower triangle is read.
 */
public final class SymmetricMatrix {
    /** Pivots below this part of their diagonal element are rounding, not information. */
    private static final double PIVOT_FLOOR = 1e-14;

    private static final int JACOBI_SWEEPS = 30;

    private SymmetricMatrix() {}

    /**
     * Lower Cholesky factor of a covariance that is positive semidefinite up to rounding: pivots that vanish are lifted to
     * 1e-14 of their diagonal element, so that the factor always has an inverse.
     *
     * @throws ArithmeticException where the matrix is not finite or has no positive diagonal
     */
    public static double[][] flooredCholesky(double[][] covariance) {
        return factor(covariance, PIVOT_FLOOR);
    }

    /**
     * Lower Cholesky factor.
     *
     * @throws ArithmeticException where the matrix is not finite or not positive definite
     */
    public static double[][] cholesky(double[][] matrix) {
        return factor(matrix, 0);
    }

    private static double[][] factor(double[][] matrix, double floor) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int j = 0; j < n; j++) {
            double pivot = matrix[j][j];
            for (int k = 0; k < j; k++) {
                pivot -= lower[j][k] * lower[j][k];
            }
            pivot = Math.max(pivot, floor * matrix[j][j]);
            if (!(pivot > 0) || Double.isInfinite(pivot)) {
                throw new ArithmeticException("the matrix is not positive definite");
            }
            double root = Math.sqrt(pivot);
            lower[j][j] = root;
            for (int i = j + 1; i < n; i++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = sum / root;
            }
        }
        return lower;
    }

    /** Solves {@code L x = b} by forward substitution. */
    public static double[] forward(double[][] lower, double[] b) {
        int n = b.length;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * x[k];
            }
            x[i] = sum / lower[i][i];
        }
        return x;
    }

    /** Solves {@code L L^T x = b}. */
    public static double[] solve(double[][] lower, double[] b) {
        int n = b.length;
        double[] x = forward(lower, b);
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k][i] * x[k];
            }
            x[i] = sum / lower[i][i];
        }
        return x;
    }

    /** Inverse of {@code L L^T}, symmetric to the bit. */
    public static double[][] inverse(double[][] lower) {
        int n = lower.length;
        double[][] inverse = new double[n][];
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            inverse[j] = solve(lower, unit);
        }
        symmetrize(inverse);
        return inverse;
    }

    /** Natural logarithm of the determinant of {@code L L^T}. */
    public static double logDeterminant(double[][] lower) {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += Math.log(lower[i][i]);
        }
        return 2 * sum;
    }

    /** Replaces both triangles by their mean. */
    public static void symmetrize(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (matrix[i][j] + matrix[j][i]);
                matrix[i][j] = mean;
                matrix[j][i] = mean;
            }
        }
    }

    /** Of vectors of one length. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code A x}. */
    public static double[] product(double[][] a, double[] x) {
        double[] y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            y[i] = dot(a[i], x);
        }
        return y;
    }

    /** {@code A B}. */
    public static double[][] product(double[][] a, double[][] b) {
        int columns = b[0].length;
        double[][] result = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                double factor = a[i][k];
                for (int j = 0; j < columns; j++) {
                    result[i][j] += factor * b[k][j];
                }
            }
        }
        return result;
    }

    /** {@code A B^T}. */
    public static double[][] productTransposed(double[][] a, double[][] b) {
        double[][] result = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                double sum = 0;
                for (int k = 0; k < a[i].length; k++) {
                    sum += a[i][k] * b[j][k];
                }
                result[i][j] = sum;
            }
        }
        return result;
    }

    /** {@code A C A^T} of a symmetric C, symmetric to the bit. */
    public static double[][] congruence(double[][] a, double[][] c) {
        double[][] result = productTransposed(product(a, c), a);
        symmetrize(result);
        return result;
    }

    /** Transition from an inner instant to the end: the transition to the end times the inverse of the inner one. */
    public static double[][] fromInner(double[][] end, double[][] inner) {
        return transpose(solveGeneral(transpose(inner), transpose(end)));
    }

    private static double[][] transpose(double[][] matrix) {
        double[][] result = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    /**
     * Solves {@code A X = B} for a general square A by elimination with partial pivoting.
     *
     * @throws ArithmeticException where A is singular
     */
    public static double[][] solveGeneral(double[][] a, double[][] b) {
        int n = a.length;
        int m = b[0].length;
        double[][] left = new double[n][];
        double[][] right = new double[n][];
        for (int i = 0; i < n; i++) {
            left[i] = a[i].clone();
            right[i] = b[i].clone();
        }
        for (int column = 0; column < n; column++) {
            int best = column;
            for (int i = column + 1; i < n; i++) {
                if (Math.abs(left[i][column]) > Math.abs(left[best][column])) {
                    best = i;
                }
            }
            double[] pivotLeft = left[best];
            double[] pivotRight = right[best];
            left[best] = left[column];
            right[best] = right[column];
            left[column] = pivotLeft;
            right[column] = pivotRight;
            if (!(Math.abs(pivotLeft[column]) > 0)) {
                throw new ArithmeticException("the matrix is singular");
            }
            for (int i = column + 1; i < n; i++) {
                double factor = left[i][column] / pivotLeft[column];
                for (int j = column; j < n; j++) {
                    left[i][j] -= factor * pivotLeft[j];
                }
                for (int j = 0; j < m; j++) {
                    right[i][j] -= factor * pivotRight[j];
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = 0; j < m; j++) {
                double sum = right[i][j];
                for (int k = i + 1; k < n; k++) {
                    sum -= left[i][k] * right[k][j];
                }
                right[i][j] = sum / left[i][i];
            }
        }
        return right;
    }

    /**
     * Eigenvalues and eigenvectors by cyclic Jacobi rotations (Golub and Van Loan, 8.5).
     *
     * @param vectors receives the eigenvectors as columns
     * @return eigenvalues, in the order of the columns (not sorted)
     */
    public static double[] eigen(double[][] symmetric, double[][] vectors) {
        int n = symmetric.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = symmetric[i].clone();
            for (int j = 0; j < n; j++) {
                vectors[i][j] = i == j ? 1 : 0;
            }
        }
        for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(a[p][q]) > 1e-16 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
                        rotate(a, vectors, p, q);
                        rotated = true;
                    }
                }
            }
            if (!rotated) {
                break;
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return values;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Double.isInfinite(theta) ? 0 : Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double cos = 1 / Math.sqrt(t * t + 1);
        double sin = t * cos;
        int n = a.length;
        for (int k = 0; k < n; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = cos * kp - sin * kq;
            a[k][q] = sin * kp + cos * kq;
        }
        for (int k = 0; k < n; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = cos * pk - sin * qk;
            a[q][k] = sin * pk + cos * qk;
        }
        a[p][q] = 0;
        a[q][p] = 0;
        for (int k = 0; k < n; k++) {
            double kp = vectors[k][p];
            double kq = vectors[k][q];
            vectors[k][p] = cos * kp - sin * kq;
            vectors[k][q] = sin * kp + cos * kq;
        }
    }
}

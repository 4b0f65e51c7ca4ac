package org.greenzone.astro.physics;

/**
 * The RTN frame of an object (radial, transverse, normal; RSW of Vallado, RTN of CCSDS 508.0-B-1) and the rotation of
 * covariances into it and out of it.
 *
 * <p>R points along the position, N along the angular momentum, T completes the right-handed triad. The axes are taken
 * as fixed at the instant: velocities are inertial velocities seen in rotated axes, without Coriolis terms, as the CDM
 * has them. Covariances are lower triangles by rows, element (i, j), j &lt;= i, at {@code i (i + 1) / 2 + j}, of 3
 * (position: 6 numbers), 6 (position, velocity: 21 numbers), 7 or 8 parameters (with one or two scalars that do not turn: 28 or
 * 36 numbers). Any consistent units.
 */
public final class RtnFrame {
    private RtnFrame() {}

    /**
     * Axes of the frame in the inertial frame of the state.
     *
     * @param state6 position and velocity; not collinear, else the axes are NaN
     * @param out9 rows R, T, N: {@code out9} times an inertial vector is the vector in RTN
     */
    public static void axes(double[] state6, double[] out9) {
        double x = state6[0];
        double y = state6[1];
        double z = state6[2];
        double hx = y * state6[5] - z * state6[4];
        double hy = z * state6[3] - x * state6[5];
        double hz = x * state6[4] - y * state6[3];
        double r = Math.sqrt(x * x + y * y + z * z);
        double h = Math.sqrt(hx * hx + hy * hy + hz * hz);
        x /= r;
        y /= r;
        z /= r;
        hx /= h;
        hy /= h;
        hz /= h;
        out9[0] = x;
        out9[1] = y;
        out9[2] = z;
        out9[3] = hy * z - hz * y;
        out9[4] = hz * x - hx * z;
        out9[5] = hx * y - hy * x;
        out9[6] = hx;
        out9[7] = hy;
        out9[8] = hz;
    }

    /** The vector (3 numbers) in the frame of the state. */
    public static double[] vectorToRtn(double[] inertial, double[] state6) {
        double[] axes = new double[9];
        axes(state6, axes);
        double[] rtn = new double[3];
        for (int i = 0; i < 3; i++) {
            rtn[i] = axes[3 * i] * inertial[0] + axes[3 * i + 1] * inertial[1] + axes[3 * i + 2] * inertial[2];
        }
        return rtn;
    }

    /** The inertial vector (3 numbers) of one given in the frame of the state. */
    public static double[] vectorToInertial(double[] rtn, double[] state6) {
        double[] axes = new double[9];
        axes(state6, axes);
        double[] inertial = new double[3];
        for (int i = 0; i < 3; i++) {
            inertial[i] = axes[i] * rtn[0] + axes[3 + i] * rtn[1] + axes[6 + i] * rtn[2];
        }
        return inertial;
    }

    /**
     * Full symmetric covariance in inertial axes from the lower triangle in RTN.
     *
     * @param lowerTriangleRtn 6, 21, 28 or 36 numbers
     * @throws IllegalArgumentException for another length
     */
    public static double[][] toInertial(double[] lowerTriangleRtn, double[] state6) {
        int n = dimension(lowerTriangleRtn.length);
        double[][] rtn = new double[n][n];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = 0; j <= i; j++, k++) {
                rtn[i][j] = lowerTriangleRtn[k];
                rtn[j][i] = lowerTriangleRtn[k];
            }
        }
        double[] axes = new double[9];
        axes(state6, axes);
        return rotate(rtn, axes, true);
    }

    /**
     * Lower triangle in RTN of a full covariance in inertial axes of 3, 6, 7 or 8 parameters.
     *
     * @throws IllegalArgumentException for another size
     */
    public static double[] toRtn(double[][] inertial, double[] state6) {
        int n = inertial.length;
        double[] lower = new double[n * (n + 1) / 2];
        dimension(lower.length);
        double[] axes = new double[9];
        axes(state6, axes);
        double[][] rtn = rotate(inertial, axes, false);
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = 0; j <= i; j++, k++) {
                lower[k] = 0.5 * (rtn[i][j] + rtn[j][i]);
            }
        }
        return lower;
    }

    private static int dimension(int triangleLength) {
        return switch (triangleLength) {
            case 6 -> 3;
            case 21 -> 6;
            case 28 -> 7;
            case 36 -> 8;
            default ->
                throw new IllegalArgumentException(
                        "a covariance triangle has 6, 21, 28 or 36 numbers, not " + triangleLength);
        };
    }

    /** A C A^T with A the block rotation (transposed for {@code toInertial}); blocks of three turn, the rest stays. */
    private static double[][] rotate(double[][] matrix, double[] axes, boolean toInertial) {
        int n = matrix.length;
        double[][] left = new double[n][n];
        for (int column = 0; column < n; column++) {
            for (int i = 0; i < n; i++) {
                left[i][column] = turned(axes, toInertial, i, n, matrix, column);
            }
        }
        double[][] transposed = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j][i] = left[i][j];
            }
        }
        double[][] result = new double[n][n];
        for (int column = 0; column < n; column++) {
            for (int i = 0; i < n; i++) {
                result[i][column] = turned(axes, toInertial, i, n, transposed, column);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (result[i][j] + result[j][i]);
                result[i][j] = mean;
                result[j][i] = mean;
            }
        }
        return result;
    }

    private static double turned(double[] axes, boolean toInertial, int row, int n, double[][] matrix, int column) {
        int block = row / 3 * 3;
        if (block + 3 > n) {
            return matrix[row][column];
        }
        int r = row - block;
        int first = toInertial ? r : 3 * r;
        int stride = toInertial ? 3 : 1;
        return axes[first] * matrix[block][column]
                + axes[first + stride] * matrix[block + 1][column]
                + axes[first + 2 * stride] * matrix[block + 2][column];
    }
}

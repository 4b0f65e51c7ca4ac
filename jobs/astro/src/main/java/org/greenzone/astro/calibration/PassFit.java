package org.greenzone.astro.calibration;

import java.util.Arrays;

/**
 * One pass given weights: what it says of the biases of its site after its own errors are taken out, and how far its scalars
 * are from the best that biases and errors can make of them.
 */
final class PassFit {
    private static final int BIASES = BiasKind.COUNT;
    /** Variance of the bias of a pass that does not vary, in units of the squared bound: a tenth of a millimetre in range. */
    private static final double RIGID = 1e-14;

    private static final int SOME = 4;

    private final PassResiduals pass;
    /** Weight of each scalar; 0 where rejected. */
    final double[] weight;

    /** Residual over its standard deviation, from the fit. */
    final double[] deviate;
    /** Share of each scalar that the fit did not take up: 1 less its leverage. */
    final double[] redundancy;

    private double[][] information = new double[BIASES][BIASES];
    private double[] gradient = new double[BIASES];

    PassFit(PassResiduals pass) {
        this.pass = pass;
        weight = new double[pass.size()];
        deviate = new double[pass.size()];
        redundancy = new double[pass.size()];
        Arrays.fill(weight, 1);
    }

    PassResiduals pass() {
        return pass;
    }

    /** Information of the pass on the biases, its own errors eliminated; unit: bounds. */
    double[][] information() {
        return information;
    }

    /** Information times the best biases. */
    double[] gradient() {
        return gradient;
    }

    /** Whether at least half of the scalars are in the fit, and of each kind of which there are some. */
    boolean isSound() {
        int[] kept = new int[NoiseKind.COUNT];
        int[] count = new int[NoiseKind.COUNT];
        int allKept = 0;
        for (int s = 0; s < weight.length; s++) {
            int kind = NoiseKind.of(pass.kind()[s]).ordinal();
            count[kind]++;
            kept[kind] += weight[s] > 0 ? 1 : 0;
            allKept += weight[s] > 0 ? 1 : 0;
        }
        boolean sound = 2 * allKept >= weight.length;
        for (int kind = 0; kind < NoiseKind.COUNT; kind++) {
            sound &= count[kind] < SOME || 2 * kept[kind] >= count[kind];
        }
        return sound;
    }

    boolean isOf(int scalar, NoiseKind kind) {
        return NoiseKind.of(pass.kind()[scalar]) == kind;
    }

    double noise(int scalar, double[] scale) {
        return pass.sigma()[scalar] * scale[NoiseKind.of(pass.kind()[scalar]).ordinal()];
    }

    /**
     * Fits the pass with its bias drawn from a distribution.
     *
     * @param scale true over stated sigma, by noise kind
     * @param mean of the biases, in bounds
     * @param variance of the bias of one pass about the mean, in squared bounds
     */
    void fit(double[] scale, double[] mean, double[] variance) {
        int errors = pass.errors();
        int n = errors + BIASES;
        double[][] normal = new double[n][n];
        double[] right = new double[n];
        double[] row = new double[n];
        for (int s = 0; s < pass.size(); s++) {
            if (weight[s] == 0) {
                continue;
            }
            row(s, row);
            double noise = noise(s, scale);
            double w = weight[s] / (noise * noise);
            double residual = pass.residual()[s];
            for (int i = 0; i < n; i++) {
                double wi = w * row[i];
                right[i] += wi * residual;
                for (int j = 0; j <= i; j++) {
                    normal[i][j] += wi * row[j];
                }
            }
        }
        for (int i = 0; i < errors; i++) {
            normal[i][i] += 1;
        }
        // Cholesky, the errors first: what is left of the biases is their information with the errors eliminated.
        factor(normal, right, 0, errors);
        information = new double[BIASES][BIASES];
        gradient = new double[BIASES];
        for (int i = 0; i < BIASES; i++) {
            gradient[i] = right[errors + i];
            for (int j = 0; j <= i; j++) {
                information[i][j] = normal[errors + i][errors + j];
                information[j][i] = information[i][j];
            }
        }
        for (int i = 0; i < BIASES; i++) {
            double precision = 1 / Math.max(RIGID, variance[i]);
            normal[errors + i][errors + i] += precision;
            right[errors + i] += precision * mean[i];
        }
        factor(normal, right, errors, n);
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                right[i] -= normal[k][i] * right[k];
            }
            right[i] /= normal[i][i];
        }
        double[] whitened = new double[n];
        for (int s = 0; s < pass.size(); s++) {
            row(s, row);
            double residual = pass.residual()[s];
            double spread = 0;
            for (int i = 0; i < n; i++) {
                residual -= row[i] * right[i];
                double sum = row[i];
                double[] line = normal[i];
                for (int j = 0; j < i; j++) {
                    sum -= line[j] * whitened[j];
                }
                whitened[i] = sum / line[i];
                spread += whitened[i] * whitened[i];
            }
            double noise = noise(s, scale);
            double leverage = weight[s] * spread / (noise * noise);
            redundancy[s] = Math.max(0, 1 - leverage);
            // One that is in the fit has drawn it to itself; one that is not is as uncertain as both together.
            double variance1 = noise * noise + (weight[s] > 0 ? -leverage * noise * noise : spread);
            deviate[s] = residual / Math.sqrt(Math.max(1e-6 * noise * noise, variance1));
        }
    }

    /** Columns of the Cholesky factor of a lower triangle in place, and the right side solved forward with them; what follows is made less by them. */
    private static void factor(double[][] lower, double[] right, int from, int to) {
        for (int k = from; k < to; k++) {
            double diagonal = lower[k][k];
            if (!(diagonal > 0)) {
                throw new ArithmeticException("the matrix is not positive definite");
            }
            double root = Math.sqrt(diagonal);
            lower[k][k] = root;
            right[k] /= root;
            for (int i = k + 1; i < lower.length; i++) {
                lower[i][k] /= root;
                right[i] -= lower[i][k] * right[k];
            }
            for (int i = k + 1; i < lower.length; i++) {
                double by = lower[i][k];
                double[] line = lower[i];
                for (int j = k + 1; j <= i; j++) {
                    line[j] -= by * lower[j][k];
                }
            }
        }
    }

    private void row(int scalar, double[] out) {
        System.arraycopy(pass.errorPartials()[scalar], 0, out, 0, pass.errors());
        System.arraycopy(pass.biasPartials()[scalar], 0, out, pass.errors(), BIASES);
    }
}

package org.greenzone.formats;

import java.util.Locale;
import java.util.Set;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;

/** Covariances of position and velocity as messages give them, in the RTN frame of the object. */
public final class FileCovariance {
    private static final Set<String> RTN_NAMES = Set.of("RTN", "RSW", "RIC", "QSW");

    private FileCovariance() {}

    /**
     * In RTN, from the frame that a message names.
     *
     * @param lower 21 numbers, lower triangle by rows, m and s
     * @param frameName RTN, RSW, RIC, QSW or TNW of the object, or a frame of {@link FileFrame}
     * @param stateGcrf state of the object at the instant, m and m/s
     */
    public static double[] toRtn(
            double[] lower, String frameName, double[] stateGcrf, long utcMicros, PhysicalData physics)
            throws BadValueException {
        if (isRtn(frameName)) {
            return lower.clone();
        }
        if (plain(frameName).equals("TNW")) {
            return RtnFrame.toRtn(tnwToInertial(full(lower), stateGcrf), stateGcrf);
        }
        FileFrame frame = FileFrame.named(frameName, physics);
        return RtnFrame.toRtn(frame.covarianceToGcrf(full(lower), utcMicros), stateGcrf);
    }

    /** Whether the name is one of those of the RTN frame; no state is needed then. */
    public static boolean isRtn(String frameName) {
        return RTN_NAMES.contains(plain(frameName));
    }

    private static String plain(String frameName) {
        return frameName.strip().toUpperCase(Locale.ROOT).replaceAll("[ _-]?(INERTIAL)?$", "");
    }

    /** The full symmetric matrix of a lower triangle of 21 numbers. */
    public static double[][] full(double[] lower) {
        double[][] full = new double[6][6];
        for (int i = 0, k = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++, k++) {
                full[i][j] = lower[k];
                full[j][i] = lower[k];
            }
        }
        return full;
    }

    /** T along the velocity, W along the angular momentum, N completes (CCSDS 502.0-B-3, annex). */
    private static double[][] tnwToInertial(double[][] tnw, double[] state) {
        double[] rtn = new double[9];
        RtnFrame.axes(state, rtn);
        double speed = Vectors.norm(state, 3);
        double[] t = {state[3] / speed, state[4] / speed, state[5] / speed};
        double[] w = {rtn[6], rtn[7], rtn[8]};
        double[] n = {w[1] * t[2] - w[2] * t[1], w[2] * t[0] - w[0] * t[2], w[0] * t[1] - w[1] * t[0]};
        double[][] axes = {t, n, w};
        double[][] out = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    for (int m = 0; m < 3; m++) {
                        sum += axes[k][i % 3] * tnw[3 * (i / 3) + k][3 * (j / 3) + m] * axes[m][j % 3];
                    }
                }
                out[i][j] = sum;
            }
        }
        return out;
    }
}

package org.greenzone.astro.breakup;

import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.physics.Vectors;

/**
 * How velocities lie about each other, robustly.
 *
 * @param count of them
 * @param offset length of the vector of their medians, m/s
 * @param spread median distance from that, with what each is uncertain by taken off in squares, m/s
 */
record VelocityScatter(int count, double offset, double spread) {
    /** @param velocities three components and the trace of the covariance of each */
    static VelocityScatter of(List<double[]> velocities) {
        int n = velocities.size();
        if (n == 0) {
            return new VelocityScatter(0, Double.NaN, Double.NaN);
        }
        double[] centre = new double[3];
        for (int i = 0; i < 3; i++) {
            int axis = i;
            centre[i] = median(velocities.stream().mapToDouble(v -> v[axis]).toArray());
        }
        double[] squares = new double[n];
        for (int k = 0; k < n; k++) {
            double[] v = velocities.get(k);
            squares[k] = -v[3];
            for (int i = 0; i < 3; i++) {
                squares[k] += (v[i] - centre[i]) * (v[i] - centre[i]);
            }
        }
        return new VelocityScatter(n, Vectors.norm(centre), Math.sqrt(Math.max(0, median(squares))));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
    }
}

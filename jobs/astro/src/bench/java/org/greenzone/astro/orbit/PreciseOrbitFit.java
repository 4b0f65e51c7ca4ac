package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.testkit.SharedData;

/**
 * What our forces leave of real motion: state, ballistic and radiation coefficient fitted to the positions of an SP3 file over a day or two, and the
 * error of the prediction after it. No tracks, no noise: the floor for any orbit determination with these forces, and a
 * jump in it is a manoeuvre. Run {@code main}.
 */
public final class PreciseOrbitFit {
    private static final long HOUR = 3_600_000_000L;
    private static final double[] PRIOR = {1e3, 1e3, 1e3, 1, 1, 1, 0.05, 0.03};
    private static final double SIGMA = 1;

    private PreciseOrbitFit() {}

    public static void main(String[] args) {
        PhysicalData data = PhysicalData.fromOrekitData(SharedData.require("orekit-data"));
        for (String file : List.of(PreciseOrbit.JASON_2, PreciseOrbit.SPOT_5)) {
            PreciseOrbit truth = PreciseOrbit.read(data, SharedData.require(file));
            for (int degree : new int[] {36, 60}) {
                ForceModel model = new ForceModel(degree, true, true, true, true);
                OrbitPropagator propagator = new OrbitPropagator(data, model, 8);
                for (int hours : new int[] {24, 48}) {
                    for (long from = truth.firstMicros() + HOUR;
                            from + (hours + 24) * HOUR < truth.lastMicros() - HOUR;
                            from += 24 * HOUR) {
                        fit(data.leapSeconds(), propagator, truth, degree, from, hours);
                    }
                }
            }
        }
    }

    private static void fit(
            LeapSeconds leap, OrbitPropagator propagator, PreciseOrbit truth, int degree, long from, int hours) {
        double[] x = Arrays.copyOf(truth.state(from), 8);
        x[6] = 0.02;
        x[7] = 0.02;
        double span = hours * 3600.0;
        for (int iteration = 0; iteration < 4; iteration++) {
            Trajectory here = propagator.propagateWithTransition(state(from, x), 0, span);
            double[] more = x.clone();
            more[7] += 0.01;
            Trajectory pressed = propagator.propagate(state(from, more), 0, span);
            double[][] normal = new double[8][8];
            double[] right = new double[8];
            for (int i = 0; i < 8; i++) {
                normal[i][i] = 1 / (PRIOR[i] * PRIOR[i]);
            }
            double[] s = new double[6];
            double[] p = new double[6];
            double[] flat = new double[42];
            for (double t = 0; t <= span; t += 300) {
                double[] real = truth.state(leap.plusSeconds(from, t));
                here.state(t, s);
                pressed.state(t, p);
                here.transition(t, flat);
                for (int d = 0; d < 3; d++) {
                    double[] row = Arrays.copyOf(Arrays.copyOfRange(flat, 7 * d, 7 * d + 7), 8);
                    row[7] = (p[d] - s[d]) / 0.01;
                    for (int i = 0; i < 8; i++) {
                        right[i] += row[i] * (real[d] - s[d]) / (SIGMA * SIGMA);
                        for (int j = 0; j < 8; j++) {
                            normal[i][j] += row[i] * row[j] / (SIGMA * SIGMA);
                        }
                    }
                }
            }
            double[] dx = SymmetricMatrix.solve(SymmetricMatrix.cholesky(normal), right);
            for (int i = 0; i < 8; i++) {
                x[i] += dx[i];
            }
        }
        long until = Math.min(from + (hours + 72) * HOUR, truth.lastMicros() - 600_000_000L);
        double end = leap.elapsedSeconds(from, until);
        Trajectory fitted = propagator.propagate(state(from, x), 0, end);
        List<String> ahead = new ArrayList<>();
        for (int after : new int[] {6, 12, 24, 48, 72}) {
            double t = span + after * 3600.0;
            if (t <= end) {
                double[] e = rms(leap, truth, fitted, from, t - 6000, t);
                ahead.add(String.format(Locale.ROOT, "%dh %.1f/%.1f/%.1f", after, e[0], e[1], e[2]));
            }
        }
        double[] in = rms(leap, truth, fitted, from, 0, span);
        System.out.printf(
                Locale.ROOT,
                "%s %dx%d %dh arc from +%3dh: rms RTN %.2f/%.2f/%.2f m, CdA/m %.4f CrA/m %.4f; ahead RTN %s%n",
                truth.lastMicros() - truth.firstMicros() > 130 * HOUR ? "SPOT-5" : "Jason-2",
                degree,
                degree,
                hours,
                (from - truth.firstMicros()) / HOUR,
                in[0],
                in[1],
                in[2],
                x[6],
                x[7],
                ahead);
    }

    private static OrbitalState state(long micros, double[] x) {
        return new OrbitalState(micros, Arrays.copyOf(x, 6), x[6], x[7]);
    }

    private static double[] rms(
            LeapSeconds leap, PreciseOrbit truth, Trajectory fitted, long from, double first, double last) {
        double[] sum = new double[3];
        double[] s = new double[6];
        int n = 0;
        for (double t = first; t <= last; t += 300, n++) {
            double[] real = truth.state(leap.plusSeconds(from, t));
            fitted.state(t, s);
            double[] rtn = RtnFrame.vectorToRtn(new double[] {s[0] - real[0], s[1] - real[1], s[2] - real[2]}, real);
            for (int d = 0; d < 3; d++) {
                sum[d] += rtn[d] * rtn[d];
            }
        }
        for (int d = 0; d < 3; d++) {
            sum[d] = Math.sqrt(sum[d] / n);
        }
        return sum;
    }
}

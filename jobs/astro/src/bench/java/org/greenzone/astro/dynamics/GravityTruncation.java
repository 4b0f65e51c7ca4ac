package org.greenzone.astro.dynamics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * What a field of degree 36 loses against one of 70, by altitude: orbits under the greater field, the state fitted to a day of them (without
 * noise) under the smaller one, and the error along track in the days after. Next to it the white acceleration that makes as much
 * in a day, 2e-12 m2/s3 (e / 60 m)^2, and that of {@link ProcessNoise}. Run {@code main}.
 */
public final class GravityTruncation {
    private static final long EPOCH = 1_277_000_000_000_000L;
    private static final double DAY = 86_400;
    private static final int ORBITS = 24;

    private GravityTruncation() {}

    public static void main(String[] arguments) {
        PhysicalData data = PhysicalData.builtIn();
        double mu = data.gravity().mu();
        for (int degree : new int[] {21, 36, 48}) {
            OrbitPropagator greater = new OrbitPropagator(data, new ForceModel(70, true, true, false, false));
            OrbitPropagator smaller = new OrbitPropagator(data, new ForceModel(degree, true, true, false, false), 8);
            for (int km : new int[] {350, 400, 450, 500, 600, 700, 832, 1000, 1336}) {
                Random random = new Random(km);
                double[] squares = new double[5];
                double[] inside = new double[1];
                for (int i = 0; i < ORBITS; i++) {
                    double inclination = Math.acos(1.2 * random.nextDouble() - 0.6);
                    double a = 6_378_137 + 1e3 * km + 40_000 * (random.nextDouble() - 0.5);
                    double node = 2 * Math.PI * random.nextDouble();
                    double tan = Math.tan(inclination / 2);
                    double[] elements = {
                        a,
                        0.001 * random.nextGaussian(),
                        0.001 * random.nextGaussian(),
                        tan * Math.cos(node),
                        tan * Math.sin(node),
                        2 * Math.PI * random.nextDouble()
                    };
                    orbit(greater, smaller, EquinoctialElements.toCartesian(elements, mu), squares, inside);
                }
                double day = Math.sqrt(squares[1] / ORBITS);
                double white = ProcessNoise.truncation(6_378_137 + 1e3 * km, degree);
                System.out.printf(
                        Locale.ROOT,
                        "degree %d, %4d km: fit 3D %.2f m; along track after 6 h %.2f, 24 h %.2f, 72 h %.2f m; radial %.2f, normal %.2f m; white %.1e, in use %.1e m2/s3%n",
                        degree,
                        km,
                        Math.sqrt(inside[0] / ORBITS),
                        Math.sqrt(squares[0] / ORBITS),
                        day,
                        Math.sqrt(squares[2] / ORBITS),
                        Math.sqrt(squares[3] / ORBITS),
                        Math.sqrt(squares[4] / ORBITS),
                        2e-12 * day * day / 3600,
                        white);
            }
        }
    }

    private static void orbit(
            OrbitPropagator greater, OrbitPropagator smaller, double[] start, double[] squares, double[] inside) {
        Trajectory real = greater.propagate(new OrbitalState(EPOCH, start, 0, 0), 0, 4 * DAY);
        double[] x = start.clone();
        double[] s = new double[6];
        double[] r = new double[6];
        double[] flat = new double[42];
        for (int iteration = 0; iteration < 3; iteration++) {
            Trajectory here = smaller.propagateWithTransition(new OrbitalState(EPOCH, x, 0, 0), 0, DAY);
            double[][] normal = new double[6][6];
            double[] right = new double[6];
            for (double t = 0; t <= DAY; t += 600) {
                real.state(t, r);
                here.state(t, s);
                here.transition(t, flat);
                for (int d = 0; d < 3; d++) {
                    for (int i = 0; i < 6; i++) {
                        right[i] += flat[7 * d + i] * (r[d] - s[d]);
                        for (int j = 0; j < 6; j++) {
                            normal[i][j] += flat[7 * d + i] * flat[7 * d + j];
                        }
                    }
                }
            }
            double[] dx = SymmetricMatrix.solve(SymmetricMatrix.cholesky(normal), right);
            for (int i = 0; i < 6; i++) {
                x[i] += dx[i];
            }
        }
        Trajectory fitted = smaller.propagate(new OrbitalState(EPOCH, x, 0, 0), 0, 4 * DAY);
        double[] after = {1.25 * DAY, 2 * DAY, 4 * DAY - 7000};
        for (int k = 0; k < after.length; k++) {
            // mean square over a revolution
            for (int m = 0; m < 10; m++) {
                double[] e = error(real, fitted, after[k] - 600 * m);
                squares[k] += e[1] * e[1] / 10;
                squares[3] += k == 1 ? e[0] * e[0] / 10 : 0;
                squares[4] += k == 1 ? e[2] * e[2] / 10 : 0;
            }
        }
        for (int m = 0; m < 144; m++) {
            double[] e = error(real, fitted, 600.0 * m);
            inside[0] += (e[0] * e[0] + e[1] * e[1] + e[2] * e[2]) / 144;
        }
    }

    private static double[] error(Trajectory real, Trajectory fitted, double t) {
        double[] r = new double[6];
        double[] s = new double[6];
        real.state(t, r);
        fitted.state(t, s);
        return RtnFrame.vectorToRtn(Arrays.copyOf(new double[] {s[0] - r[0], s[1] - r[1], s[2] - r[2]}, 3), r);
    }
}

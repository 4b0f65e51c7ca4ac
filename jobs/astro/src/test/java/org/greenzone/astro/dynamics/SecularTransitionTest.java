package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class SecularTransitionTest {
    private static final long EPOCH = 1_636_944_600_000_000L;

    private final OrbitPropagator propagator =
            new OrbitPropagator(PhysicalData.builtIn(), new ForceModel(8, false, false, true, false));

    /** Of each column of the partials of the position the worst difference over its greatest length. */
    private double[] worst(double apogeeSpeedFactor, double seconds) {
        double r = 6_378_137 + 480_000;
        double v = apogeeSpeedFactor * Math.sqrt(3.986004415e14 / r);
        OrbitalState start = new OrbitalState(EPOCH, new double[] {r, 0, 0, 0, 0.13 * v, 0.9915 * v}, 0.1, 0);
        Trajectory integrated = propagator.propagateWithTransition(start, Math.min(0, seconds), Math.max(0, seconds));
        Trajectory motion = propagator.propagate(start, Math.min(0, seconds), Math.max(0, seconds));
        SecularTransition secular = propagator.secularTransition(motion, start, seconds);
        double[] worst = new double[7];
        double[] greatest = new double[7];
        double[] a = new double[42];
        double[] b = new double[42];
        for (double share = 0.5; share <= 1; share += 0.0125) {
            integrated.transition(share * seconds, a);
            secular.at(share * seconds, b);
            for (int j = 0; j < 7; j++) {
                double difference = 0;
                double length = 0;
                for (int i = 0; i < 3; i++) {
                    difference += Math.pow(a[7 * i + j] - b[7 * i + j], 2);
                    length += a[7 * i + j] * a[7 * i + j];
                }
                worst[j] = Math.max(worst[j], Math.sqrt(difference));
                greatest[j] = Math.max(greatest[j], Math.sqrt(length));
            }
        }
        for (int j = 0; j < 7; j++) {
            worst[j] /= greatest[j];
        }
        return worst;
    }

    private void isNear(double[] shares) {
        for (int j = 0; j < 6; j++) {
            assertThat(shares[j]).as("column %d", j).isLessThan(0.02);
        }
        assertThat(shares[6]).as("drag").isLessThan(0.05);
    }

    @Test
    void isTheIntegratedOneForNearlyCircularOrbits() {
        isNear(worst(1, 54_000));
    }

    @Test
    void isTheIntegratedOneForEccentricOrbits() {
        isNear(worst(1.03, 54_000));
    }

    @Test
    void isTheIntegratedOneBackwards() {
        isNear(worst(1.01, -20_000));
    }
}

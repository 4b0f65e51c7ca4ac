package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class RadiationSensitivityTest {
    private static final long EPOCH = 1_636_944_420_000_000L;
    private static final double MORE = 0.1;

    private final OrbitPropagator propagator = new OrbitPropagator(PhysicalData.builtIn(), ForceModel.STANDARD);

    /** Worst distance of the sensitivity over a leg from the difference of two motions, over the greatest such difference. */
    private double worst(double altitudeMetres, double seconds) {
        double r = 6_378_137 + altitudeMetres;
        double v = Math.sqrt(3.986004415e14 / r);
        OrbitalState plain = new OrbitalState(EPOCH, new double[] {r, 0, 0, 0, 0.3 * v, 0.954 * v}, 0.02, 0.02);
        OrbitalState pressed = new OrbitalState(EPOCH, plain.stateGcrf(), 0.02, 0.02 + MORE);
        Trajectory way = propagator.propagateWithTransition(plain, Math.min(0, seconds), Math.max(0, seconds));
        Trajectory other = propagator.propagate(pressed, Math.min(0, seconds), Math.max(0, seconds));
        RadiationSensitivity sunlight = propagator.radiation(way, plain, seconds);
        double worst = 0;
        double greatest = 0;
        double[] a = new double[6];
        double[] b = new double[6];
        for (double share = 0.1; share <= 1; share += 0.1) {
            double t = share * seconds;
            way.state(t, a);
            other.state(t, b);
            double[][] transition = ProcessNoise.transition(way, sunlight, t);
            for (int d = 0; d < 3; d++) {
                double moved = (b[d] - a[d]) / MORE;
                worst = Math.max(worst, Math.abs(transition[d][7] - moved));
                greatest = Math.max(greatest, Math.abs(moved));
            }
        }
        return worst / greatest;
    }

    @Test
    void isTheDifferenceOfTwoMotions() {
        assertThat(worst(420_000, 10_800)).isLessThan(0.03);
        assertThat(worst(832_000, 10_800)).isLessThan(0.02);
        assertThat(worst(1_336_000, 10_800)).isLessThan(0.02);
        assertThat(worst(832_000, 5_000)).isLessThan(0.02);
    }

    @Test
    void isSoBackwardsToo() {
        assertThat(worst(832_000, -10_800)).isLessThan(0.02);
    }
}

package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.catalogue.CovarianceNodes;
import org.greenzone.astro.conjunction.ShellOfOrbits.Kepler;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrbitTableTest {
    private static final LeapSeconds LEAP_SECONDS = ShellOfOrbits.PHYSICS.leapSeconds();
    private static final double EPOCH = LEAP_SECONDS.elapsedSeconds(OrbitTable.ORIGIN_MICROS, ShellOfOrbits.EPOCH);

    private final OrbitPropagator propagator = new OrbitPropagator(ShellOfOrbits.PHYSICS, ForceModel.STANDARD);

    private static CovarianceNodes none(OrbitPropagator propagator, double[] state) {
        return new CovarianceNodes(
                LEAP_SECONDS, propagator, ShellOfOrbits.orbit("1", 0, ShellOfOrbits.EPOCH, state), (t, out) -> {}, 0);
    }

    private Trajectory trajectory(double[] state, double from, double to) {
        double[] needed = OrbitTable.needed(EPOCH + from, EPOCH + to);
        return propagator.propagate(
                new OrbitalState(ShellOfOrbits.EPOCH, state, 0.01, 0.01), needed[0] - EPOCH, needed[1] - EPOCH);
    }

    private OrbitTable table(double[] state, double from, double to) {
        return new OrbitTable(
                LEAP_SECONDS, state, trajectory(state, from, to), EPOCH + from, EPOCH + to, none(propagator, state));
    }

    /** From a low circle to an orbit that reaches halfway to the Moon. */
    @ParameterizedTest
    @CsvSource({
        "6678e3, 0.001, 0.9",
        "6778e3, 0.015, 1.7",
        "7200e3, 0.05, 1.4",
        "9000e3, 0.25, 0.5",
        "24400e3, 0.728, 0.12",
        "26600e3, 0.74, 1.107",
        "42164e3, 0.0003, 0.1",
        "90000e3, 0.92, 0.9"
    })
    void theTableSaysWhereTheOrbitIsBetweenItsPointsAndBoundsItsRadiusAndSpeed(
            double axis, double eccentricity, double inclination) {
        double[] state = new Kepler(axis, eccentricity, inclination, 1, 2, 6).state();
        double to = 86_400;
        Trajectory trajectory = trajectory(state, 600, to);
        OrbitTable table =
                new OrbitTable(LEAP_SECONDS, state, trajectory, EPOCH + 600, EPOCH + to, none(propagator, state));
        double worst = 0;
        double worstRate = 0;
        double[] truth = new double[6];
        double[] told = new double[6];
        for (double t = 600; t <= to; t += 17.3) {
            trajectory.state(t, truth);
            assertThat(table.state(EPOCH + t, told)).isTrue();
            double error = 0;
            double rate = 0;
            double radius = 0;
            double speed = 0;
            for (int i = 0; i < 3; i++) {
                error += (told[i] - truth[i]) * (told[i] - truth[i]);
                rate += (told[i + 3] - truth[i + 3]) * (told[i + 3] - truth[i + 3]);
                radius += truth[i] * truth[i];
                speed += truth[i + 3] * truth[i + 3];
            }
            worst = Math.max(worst, Math.sqrt(error));
            worstRate = Math.max(worstRate, Math.sqrt(rate));
            assertThat(Math.sqrt(radius)).isBetween(table.lowestRadius(), table.highestRadius());
            assertThat(Math.sqrt(speed)).isLessThan(table.speedBound());
        }
        assertThat(worst).isLessThan(0.3);
        assertThat(worstRate).isLessThan(0.01);
    }

    @Test
    void aTableSaysTheSameToTheBitWhereverItBeginsAndEnds() {
        double[] state = new Kepler(7.1e6, 0.01, 1.3, 1, 2, 3).state();
        OrbitTable one = table(state, 0, 20_000);
        OrbitTable other = table(state, 7_777, 43_210);
        double[] a = new double[6];
        double[] b = new double[6];
        for (double t = 7_777; t <= 20_000; t += 97.7) {
            one.state(EPOCH + t, a);
            other.state(EPOCH + t, b);
            assertThat(a).isEqualTo(b);
        }
    }

    @Test
    void outsideOfItsIntervalThereIsNoState() {
        OrbitTable table = table(new Kepler(7.1e6, 0.01, 1.3, 1, 2, 3).state(), 1000, 5000);
        double[] state = new double[6];
        assertThat(table.state(EPOCH + 999, state)).isFalse();
        assertThat(table.state(EPOCH + 5001, state)).isFalse();
        assertThat(state).containsOnly(Double.NaN);
        assertThat(table.state(EPOCH + 1000, state)).isTrue();
        assertThat(table.bytes()).isLessThan(12 * (5000 - 1000) / 120 + 12 * 14 + 2 * 48 + 28 * 8);
    }

    @Test
    void anObjectThatReEntersHasATableUntilThen() {
        double[] state = new Kepler(6_378_137 + 130e3, 0.0005, 1.3, 1, 2, 3).state();
        OrbitTable table = table(state, 0, 2 * 86_400);
        assertThat(table.ended()).isTrue();
        assertThat(table.lastSeconds()).isLessThan(EPOCH + 86_400).isGreaterThan(EPOCH + 600);
    }
}

package org.greenzone.astro.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class TrueMotionTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final ForceModel FORCES = new ForceModel(8, true, true, true, true);
    /** 2021-11-15T00:00:00Z. */
    private static final long START = 1_636_934_400_000_000L;

    private static final long HOUR = 3_600_000_000L;
    private static final OrbitalState FIRST =
            new OrbitalState(START, new double[] {6_850_000, 0, 0, 0, 1_000, 7_560}, 0.01, 0.01);

    @Test
    void betweenHourlyStatesTheMotionIsThatWhichMadeThemToCentimetres() {
        OrbitPropagator propagator = new OrbitPropagator(PHYSICS, FORCES);
        Trajectory made = propagator.propagate(FIRST, 0, 4 * 3600);
        TrueOrbit orbit = table(made);
        TrueMotion motion = new TrueMotion(propagator, PHYSICS.leapSeconds());
        double[] expected = new double[6];
        for (double seconds : new double[] {0, 1, 1799, 1801, 3600, 9000, 14_399.5, 14_400}) {
            made.state(seconds, expected);
            double[] found = motion.at(orbit, START + Math.round(seconds * 1e6)).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(i < 3 ? 0.02 : 2e-5));
            }
        }
        assertThat(motion.gapMetres(orbit)).isLessThan(0.02);
    }

    @Test
    void otherForcesShowInTheGap() {
        TrueOrbit orbit = table(new OrbitPropagator(PHYSICS, FORCES).propagate(FIRST, 0, 4 * 3600));
        OrbitPropagator other = new OrbitPropagator(PHYSICS, new ForceModel(2, true, true, true, true));
        assertThat(new TrueMotion(other, PHYSICS.leapSeconds()).gapMetres(orbit))
                .isGreaterThan(1);
    }

    @Test
    void outsideItsLifeAnObjectIsNowhere() {
        OrbitPropagator propagator = new OrbitPropagator(PHYSICS, FORCES);
        TrueOrbit orbit = new TrueOrbit("1", true, List.of(FIRST));
        TrueMotion motion = new TrueMotion(propagator, PHYSICS.leapSeconds());
        assertThat(motion.at(orbit, START)).isPresent();
        assertThat(motion.at(orbit, START + 1)).isEmpty();
        assertThat(motion.at(orbit, START - 1)).isEmpty();
        assertThat(motion.gapMetres(orbit)).isNaN();
    }

    private static TrueOrbit table(Trajectory made) {
        List<OrbitalState> states = new ArrayList<>();
        for (int hour = 0; hour <= 4; hour++) {
            double[] state = new double[6];
            made.state(3600.0 * hour, state);
            states.add(new OrbitalState(
                    START + hour * HOUR, state, FIRST.ballisticCoefficient(), FIRST.radiationCoefficient()));
        }
        return new TrueOrbit("1", true, states);
    }
}

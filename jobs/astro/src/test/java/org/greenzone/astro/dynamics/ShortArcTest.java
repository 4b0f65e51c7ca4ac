package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class ShortArcTest {
    /** 2021-11-15T02:47:00Z. */
    private static final long EPOCH = 1_636_944_420_000_000L;

    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final OrbitPropagator PROPAGATOR = new OrbitPropagator(DATA, ForceModel.STANDARD);
    private static final double[] SECONDS = {-60, -59, -31, -12.5, -1, 0, 1, 20, 60};

    @Test
    void followsTheMultistepIntegrationWithinADecimetre() {
        for (double[] start : OrekitReferee.lowOrbits()) {
            OrbitalState state = new OrbitalState(EPOCH, start, 0.02, 0.015);
            Trajectory trajectory = PROPAGATOR.propagate(state, -60, 60);

            double[] states = new double[6 * SECONDS.length];
            boolean aloft = PROPAGATOR
                    .shortArc(state)
                    .expand(state, SECONDS, states, new double[ShortArc.TRANSITION * SECONDS.length]);

            assertThat(aloft).isTrue();
            double[] expected = new double[6];
            for (int i = 0; i < SECONDS.length; i++) {
                trajectory.state(SECONDS[i], expected);
                for (int j = 0; j < 3; j++) {
                    assertThat(Math.abs(states[6 * i + j] - expected[j])).isLessThan(0.1);
                    assertThat(Math.abs(states[6 * i + 3 + j] - expected[3 + j]))
                            .isLessThan(0.005);
                }
            }
        }
    }

    @Test
    void holdsForAnObjectTwoHundredKilometresFromTheReference() {
        for (double[] start : OrekitReferee.lowOrbits()) {
            OrbitalState reference = new OrbitalState(EPOCH, start, 0.02, 0.015);
            double[] away = start.clone();
            away[0] += 100e3;
            away[1] -= 150e3;
            away[2] += 80e3;
            OrbitalState state = new OrbitalState(EPOCH, away, 0.05, 0.015);
            Trajectory trajectory = PROPAGATOR.propagate(state, -60, 60);

            double[] states = new double[6 * SECONDS.length];
            PROPAGATOR
                    .shortArc(reference)
                    .expand(state, SECONDS, states, new double[ShortArc.TRANSITION * SECONDS.length]);

            double[] expected = new double[6];
            for (int i = 0; i < SECONDS.length; i++) {
                trajectory.state(SECONDS[i], expected);
                for (int j = 0; j < 3; j++) {
                    assertThat(Math.abs(states[6 * i + j] - expected[j])).isLessThan(0.2);
                }
            }
        }
    }

    @Test
    void hasPartialsGoodToATenThousandthOverAMinute() {
        for (double[] start : OrekitReferee.lowOrbits()) {
            OrbitalState state = new OrbitalState(EPOCH, start, 0.02, 0.015);
            Trajectory trajectory = PROPAGATOR.propagateWithTransition(state, -60, 60);

            double[] transitions = new double[ShortArc.TRANSITION * SECONDS.length];
            PROPAGATOR.shortArc(state).expand(state, SECONDS, new double[6 * SECONDS.length], transitions);

            double[] expected = new double[ShortArc.TRANSITION];
            // what a metre, a metre per second and a unit of the coefficient do to the state within a minute
            double[] scale = {1, 1, 1, 60, 60, 60, 60};
            for (int i = 0; i < SECONDS.length; i++) {
                trajectory.transition(SECONDS[i], expected);
                for (int k = 0; k < ShortArc.TRANSITION; k++) {
                    double size = (k < 21 ? 1 : 1 / 60.0) * scale[k % 7];
                    assertThat(Math.abs(transitions[ShortArc.TRANSITION * i + k] - expected[k]))
                            .as("row %d, column %d at %s s", k / 7, k % 7, SECONDS[i])
                            .isLessThan(5e-4 * size);
                }
            }
        }
    }

    @Test
    void refusesInstantsThatAreTooFar() {
        OrbitalState state = new OrbitalState(EPOCH, OrekitReferee.lowOrbits().get(0), 0.02, 0.015);

        assertThatThrownBy(() -> PROPAGATOR
                        .shortArc(state)
                        .expand(state, new double[] {61}, new double[6], new double[ShortArc.TRANSITION]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
    }

    @Test
    void saysThatAnObjectInTheAirIsNotInOrbit() {
        double[] low = OrekitReferee.lowOrbits().get(0).clone();
        double r = Math.sqrt(low[0] * low[0] + low[1] * low[1] + low[2] * low[2]);
        for (int j = 0; j < 3; j++) {
            low[j] *= (6_378_137 + 60e3) / r;
        }

        OrbitalState falling = new OrbitalState(EPOCH, low, 0.02, 0.015);
        boolean aloft = PROPAGATOR
                .shortArc(falling)
                .expand(falling, new double[] {1}, new double[6], new double[ShortArc.TRANSITION]);

        assertThat(aloft).isFalse();
    }
}

package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class EphemerisOrbitsTest {
    private static final long START = 1_455_321_600_000_000L;
    private static final long STEP_MICROS = 300_000_000L;
    private static final int STATES = 160;
    private static final double RADIATION = 0.003;

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final EphemerisOrbits orbits = new EphemerisOrbits(data, propagator);

    /** A circular orbit at 5900 km, a position every five minutes, no velocities but the first guess of a poor one. */
    private EphemerisOrbits.Positions highOrbit(double sigma) {
        OrbitalState truth = new OrbitalState(START, new double[] {12_270_000, 0, 0, 0, 3_500, 4_500}, 0.01, RADIATION);
        Trajectory motion = propagator.propagate(truth, 0, STATES * 300.0);
        long[] micros = new long[STATES];
        double[][] states = new double[STATES][6];
        for (int i = 0; i < STATES; i++) {
            micros[i] = START + i * STEP_MICROS;
            motion.state(i * 300.0, states[i]);
        }
        return new EphemerisOrbits.Positions("1", "", "", micros, states, sigma);
    }

    private static double sigma(CatalogueOrbit orbit) {
        double[] c = orbit.covarianceRtn();
        return Math.sqrt((c[0] + c[2] + c[5]) / 3);
    }

    private double sigmaHalfADayLater(CatalogueOrbit orbit) {
        double[][] c = new OrbitPrediction(propagator, data.leapSeconds(), 1)
                .predict(orbit, orbit.epochMicros() + 43_200_000_000L)
                .orElseThrow()
                .covariance();
        return Math.sqrt((c[0][0] + c[1][1] + c[2][2]) / 3);
    }

    @Test
    void orbitAndRadiationComeBackOutOfPositions() {
        EphemerisOrbits.Positions positions = highOrbit(0.1);
        int used = 150;

        EphemerisOrbits.Result.Fitted fitted =
                (EphemerisOrbits.Result.Fitted) orbits.fit(positions, positions.micros()[used], 1);

        assertThat(fitted.rmsMetres()).isLessThan(0.01);
        assertThat(fitted.orbit().epochMicros()).isEqualTo(positions.micros()[used]);
        for (int j = 0; j < 3; j++) {
            assertThat(fitted.orbit().stateGcrf()[j]).isCloseTo(positions.statesGcrf()[used][j], within(0.05));
            assertThat(fitted.orbit().stateGcrf()[3 + j]).isCloseTo(positions.statesGcrf()[used][3 + j], within(1e-4));
        }
        assertThat(fitted.orbit().radiationCoefficient()).isCloseTo(RADIATION, within(1e-4));
    }

    @Test
    void anOrbitIsNoBetterKnownThanItsPositions() {
        EphemerisOrbits.Positions positions = highOrbit(2);

        CatalogueOrbit all =
                ((EphemerisOrbits.Result.Fitted) orbits.fit(positions, positions.micros()[STATES - 1], 1)).orbit();
        CatalogueOrbit few =
                ((EphemerisOrbits.Result.Fitted) orbits.fit(positions, positions.micros()[8], 1)).orbit();

        // At the end of a span an orbit is known worse than in its mean, by no more than some times.
        assertThat(sigma(all)).isBetween(1.0, 10.0);
        // Forty minutes tell the place and not the period.
        assertThat(sigmaHalfADayLater(few)).isGreaterThan(5 * sigmaHalfADayLater(all));
    }

    @Test
    void whatComesAfterTheInstantIsNotUsed() {
        EphemerisOrbits.Positions positions = highOrbit(2);
        double[][] spoilt =
                Arrays.stream(positions.statesGcrf()).map(double[]::clone).toArray(double[][]::new);
        for (int i = 101; i < STATES; i++) {
            spoilt[i][0] += 1e6;
        }
        EphemerisOrbits.Positions other = new EphemerisOrbits.Positions("1", "", "", positions.micros(), spoilt, 2);
        long until = positions.micros()[100];

        assertThat(((EphemerisOrbits.Result.Fitted) orbits.fit(other, until, 1))
                        .orbit()
                        .orbitId())
                .isEqualTo(((EphemerisOrbits.Result.Fitted) orbits.fit(positions, until, 1))
                        .orbit()
                        .orbitId());
        assertThat(orbits.fit(positions, positions.micros()[3], 1)).isInstanceOf(EphemerisOrbits.Result.Unusable.class);
    }
}

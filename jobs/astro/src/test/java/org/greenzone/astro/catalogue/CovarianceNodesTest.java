package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CovarianceNodesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long EPOCH = 1_636_948_800_000_000L;
    private static final double DAY = 86_400;

    private final OrbitPropagator propagator = new OrbitPropagator(PHYSICS, ForceModel.STANDARD);

    private Trajectory motion(CatalogueOrbit orbit, double seconds) {
        return propagator.propagate(
                new OrbitalState(EPOCH, orbit.stateGcrf(), orbit.ballisticCoefficient(), orbit.radiationCoefficient()),
                0,
                seconds);
    }

    private CovarianceNodes nodes(CatalogueOrbit orbit, Trajectory motion, double seconds) {
        return new CovarianceNodes(PHYSICS.leapSeconds(), propagator, orbit, motion, seconds);
    }

    /** Radius, speed over that of the circle, inclination: 420 km, 780 km, 1330 km, and an ellipse from 700 to 1500 km. */
    @ParameterizedTest
    @CsvSource({"6798e3, 1.0, 0.9", "7158e3, 1.0, 1.5", "7708e3, 1.0, 1.15", "7078e3, 1.027, 1.7"})
    void sigmasAreThoseOfTheIntegratedPartialsWithinAWeek(double radius, double factor, double inclination) {
        CatalogueOrbit orbit = orbit(radius, factor, inclination);
        Trajectory motion = motion(orbit, 7 * DAY);
        CovarianceNodes nodes = nodes(orbit, motion, 7 * DAY);
        OrbitPrediction prediction = new OrbitPrediction(propagator, PHYSICS.leapSeconds(), 2);
        double[] state = new double[6];
        for (double days : new double[] {0.01, 0.3, 1.1, 2.7, 4.9, 6.95}) {
            long micros = EPOCH + Math.round(days * DAY * 1e6);
            motion.state(days * DAY, state);
            double[] told = RtnFrame.toRtn(nodes.at(propagator, motion, days * DAY), state);
            double[] integrated = RtnFrame.toRtn(
                    prediction.predict(orbit, micros).orElseThrow().covariance(), state);
            // Beyond, an object is too vague to be screened.
            if (integrated[2] > 25e3 * 25e3) {
                continue;
            }
            for (int diagonal : new int[] {0, 2, 5}) {
                assertThat(Math.sqrt(told[diagonal] / integrated[diagonal]))
                        .as("axis %d after %f days", diagonal, days)
                        .isCloseTo(1, within(diagonal == 2 ? 0.15 : 0.4));
            }
        }
    }

    @Test
    void aLongerMotionGivesTheSameNodesToTheBit() {
        CatalogueOrbit orbit = orbit(7158e3, 1, 1.5);
        Trajectory some = motion(orbit, 1.5 * DAY);
        Trajectory more = motion(orbit, 3 * DAY);
        CovarianceNodes one = nodes(orbit, some, 1.5 * DAY);
        CovarianceNodes other = nodes(orbit, more, 3 * DAY);
        assertThat(one.at(propagator, some, 1.3 * DAY)).isDeepEqualTo(other.at(propagator, more, 1.3 * DAY));
        assertThat(one.reaches(1.6 * DAY)).isTrue();
        assertThat(one.reaches(2.1 * DAY)).isFalse();
        assertThat(one.reaches(-1)).isFalse();
    }

    private static CatalogueOrbit orbit(double radius, double factor, double inclination) {
        double speed = factor * Math.sqrt(PHYSICS.gravity().mu() / radius);
        double[] state = {radius, 0, 0, 0, speed * Math.cos(inclination), speed * Math.sin(inclination)};
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        double[] sigmas = {10, 30, 10, 0.02, 0.01, 0.01, 1e-3};
        for (int i = 0; i < sigmas.length; i++) {
            covariance[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        return new CatalogueOrbit(
                "o",
                "1",
                "",
                "",
                0,
                EPOCH,
                EPOCH,
                state,
                0.01,
                0.015,
                covariance,
                OrbitSource.TRACKS,
                1,
                1,
                0,
                1,
                Map.of(),
                1,
                List.of());
    }
}

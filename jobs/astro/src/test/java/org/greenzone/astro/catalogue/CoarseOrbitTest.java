package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class CoarseOrbitTest {
    /** 2021-11-15T02:47:00Z. */
    private static final long EPOCH = 1_636_944_420_000_000L;

    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final double MU = DATA.gravity().mu();

    /** Perigees from 280 km, apogees to 2000 km, all inclinations and ballistic coefficients to 0.1 m2/kg. */
    private static OrbitalState orbit(Random random) {
        double perigee = 6_378_137 + 280e3 + 500e3 * random.nextDouble();
        double apogee = perigee + 1_200e3 * random.nextDouble() * random.nextDouble();
        double e = (apogee - perigee) / (apogee + perigee);
        double turn = 2 * Math.PI * random.nextDouble();
        double tan = Math.tan(Math.acos(1.9 * random.nextDouble() - 0.95) / 2);
        double node = 2 * Math.PI * random.nextDouble();
        double[] state = EquinoctialElements.toCartesian(
                new double[] {
                    (perigee + apogee) / 2,
                    e * Math.cos(turn),
                    e * Math.sin(turn),
                    tan * Math.cos(node),
                    tan * Math.sin(node),
                    2 * Math.PI * random.nextDouble()
                },
                MU);
        return new OrbitalState(EPOCH, state, 0.1 * random.nextDouble(), 0.02);
    }

    private static CatalogueOrbit catalogued(OrbitalState state) {
        return new CatalogueOrbit(
                "o",
                "1",
                "",
                "",
                0,
                EPOCH,
                EPOCH,
                state.stateGcrf(),
                state.ballisticCoefficient(),
                state.radiationCoefficient(),
                new double[CatalogueOrbit.COVARIANCE_LENGTH],
                OrbitSource.TRACKS,
                1,
                4,
                0,
                1,
                Map.of(),
                1,
                List.of());
    }

    @Test
    void staysWithinItsBoundOfTheNumericalOrbitAndBelowItsSpeed() {
        OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        Random random = new Random(17);
        double[] coarseState = new double[6];
        double[] state = new double[6];
        double worst = 0;
        double fastest = 0;
        for (int i = 0; i < 60; i++) {
            OrbitalState truth = orbit(random);
            CoarseOrbit coarse = new CoarseOrbit(catalogued(truth), MU);
            Trajectory trajectory = propagator.propagate(truth, -86_400, 2 * 86_400);
            double[] before = new double[6];
            for (double t = -86_400; t <= trajectory.lastSeconds(); t += 1_234) {
                coarse.state(t, coarseState, MU);
                trajectory.state(t, state);
                worst = Math.max(worst, distance(state, coarseState) / coarse.modelBound(t));
                coarse.state(t + 1, before, MU);
                fastest = Math.max(fastest, distance(before, coarseState) / coarse.speedBound());
            }
        }
        assertThat(worst).isBetween(0.3, 0.9);
        assertThat(fastest).isBetween(0.9, 1.0);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}

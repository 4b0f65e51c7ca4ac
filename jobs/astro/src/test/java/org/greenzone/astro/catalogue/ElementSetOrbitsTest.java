package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.orbit.EiscatPass;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.junit.jupiter.api.Test;

class ElementSetOrbitsTest {
    /** Published element set of Kosmos 1408 of 2021-11-15. */
    private static final ElementSet KOSMOS_1408 = EiscatPass.parse(
            "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995",
            "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807");

    private static final long HOUR = 3_600_000_000L;
    private final PhysicalData data = PhysicalData.builtIn();
    private final ElementSetOrbits orbits = new ElementSetOrbits(data, new OrbitPropagator(data, ForceModel.STANDARD));

    private static double sigma(CatalogueOrbit orbit, int i) {
        return Math.sqrt(orbit.covarianceRtn()[i * (i + 1) / 2 + i]);
    }

    @Test
    void orbitStaysBySgp4AndItsCovarianceHasTheShapeOfAnOrbit() {
        CatalogueOrbit orbit = orbits.toOrbit(KOSMOS_1408, KOSMOS_1408.epochMicros(), 0, 5);

        double[] sgp4 = new double[6];
        new Sgp4Ephemeris(data, KOSMOS_1408).stateGcrf(KOSMOS_1408.epochMicros(), sgp4);
        double[] away = new double[3];
        for (int i = 0; i < 3; i++) {
            away[i] = orbit.stateGcrf()[i] - sgp4[i];
        }
        double[] rtn = RtnFrame.vectorToRtn(away, sgp4);
        assertThat(Math.sqrt(rtn[0] * rtn[0] + rtn[1] * rtn[1] + rtn[2] * rtn[2]))
                .isLessThan(2_500);
        assertThat(sigma(orbit, 0)).isBetween(50.0, 200.0);
        assertThat(sigma(orbit, 1)).isBetween(200.0, 800.0);
        assertThat(sigma(orbit, 2)).isBetween(50.0, 300.0);
        assertThat(orbit.ballisticCoefficient()).isBetween(0.001, 0.05);
        SymmetricMatrix.cholesky(RtnFrame.toInertial(orbit.covarianceRtn(), orbit.stateGcrf()));
    }

    @Test
    void agingGrowsAlongTheTrackByKilometresADay() {
        CatalogueOrbit atEpoch = orbits.toOrbit(KOSMOS_1408, KOSMOS_1408.epochMicros(), 0, 5);
        CatalogueOrbit dayOld = orbits.toOrbit(KOSMOS_1408, KOSMOS_1408.epochMicros() + 24 * HOUR, 0, 5);

        assertThat(sigma(dayOld, 1)).isBetween(700.0, 4_000.0).isGreaterThan(2 * sigma(atEpoch, 1));
        assertThat(sigma(dayOld, 0)).isLessThan(300.0);
        assertThat(dayOld.epochMicros()).isEqualTo(KOSMOS_1408.epochMicros() + 24 * HOUR);
    }

    @Test
    void decayedSetIsSaidToBeUnusable() {
        ElementSet low = new ElementSet(
                "1", "", "", KOSMOS_1408.epochMicros(), 2 * Math.PI / 5_150, 0, 0, 0.001, 1, 0, 0, 0, 0.01, 0, 0, 0);

        assertThat(orbits.convert(low, low.epochMicros(), 0, 1))
                .isInstanceOfSatisfying(
                        ElementSetOrbits.Result.Unusable.class,
                        unusable -> assertThat(unusable.reason()).contains("1"));
    }
}

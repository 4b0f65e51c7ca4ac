package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class Sgp4OrbitTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    /** Verification set of Vallado et al. (2006): 00005, and 28129 (deep space, half-day) with their published states. */
    @Test
    void publishedStatesAreMet() {
        ElementSet vanguard = TleFile.set(
                "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
                "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
                PHYSICS);
        assertState(vanguard, 0, new double[] {
            7022.46529266, -1400.08296755, 0.03995155, 1.893841015, 6.405893759, 4.534807250
        });
        assertState(vanguard, 360 * 60, new double[] {
            -7154.03120202, -3783.17682504, -3536.19412294, 4.741887409, -4.151817765, -2.093935425
        });
    }

    @Test
    void eachSetOfTheCatalogueMovesAsWithOrekit() throws IOException {
        List<ElementSet> sets = TleFile.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"), PHYSICS);
        double[] expected = new double[6];
        double[] actual = new double[6];
        int deep = 0;
        int without = 0;
        for (int i = 0; i < sets.size(); i += 7) {
            ElementSet set = sets.get(i);
            Sgp4Ephemeris orekit = new Sgp4Ephemeris(PHYSICS, set);
            Sgp4Orbit own = new Sgp4Orbit(set);
            deep += own.isDeepSpace() ? 1 : 0;
            for (double at : new double[] {-86_400, 0, 5432.1, 86_400, 3 * 86_400}) {
                boolean there = orekit.stateTeme(at, expected);
                if (!own.state(at, actual)) {
                    without++;
                    continue;
                }
                assertThat(there).isTrue();
                for (int k = 0; k < 3; k++) {
                    assertThat(actual[k]).as(set.objectId()).isCloseTo(expected[k], within(1e-3));
                    assertThat(actual[k + 3]).as(set.objectId()).isCloseTo(expected[k + 3], within(1e-6));
                }
                double[] position = new double[4];
                assertThat(own.position(at, position, 1)).isTrue();
                assertThat(new double[] {position[1], position[2], position[3]})
                        .containsExactly(actual[0], actual[1], actual[2]);
            }
        }
        assertThat(deep).isGreaterThan(400);
        // Sets of objects that have decayed: 124 of the 26,389 on the day of the catalogue.
        assertThat(without).isLessThan(5 * 124 / 7);
    }

    /** Sets that fall within two weeks: none has a state after the time from which on it is said to have none, some have until shortly before. */
    @Test
    void whatIsGoneDoesNotComeBack() throws IOException {
        List<ElementSet> sets = TleFile.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"), PHYSICS);
        double[] state = new double[6];
        int falling = 0;
        for (ElementSet set : sets) {
            Sgp4Orbit orbit = new Sgp4Orbit(set);
            double gone = orbit.goneSeconds();
            assertThat(gone).isGreaterThanOrEqualTo(0);
            if (gone > 14 * 86_400) {
                continue;
            }
            falling++;
            for (int k = 1; k <= 3_000; k++) {
                assertThat(orbit.state(gone + 1 + 97.0 * k + 0.5 * k * k, state))
                        .as(set.objectId())
                        .isFalse();
            }
        }
        assertThat(falling).isGreaterThan(30);
    }

    @Test
    void motionIsSmoothToRounding() {
        ElementSet set = TleFile.set(
                "1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996",
                "2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108",
                PHYSICS);
        Sgp4Orbit orbit = new Sgp4Orbit(set);
        double[] p = new double[5 * 3];
        for (int i = 0; i < 2000; i++) {
            double at = 7.3 * i;
            for (int k = 0; k < 5; k++) {
                orbit.position(at + 0.01 * (k - 2), p, 3 * k);
            }
            // The fourth difference of a smooth path is below a nanometre here. What is left is rounding: 16 times the
            // last
            // bit of an angle of 10 rad, 2e-7 m; Kepler's equation to 1e-12 would leave micrometres.
            for (int k = 0; k < 3; k++) {
                double fourth = p[k] - 4 * p[3 + k] + 6 * p[6 + k] - 4 * p[9 + k] + p[12 + k];
                assertThat(Math.abs(fourth)).isLessThan(5e-7);
            }
        }
    }

    private static void assertState(ElementSet set, double seconds, double[] kilometres) {
        double[] state = new double[6];
        assertThat(new Sgp4Orbit(set).state(seconds, state)).isTrue();
        for (int k = 0; k < 6; k++) {
            // Printed to 10 micrometres; the time of the epoch is kept to a microsecond.
            assertThat(state[k]).isCloseTo(1e3 * kilometres[k], within(k < 3 ? 0.05 : 1e-4));
        }
    }
}

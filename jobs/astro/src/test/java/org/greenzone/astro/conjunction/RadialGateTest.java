package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.conjunction.ShellOfOrbits.Kepler;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.LeapSeconds;
import org.junit.jupiter.api.Test;

class RadialGateTest {
    private static final LeapSeconds LEAP_SECONDS = ShellOfOrbits.PHYSICS.leapSeconds();
    private static final double EPOCH = LEAP_SECONDS.elapsedSeconds(OrbitTable.ORIGIN_MICROS, ShellOfOrbits.EPOCH);
    private static final double LENGTH = 1.5 * 86_400;

    /** A shell, orbits that cross it far from circular, and some that nearly share a plane and pass each other slowly. */
    private static List<Kepler> orbits() {
        Random random = new Random(17);
        List<Kepler> orbits = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            orbits.add(new Kepler(
                    7.045e6 + 15e3 * random.nextDouble(),
                    0.001 * random.nextDouble(),
                    Math.acos(2 * random.nextDouble() - 1),
                    6.28 * random.nextDouble(),
                    6.28 * random.nextDouble(),
                    6.28 * random.nextDouble()));
        }
        for (int i = 0; i < 10; i++) {
            orbits.add(new Kepler(
                    7.05e6 / (1 - 0.05 * i) + 20e3 * random.nextDouble(),
                    0.05 * i,
                    Math.acos(2 * random.nextDouble() - 1),
                    6.28 * random.nextDouble(),
                    6.28 * random.nextDouble(),
                    6.28 * random.nextDouble()));
        }
        for (int i = 0; i < 12; i++) {
            orbits.add(new Kepler(
                    7.0506e6 + 500 * i, 0.0002 * (i % 3), 1.2 + 0.0008 * i, 1 + 0.0005 * i, 2, 1 + 0.004 * (i % 5)));
        }
        return orbits;
    }

    @Test
    void ofTheApproachesThatEnterAFlatVolumeNoneIsLostAndHalfOfAllAreNotLookedFor() {
        OrbitPropagator propagator =
                new OrbitPropagator(ShellOfOrbits.PHYSICS, new ForceModel(12, true, false, true, true));
        List<OrbitTable> tables = orbits().stream()
                .map(kepler -> ShellOfOrbits.table(propagator, kepler, LENGTH))
                .toList();
        ScreeningVolume.Ellipsoid flat = new ScreeningVolume.Ellipsoid(400, 44e3, 51e3);
        int[] ofFlat = compare(tables, flat);
        assertThat(ofFlat[0]).isGreaterThan(40);
        assertThat(ofFlat[2]).isLessThan(ofFlat[1] / 2);
        int[] ofBox = compare(tables, new ScreeningVolume.Box(2000, 25e3, 25e3));
        assertThat(ofBox[0]).isGreaterThan(40);
    }

    /** How many approaches enter; how many come within the reach; how many of these the gate leaves. */
    private static int[] compare(List<OrbitTable> tables, ScreeningVolume volume) {
        double radial = volume.halfAxesMetres()[0];
        double gate = RadialGate.metres(volume);
        int[] counts = new int[3];
        for (int i = 0; i < tables.size(); i++) {
            TableApproaches approaches = new TableApproaches(tables.get(i));
            for (int j = 0; j < i; j++) {
                OrbitTable other = tables.get(j);
                int all = approaches.find(other, EPOCH, EPOCH + LENGTH, volume.reachMetres());
                List<Double> entered = entered(tables.get(i), other, approaches, all, volume);
                counts[0] += entered.size();
                counts[1] += all;
                int left = approaches.find(other, EPOCH, EPOCH + LENGTH, volume.reachMetres(), radial);
                counts[2] += left;
                assertThat(entered(tables.get(i), other, approaches, left, volume))
                        .as("%d with %d", i, j)
                        .isEqualTo(entered);
                if (!entered.isEmpty()) {
                    assertThat(approaches.overlaps(other, gate)).isTrue();
                }
            }
        }
        return counts;
    }

    private static List<Double> entered(
            OrbitTable one, OrbitTable other, TableApproaches approaches, int count, ScreeningVolume volume) {
        List<Double> entered = new ArrayList<>();
        double[] a = new double[6];
        double[] b = new double[6];
        for (double seconds : Arrays.copyOf(approaches.seconds, count)) {
            one.state(seconds, a);
            other.state(seconds, b);
            if (volume.entered(a, b) || volume.entered(b, a)) {
                entered.add(seconds);
            }
        }
        return entered;
    }
}

package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScreeningVolumeTest {
    /** At 7000 km on x, moving along y: R is x, T is y, N is z. */
    private static final double[] PRIMARY = {7e6, 0, 0, 0, 7500, 0};

    @Test
    void volumeIsEnteredExactlyWhereASampleOfTheStraightMotionLiesInIt() {
        Random random = new Random(5);
        int inBox = 0;
        int inEllipsoid = 0;
        for (int n = 0; n < 2000; n++) {
            double[] edges = {100 + 900 * random.nextDouble(), 5e3 * random.nextDouble() + 1e3, 4e3};
            double[] r = {1500 * random.nextGaussian(), 6e3 * random.nextGaussian(), 6e3 * random.nextGaussian()};
            double[] v = {50 * random.nextGaussian(), 400 * random.nextGaussian(), 400 * random.nextGaussian()};
            double[] other = new double[6];
            for (int k = 0; k < 3; k++) {
                other[k] = PRIMARY[k] + r[k];
                other[k + 3] = PRIMARY[k + 3] + v[k];
            }
            double least = Double.POSITIVE_INFINITY;
            double leastSquare = Double.POSITIVE_INFINITY;
            for (int i = -30_000; i <= 30_000; i++) {
                double t = i * 1e-3;
                double most = 0;
                double square = 0;
                for (int k = 0; k < 3; k++) {
                    double part = Math.abs(r[k] + t * v[k]) / edges[k];
                    most = Math.max(most, part);
                    square += part * part;
                }
                least = Math.min(least, most);
                leastSquare = Math.min(leastSquare, square);
            }
            ScreeningVolume.Box box = new ScreeningVolume.Box(edges[0], edges[1], edges[2]);
            if (Math.abs(least - 1) > 1e-2) {
                assertThat(box.entered(PRIMARY, other)).isEqualTo(least < 1);
                inBox += least < 1 ? 1 : 0;
            }
            ScreeningVolume.Ellipsoid ellipsoid = new ScreeningVolume.Ellipsoid(edges[0], edges[1], edges[2]);
            if (Math.abs(leastSquare - 1) > 1e-2) {
                assertThat(ellipsoid.entered(PRIMARY, other)).isEqualTo(leastSquare < 1);
                inEllipsoid += leastSquare < 1 ? 1 : 0;
            }
            assertThat(box.reachMetres()).isGreaterThan(Math.max(edges[1], edges[2]));
        }
        assertThat(inBox).isBetween(200, 1800);
        assertThat(inEllipsoid).isBetween(200, 1800);
    }

    @Test
    void whatIsAtRestInsideHasEnteredButDoesNotCross() {
        ScreeningVolume ellipsoid = new ScreeningVolume.Ellipsoid(500, 1e3, 15e3);
        double[] above = {7e6 + 400, 0, 0, 0, 7500, 0};
        double[] higher = {7e6 + 600, 0, 0, 0, 7500, 0};
        assertThat(ellipsoid.entered(PRIMARY, above)).isTrue();
        assertThat(ellipsoid.crossing(PRIMARY, above)).isEmpty();
        assertThat(ellipsoid.entered(PRIMARY, higher)).isFalse();
    }

    @Test
    void whatCrossesIsInsideBetweenEntryAndExitOfEachVolume() {
        // 300 m above, across the track at 7.5 km/s.
        double[] other = {7e6 + 300, 0, 0, 0, 7500, 7500};
        assertThat(new ScreeningVolume.Sphere(500).crossing(PRIMARY, other))
                .containsExactly(new double[] {-400 / 7500.0, 400 / 7500.0}, within(1e-12));
        assertThat(new ScreeningVolume.Ellipsoid(500, 1e3, 15e3).crossing(PRIMARY, other))
                .containsExactly(new double[] {-1.6, 1.6}, within(1e-12));
        assertThat(new ScreeningVolume.Box(500, 1e3, 15e3).crossing(PRIMARY, other))
                .containsExactly(new double[] {-2, 2}, within(1e-12));
        assertThat(new ScreeningVolume.Box(200, 1e3, 15e3).crossing(PRIMARY, other))
                .isEmpty();
        assertThat(new ScreeningVolume.Ellipsoid(200, 1e3, 15e3).crossing(PRIMARY, other))
                .isEmpty();
        // At 10 m/s it takes longer than its motion is straight.
        double[] slow = {7e6 + 300, 0, 0, 0, 7500, 10};
        assertThat(new ScreeningVolume.Sphere(500).crossing(PRIMARY, slow)).isEmpty();
    }

    @Test
    void volumesByRegimeFollowThePerigee() {
        assertThat(regime(420e3, 92)).isEqualTo(new ScreeningVolume.Ellipsoid(400, 44e3, 51e3));
        assertThat(regime(600e3, 97)).isEqualTo(new ScreeningVolume.Ellipsoid(400, 25e3, 25e3));
        assertThat(regime(800e3, 101)).isEqualTo(new ScreeningVolume.Ellipsoid(400, 12e3, 12e3));
        assertThat(regime(1400e3, 114)).isEqualTo(new ScreeningVolume.Ellipsoid(400, 2e3, 2e3));
        assertThat(regime(300e3, 630)).isEqualTo(new ScreeningVolume.Ellipsoid(10e3, 10e3, 10e3));
        // Perigee 454 km.
        assertThat(ScreeningVolumes.BY_REGIME.of(PRIMARY)).isEqualTo(regime(454e3, 95));
    }

    private static ScreeningVolume regime(double height, double minutes) {
        return ScreeningVolumes.BY_REGIME.of(height, 60 * minutes);
    }
}

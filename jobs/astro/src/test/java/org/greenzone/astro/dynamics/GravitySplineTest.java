package org.greenzone.astro.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class GravitySplineTest {
    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final int DEGREE = 36;
    private static final double EARTH_RADIUS = 6_378_137;

    private final GravitySpline spline = new GravitySpline(DATA.gravity(), DEGREE);
    private final GravityAcceleration all = new GravityAcceleration(DATA.gravity(), DEGREE);
    private final GravityAcceleration degreeTwo = new GravityAcceleration(DATA.gravity(), 2);
    private final double[] splined = new double[3];
    private final double[] whole = new double[3];
    private final double[] oblate = new double[3];

    @Test
    void givesTheFieldOfTheHarmonicsToAPartInTenThousand() {
        Random random = new Random(1);
        for (double altitude : new double[] {90_000, 400_000, 800_000, 1_200_000, 2_600_000}) {
            double error = 0;
            double field = 0;
            for (int k = 0; k < 2_000; k++) {
                double[] at = place(random, EARTH_RADIUS + altitude);
                if (!spline.acceleration(at[0], at[1], at[2], splined)) {
                    assertThat(Math.hypot(at[0], at[1])).isLessThan(0.036 * (EARTH_RADIUS + altitude));
                    continue;
                }
                all.acceleration(at[0], at[1], at[2], whole);
                degreeTwo.acceleration(at[0], at[1], at[2], oblate);
                for (int i = 0; i < 3; i++) {
                    double above = whole[i] - oblate[i];
                    field += above * above;
                    error += (splined[i] - above) * (splined[i] - above);
                }
            }
            assertThat(Math.sqrt(error / field)).as("at %s m", altitude).isLessThan(1e-4);
        }
    }

    /** The work along a closed path is that of the rounding of its coefficients: what makes an orbit drift would be a million times that. */
    @Test
    void neitherHeatsNorBrakesAnOrbit() {
        double radius = EARTH_RADIUS + 450_000;
        int steps = 20_000;
        double work = 0;
        double turned = 0;
        for (int k = 0; k < steps; k++) {
            double angle = 2 * Math.PI * (k + 0.5) / steps;
            double[] at = {
                radius * Math.cos(angle), 0.5 * radius * Math.sin(angle), Math.sqrt(0.75) * radius * Math.sin(angle)
            };
            assertThat(spline.acceleration(at[0], at[1], at[2], splined)).isTrue();
            double along = -splined[0] * Math.sin(angle)
                    + 0.5 * splined[1] * Math.cos(angle)
                    + Math.sqrt(0.75) * splined[2] * Math.cos(angle);
            double step = radius * 2 * Math.PI / steps;
            work += along * step;
            turned += Math.abs(along) * step;
        }
        assertThat(Math.abs(work)).isLessThan(1e-9 * turned);
    }

    @Test
    void saysWhereItDoesNotHold() {
        double above = GravitySpline.HIGHEST_METRES + 1;
        assertThat(spline.acceleration(above, 0, 0, splined)).isFalse();
        assertThat(spline.acceleration(GravitySpline.LOWEST_METRES - 1, 0, 0, splined))
                .isFalse();
        assertThat(spline.acceleration(0, 100_000, 7_000_000, splined)).isFalse();
        assertThat(spline.acceleration(GravitySpline.LOWEST_METRES, -1e-9, 0, splined))
                .isTrue();
    }

    private static double[] place(Random random, double radius) {
        double z = 2 * random.nextDouble() - 1;
        double longitude = 2 * Math.PI * random.nextDouble();
        double across = Math.sqrt(1 - z * z);
        return new double[] {radius * across * Math.cos(longitude), radius * across * Math.sin(longitude), radius * z};
    }
}

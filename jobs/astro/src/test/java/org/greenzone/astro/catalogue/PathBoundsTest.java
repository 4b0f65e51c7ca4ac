package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PathBoundsTest {
    private static final double HALF_DAY = 43_200;
    private static final double MU = 3.986004418e14;
    private static final double ROUNDING = 1e-9;

    private final PathBounds path = new PathBounds();
    private final double[] at = new double[3];
    private double worstOffPlane;
    private double worstPhase;

    @Test
    void eachPositionOfSgp4LiesWithinTheBoundsOverTheRegimesNearTheEarth() {
        Random random = new Random(4);
        int held = 0;
        for (int n = 0; n < 1500; n++) {
            double eccentricity = n % 3 == 0 ? 0.45 * random.nextDouble() : 0.02 * random.nextDouble();
            double perigee = 6_378_135 + 170e3 + 1_500e3 * random.nextDouble() * random.nextDouble();
            double drag = (n % 5 == 0 ? 1e-2 : 1e-3) * (random.nextDouble() - 0.1);
            double inclination = n % 4 == 0 ? 0.05 * random.nextDouble() : Math.PI * random.nextDouble();
            held += holds(
                    set(random, perigee / (1 - eccentricity), eccentricity, inclination, drag),
                    86_400 * 14 * (random.nextDouble() - 0.3));
        }
        assertThat(held).isGreaterThan(100_000);
        // The bounds are reached to a part: they are no more than what there is to bound.
        assertThat(worstOffPlane).isBetween(0.8, 1.0);
        assertThat(worstPhase).isBetween(0.8, 1.0);
    }

    @Test
    void theLastDaysOfADecayingOrbitLieWithinTheBoundsOrAreLeftOpen() {
        Random random = new Random(5);
        int held = 0;
        for (int n = 0; n < 300; n++) {
            ElementSet set = set(random, 6_378_135 + 130e3 + 100e3 * random.nextDouble(), 0.001, 1, 0.02);
            for (double from = -HALF_DAY; from < 20 * HALF_DAY; from += HALF_DAY) {
                held += holds(set, from);
            }
        }
        assertThat(held).isGreaterThan(10_000);
    }

    @Test
    void aRoundOrbitWithoutDragHasBoundsOfSomeMilliradiansAndKilometres() {
        ElementSet set = set(new Random(6), 7.2e6, 0.0005, 1.2, 0);
        assertThat(path.find(new Sgp4Orbit(set), 0, HALF_DAY)).isTrue();
        assertThat(path.spreadRadians()).isLessThan(0.005);
        assertThat(path.offPlaneRadians()).isLessThan(0.015);
        assertThat(path.highestMetres() - path.lowestMetres()).isLessThan(30e3);
    }

    @Test
    void deepSpaceIsLeftOpen() {
        assertThat(path.find(new Sgp4Orbit(set(new Random(7), 4.2e7, 0.001, 1, 0)), 0, HALF_DAY))
                .isFalse();
    }

    private static ElementSet set(Random random, double axis, double eccentricity, double inclination, double drag) {
        return new ElementSet(
                "1",
                "",
                "",
                0,
                Math.sqrt(MU / axis) / axis,
                0,
                0,
                eccentricity,
                inclination,
                2 * Math.PI * random.nextDouble(),
                2 * Math.PI * random.nextDouble(),
                2 * Math.PI * random.nextDouble(),
                drag,
                0,
                1,
                1);
    }

    /** How many positions were within the bounds of the half day. */
    private int holds(ElementSet set, double from) {
        Sgp4Orbit orbit = new Sgp4Orbit(set);
        if (!path.find(orbit, from, from + HALF_DAY)) {
            return 0;
        }
        double cosNode = Math.cos(path.nodeRadians());
        double sinNode = Math.sin(path.nodeRadians());
        int held = 0;
        for (double t = from; t <= from + HALF_DAY; t += 173) {
            if (!orbit.position(t, at, 0)) {
                continue;
            }
            held++;
            double r = Math.sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2]);
            double along = cosNode * at[0] + sinNode * at[1];
            double level = -sinNode * at[0] + cosNode * at[1];
            double across = path.cosInclination() * level + path.sinInclination() * at[2];
            double off = (-path.sinInclination() * level + path.cosInclination() * at[2]) / r;
            double phase = Math.atan2(across, along)
                    - path.phaseRadians()
                    - path.rateRadiansPerSecond() * (t - from - HALF_DAY / 2);
            phase -= 2 * Math.PI * Math.rint(phase / (2 * Math.PI));
            assertThat(off).as("%s at %f", set, t).isCloseTo(0, within(path.offPlaneRadians() + ROUNDING));
            assertThat(phase).as("%s at %f", set, t).isCloseTo(0, within(path.spreadRadians() + ROUNDING));
            assertThat(r).as("%s at %f", set, t).isBetween(path.lowestMetres(), path.highestMetres());
            worstOffPlane = Math.max(worstOffPlane, Math.abs(off) / path.offPlaneRadians());
            worstPhase = Math.max(worstPhase, Math.abs(phase) / path.spreadRadians());
        }
        return held;
    }
}

package org.greenzone.simulator.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.greenzone.simulator.random.RandomStream;
import org.junit.jupiter.api.Test;

class AreaToMassTest {
    @Test
    void parametersAreThoseOfJohnson2001() {
        // Spacecraft of 1 m: the corner values of equation 6, and alpha = 0.3 + 0.4 (lambda + 1.2).
        assertThat(AreaToMass.firstWeight(BrokenType.SPACECRAFT, 0)).isEqualTo(0.78, within(1e-12));
        assertThat(AreaToMass.firstMean(BrokenType.SPACECRAFT, 0)).isEqualTo(-0.95, within(1e-12));
        assertThat(AreaToMass.firstSigma(BrokenType.SPACECRAFT, 0)).isEqualTo(0.3, within(1e-12));
        assertThat(AreaToMass.secondMean(BrokenType.SPACECRAFT, 0)).isEqualTo(-2.0, within(1e-12));
        assertThat(AreaToMass.secondSigma(BrokenType.SPACECRAFT, 0)).isEqualTo(0.3, within(1e-12));
        // Spacecraft of 31.6 cm, lambda = -0.5: mu1 = -0.6 - 0.318 x 0.6, mu2 = -1.2 - 1.333 x 0.2.
        assertThat(AreaToMass.firstWeight(BrokenType.SPACECRAFT, -0.5)).isEqualTo(0.58, within(1e-12));
        assertThat(AreaToMass.firstMean(BrokenType.SPACECRAFT, -0.5)).isEqualTo(-0.791, within(1e-3));
        assertThat(AreaToMass.firstSigma(BrokenType.SPACECRAFT, -0.5)).isEqualTo(0.26, within(1e-12));
        assertThat(AreaToMass.secondMean(BrokenType.SPACECRAFT, -0.5)).isEqualTo(-1.467, within(1e-3));
        assertThat(AreaToMass.secondSigma(BrokenType.SPACECRAFT, -0.5)).isEqualTo(0.5, within(1e-12));
        // Upper stages: alpha = 1 - 0.3571 (lambda + 1.4), sigma2 = 0.28 - 0.1636 (lambda + 1).
        assertThat(AreaToMass.firstWeight(BrokenType.ROCKET_BODY, -0.5)).isEqualTo(0.6786, within(1e-4));
        assertThat(AreaToMass.secondSigma(BrokenType.ROCKET_BODY, -0.5)).isEqualTo(0.1982, within(1e-4));
        // Below 8 cm: mu = -0.3 - 1.4 (lambda + 1.75), sigma = 0.2 + 0.1333 (lambda + 3.5).
        assertThat(AreaToMass.smallMean(-1.5)).isEqualTo(-0.65, within(1e-12));
        assertThat(AreaToMass.smallSigma(-1.5)).isEqualTo(0.4666, within(1e-12));
    }

    @Test
    void drawsOfLargePiecesFollowTheBimodalDensity() {
        for (BrokenType type : BrokenType.values()) {
            for (double length : new double[] {0.12, 0.3, 1.0}) {
                assertThat(largestDistance(type, length)).isLessThan(0.012);
            }
        }
    }

    @Test
    void drawsOfSmallPiecesAreLogNormal() {
        RandomStream random = RandomStream.of(1, "small");
        int n = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double chi = Math.log10(AreaToMass.draw(BrokenType.SPACECRAFT, 0.05, random));
            sum += chi;
            squares += chi * chi;
        }
        double mean = sum / n;
        assertThat(mean).isEqualTo(-0.3 - 1.4 * (Math.log10(0.05) + 1.75), within(0.02));
        assertThat(Math.sqrt(squares / n - mean * mean))
                .isEqualTo(AreaToMass.smallSigma(Math.log10(0.05)), within(0.02));
    }

    /** Kolmogorov and Smirnov's distance between draws and the integral of the density. */
    private static double largestDistance(BrokenType type, double length) {
        RandomStream random = RandomStream.of(1, type.name(), Double.toString(length));
        int n = 30_000;
        double low = -4;
        double step = 0.01;
        int bins = 600;
        double[] counted = new double[bins];
        for (int i = 0; i < n; i++) {
            double chi = Math.log10(AreaToMass.draw(type, length, random));
            counted[(int) Math.max(0, Math.min(bins - 1, (chi - low) / step))] += 1.0 / n;
        }
        double drawn = 0;
        double integral = 0;
        double largest = 0;
        for (int b = 0; b < bins; b++) {
            drawn += counted[b];
            integral += step * AreaToMass.largeDensity(type, Math.log10(length), low + (b + 0.5) * step);
            largest = Math.max(largest, Math.abs(drawn - integral));
        }
        assertThat(integral).isEqualTo(1, within(1e-4));
        return largest;
    }
}

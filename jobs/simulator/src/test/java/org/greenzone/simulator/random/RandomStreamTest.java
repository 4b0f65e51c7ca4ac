package org.greenzone.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void givesThePublishedNumbersOfSplitMix64() {
        // Reference output of Vigna's splitmix64.c for the state 1234567.
        RandomStream random = new RandomStream(1234567L);
        assertThat(random.next()).isEqualTo(6457827717110365317L);
        assertThat(random.next()).isEqualTo(3203168211198807973L);
        assertThat(random.next()).isEqualTo(-8629252141511181193L);
    }

    @Test
    void gaussianNumbersHaveMeanZeroVarianceOneAndTheTailsOfANormal() {
        RandomStream random = RandomStream.of(1, "test");
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < n; i++) {
            double g = random.gaussian();
            sum += g;
            squares += g * g;
            beyondTwo += Math.abs(g) > 2 ? 1 : 0;
        }
        assertThat(sum / n).isEqualTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isEqualTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(beyondTwo / (double) n).isEqualTo(0.0455, within(0.003));
    }

    @Test
    void directionsAreUniformOnTheSphere() {
        RandomStream random = RandomStream.of(2, "test");
        int n = 50_000;
        double[] mean = new double[3];
        double[] square = new double[3];
        for (int i = 0; i < n; i++) {
            double[] d = random.direction();
            for (int k = 0; k < 3; k++) {
                mean[k] += d[k] / n;
                square[k] += d[k] * d[k] / n;
            }
        }
        for (int k = 0; k < 3; k++) {
            assertThat(mean[k]).isEqualTo(0, within(0.015));
            assertThat(square[k]).isEqualTo(1.0 / 3, within(0.01));
        }
    }

    @Test
    void streamsOfOnePurposeAreEqualAndOfAnotherDifferent() {
        assertThat(RandomStream.of(7, "a", "b").uniform())
                .isEqualTo(RandomStream.of(7, "a", "b").uniform());
        assertThat(RandomStream.of(7, "a", "b").uniform())
                .isNotEqualTo(RandomStream.of(7, "ab").uniform());
        assertThat(RandomStream.of(7, "a", "b").uniform())
                .isNotEqualTo(RandomStream.of(8, "a", "b").uniform());
    }
}

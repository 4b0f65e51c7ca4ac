package org.greenzone.astro.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Worked by hand from equation (3) of Schuhmacher, Vo and Vo 2008, and against all permutations. */
class OspaTest {
    @Test
    void twoTruthsAndOneEstimateCostTheDistanceAndTheCutOffOverTwo() {
        Ospa ospa = Ospa.between(line(0, 10), line(1), 5, 1);
        assertThat(ospa.distanceMetres()).isCloseTo(3, within(1e-12));
        assertThat(ospa.localisationMetres()).isCloseTo(0.5, within(1e-12));
        assertThat(ospa.cardinalityMetres()).isCloseTo(2.5, within(1e-12));
        assertThat(ospa.paired()).isEqualTo(1);
        assertThat(ospa.truths()).isEqualTo(2);
        assertThat(ospa.estimates()).isEqualTo(1);
    }

    @Test
    void atTheSecondOrderThePowersAreAveraged() {
        Ospa ospa = Ospa.between(line(0, 10), line(1), 5, 2);
        assertThat(ospa.distanceMetres()).isCloseTo(Math.sqrt(13), within(1e-12));
        assertThat(ospa.cardinalityMetres()).isCloseTo(Math.sqrt(12.5), within(1e-12));
    }

    @Test
    void pairsAreChosenTogetherAndNotTheNearestFirst() {
        // Nearest first: 4 with 5 (1 m), then 0 with 9 (cut to 8 m); together: 0 with 5 and 4 with 9, 5 m each.
        Ospa ospa = Ospa.between(line(0, 4), line(5, 9), 8, 2);
        assertThat(ospa.distanceMetres()).isCloseTo(5, within(1e-12));
        assertThat(ospa.paired()).isEqualTo(2);
    }

    @Test
    void aPairBeyondTheCutOffCostsTheCutOff() {
        Ospa ospa = Ospa.between(line(0), line(100), 5, 1);
        assertThat(ospa.distanceMetres()).isEqualTo(5);
        assertThat(ospa.localisationMetres()).isEqualTo(5);
        assertThat(ospa.paired()).isZero();
    }

    @Test
    void emptySetsAreTogetherAndAnEmptyAndAnotherOneAreTheCutOffApart() {
        assertThat(Ospa.between(line(), line(), 5, 1).distanceMetres()).isZero();
        assertThat(Ospa.between(line(), line(1, 2), 5, 2).distanceMetres()).isCloseTo(5, within(1e-12));
        assertThat(Ospa.between(line(1, 2), line(), 5, 2).distanceMetres()).isCloseTo(5, within(1e-12));
    }

    @Test
    void cutOffAndOrderMustBeSensible() {
        assertThatThrownBy(() -> Ospa.between(line(), line(), 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ospa.between(line(), line(), 1, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsTheBestOfAllPermutationsAndSymmetric() {
        Random random = new Random(2008);
        for (int round = 0; round < 200; round++) {
            List<double[]> truths = cloud(random, random.nextInt(6));
            List<double[]> estimates = cloud(random, random.nextInt(6));
            double order = 1 + random.nextInt(3);
            Ospa ospa = Ospa.between(truths, estimates, 4, order);
            assertThat(ospa.distanceMetres())
                    .isCloseTo(byPermutations(truths, estimates, 4, order), within(1e-9))
                    .isCloseTo(Ospa.between(estimates, truths, 4, order).distanceMetres(), within(1e-9));
        }
    }

    private static double byPermutations(List<double[]> a, List<double[]> b, double cutOff, double order) {
        if (a.size() > b.size()) {
            return byPermutations(b, a, cutOff, order);
        }
        if (b.isEmpty()) {
            return 0;
        }
        double missing = (b.size() - a.size()) * Math.pow(cutOff, order);
        return Math.pow((best(a, b, 0, new boolean[b.size()], cutOff, order) + missing) / b.size(), 1 / order);
    }

    private static double best(
            List<double[]> a, List<double[]> b, int row, boolean[] taken, double cutOff, double order) {
        if (row == a.size()) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                double[] x = a.get(row);
                double[] y = b.get(j);
                double distance =
                        Math.sqrt(Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2));
                least = Math.min(
                        least, Math.pow(Math.min(cutOff, distance), order) + best(a, b, row + 1, taken, cutOff, order));
                taken[j] = false;
            }
        }
        return least;
    }

    private static List<double[]> line(double... places) {
        List<double[]> points = new ArrayList<>();
        for (double x : places) {
            points.add(new double[] {x, 0, 0});
        }
        return points;
    }

    private static List<double[]> cloud(Random random, int count) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(new double[] {5 * random.nextDouble(), 5 * random.nextDouble(), 2 * random.nextDouble()});
        }
        return points;
    }
}

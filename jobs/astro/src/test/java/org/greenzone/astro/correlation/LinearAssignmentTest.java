package org.greenzone.astro.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {
    @Test
    void costsAsLittleAsTheBestOfAllPermutations() {
        Random random = new Random(7);
        for (int trial = 0; trial < 500; trial++) {
            int rows = 1 + random.nextInt(5);
            int columns = rows + random.nextInt(3);
            double[][] cost = new double[rows][columns];
            for (double[] row : cost) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(6) == 0 ? Double.POSITIVE_INFINITY : 20 * random.nextDouble() - 10;
                }
            }
            double best = best(cost, 0, new boolean[columns]);
            if (best == Double.POSITIVE_INFINITY) {
                assertThatThrownBy(() -> LinearAssignment.solve(cost)).isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            int[] columnOf = LinearAssignment.solve(cost);
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += cost[i][columnOf[i]];
            }
            assertThat(columnOf).doesNotHaveDuplicates();
            assertThat(sum).isCloseTo(best, Offset.offset(1e-9));
        }
    }

    private static double best(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                least = Math.min(least, cost[row][j] + best(cost, row + 1, taken));
                taken[j] = false;
            }
        }
        return least;
    }
}

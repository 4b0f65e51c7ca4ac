package org.greenzone.astro.correlation;

import java.util.Arrays;

/**
 * The assignment of rows to columns with the least sum of costs: shortest augmenting paths with dual variables (Jonker and
 * Volgenant 1987; the Hungarian method).
 *
 * <p>Exact, O(rows^2 columns). Each row gets one column, a column at most one row. Where two assignments cost the same, the
 * one found depends on the order of rows and columns: callers sort both by id.
 */
public final class LinearAssignment {
    private LinearAssignment() {}

    /**
     * Solves the problem.
     *
     * @param cost rows by columns, at least as many columns as rows; {@code POSITIVE_INFINITY} forbids a pair
     * @return the column of each row
     * @throws IllegalArgumentException where there are fewer columns than rows, or no assignment is allowed
     */
    public static int[] solve(double[][] cost) {
        int rows = cost.length;
        if (rows == 0) {
            return new int[0];
        }
        int columns = cost[0].length;
        if (columns < rows) {
            throw new IllegalArgumentException("fewer columns than rows: " + columns + " < " + rows);
        }
        double[] rowDual = new double[rows + 1];
        double[] columnDual = new double[columns + 1];
        // Row of each column, from 1; 0 is free. Column 0 holds the row that is being placed.
        int[] rowOf = new int[columns + 1];
        int[] previous = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            int column = 0;
            double[] distance = new double[columns + 1];
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            boolean[] done = new boolean[columns + 1];
            do {
                done[column] = true;
                int current = rowOf[column];
                double least = Double.POSITIVE_INFINITY;
                int next = -1;
                for (int j = 1; j <= columns; j++) {
                    if (done[j]) {
                        continue;
                    }
                    double reduced = cost[current - 1][j - 1] - rowDual[current] - columnDual[j];
                    if (reduced < distance[j]) {
                        distance[j] = reduced;
                        previous[j] = column;
                    }
                    if (distance[j] < least) {
                        least = distance[j];
                        next = j;
                    }
                }
                if (next < 0) {
                    throw new IllegalArgumentException("row " + (row - 1) + " cannot be assigned");
                }
                for (int j = 0; j <= columns; j++) {
                    if (done[j]) {
                        rowDual[rowOf[j]] += least;
                        columnDual[j] -= least;
                    } else {
                        distance[j] -= least;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            do {
                int before = previous[column];
                rowOf[column] = rowOf[before];
                column = before;
            } while (column != 0);
        }
        int[] columnOf = new int[rows];
        for (int j = 1; j <= columns; j++) {
            if (rowOf[j] > 0) {
                columnOf[rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }
}

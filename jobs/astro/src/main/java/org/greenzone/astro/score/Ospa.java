package org.greenzone.astro.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.correlation.LinearAssignment;
import org.greenzone.astro.physics.Vectors;

/**
 * Distance between two sets of positions that counts both how far the members are from each other and how many are missing
 * or too many: optimal sub-pattern assignment (Schuhmacher, Vo and Vo 2008, IEEE Transactions on Signal Processing 56(8),
 * 3447-3457).
 *
 * <p>Metres. Between 0 and the cut-off; two empty sets are 0 apart, an empty and another one the cut-off. The parts belong
 * to the best assignment (their section III-C) and satisfy {@code distance^p = localisation^p + cardinality^p}.
 *
 * @param distanceMetres the distance
 * @param localisationMetres part of the members that are assigned, a pair beyond the cut-off counting the cut-off
 * @param cardinalityMetres part of the members that one set has more
 * @param truths members of the true set
 * @param estimates members of the other set
 * @param paired pairs nearer than the cut-off
 */
public record Ospa(
        double distanceMetres,
        double localisationMetres,
        double cardinalityMetres,
        int truths,
        int estimates,
        int paired) {

    /**
     * The distance.
     *
     * @param truths positions, 3 numbers each, metres, any Cartesian frame
     * @param estimates positions in the same frame
     * @param cutOffMetres what a missing member costs, above 0
     * @param order p, at least 1; the higher, the more outliers count
     */
    public static Ospa between(List<double[]> truths, List<double[]> estimates, double cutOffMetres, double order) {
        if (!(cutOffMetres > 0) || !(order >= 1)) {
            throw new IllegalArgumentException(
                    "cut-off " + cutOffMetres + " m must be above 0, order " + order + " at least 1");
        }
        List<double[]> few = truths.size() <= estimates.size() ? truths : estimates;
        List<double[]> many = truths.size() <= estimates.size() ? estimates : truths;
        if (many.isEmpty()) {
            return new Ospa(0, 0, 0, 0, 0, 0);
        }
        double[] pairSums = pairs(few, many, cutOffMetres, order);
        double cut = Math.pow(cutOffMetres, order);
        int paired = (int) pairSums[1];
        // Equation (3) of the paper, and its parts.
        double localisation = (pairSums[0] + (few.size() - paired) * cut) / many.size();
        double cardinality = (many.size() - few.size()) * cut / many.size();
        return new Ospa(
                Math.pow(localisation + cardinality, 1 / order),
                Math.pow(localisation, 1 / order),
                Math.pow(cardinality, 1 / order),
                truths.size(),
                estimates.size(),
                paired);
    }

    /**
     * Sum of the powers of the distances of the best pairs below the cut-off, and their number.
     *
     * <p>All pairs at or beyond the cut-off cost the same, so the best assignment is that which gains most over it by pairs
     * below, and each group of members that such pairs connect can be solved alone.
     */
    private static double[] pairs(List<double[]> few, List<double[]> many, double cutOff, double order) {
        int n = few.size();
        List<List<Integer>> ofFew = new ArrayList<>();
        List<List<Integer>> ofMany = new ArrayList<>();
        many.forEach(member -> ofMany.add(new ArrayList<>()));
        for (int i = 0; i < n; i++) {
            ofFew.add(new ArrayList<>());
            for (int j = 0; j < many.size(); j++) {
                if (Vectors.distance(few.get(i), many.get(j)) < cutOff) {
                    ofFew.get(i).add(j);
                    ofMany.get(j).add(i);
                }
            }
        }
        boolean[] seen = new boolean[n];
        double[] sums = new double[2];
        for (int first = 0; first < n; first++) {
            if (seen[first]) {
                continue;
            }
            List<Integer> rows = new ArrayList<>();
            List<Integer> columns = new ArrayList<>();
            boolean[] columnSeen = new boolean[many.size()];
            ArrayDeque<Integer> open = new ArrayDeque<>(List.of(first));
            seen[first] = true;
            while (!open.isEmpty()) {
                int row = open.remove();
                rows.add(row);
                for (int column : ofFew.get(row)) {
                    if (columnSeen[column]) {
                        continue;
                    }
                    columnSeen[column] = true;
                    columns.add(column);
                    for (int next : ofMany.get(column)) {
                        if (!seen[next]) {
                            seen[next] = true;
                            open.add(next);
                        }
                    }
                }
            }
            group(rows, columns, few, many, cutOff, order, sums);
        }
        return sums;
    }

    private static void group(
            List<Integer> rows,
            List<Integer> columns,
            List<double[]> few,
            List<double[]> many,
            double cutOff,
            double order,
            double[] sums) {
        double cut = Math.pow(cutOff, order);
        // As many columns more as there are rows: a member may stay alone, at the cost of the cut-off.
        double[][] cost = new double[rows.size()][columns.size() + rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < cost[i].length; j++) {
                double distance =
                        j < columns.size() ? Vectors.distance(few.get(rows.get(i)), many.get(columns.get(j))) : cutOff;
                cost[i][j] = Math.min(cut, Math.pow(distance, order));
            }
        }
        int[] columnOf = LinearAssignment.solve(cost);
        for (int i = 0; i < columnOf.length; i++) {
            if (cost[i][columnOf[i]] < cut) {
                sums[0] += cost[i][columnOf[i]];
                sums[1]++;
            }
        }
    }
}

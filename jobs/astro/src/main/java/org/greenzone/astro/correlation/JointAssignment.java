package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tracks that are of different objects to these objects, jointly, and how clear that is.
 *
 * <p>The best assignment is exact ({@link LinearAssignment}). Of the next best ones those are looked at that give a track to another
 * object (the first partition of Murty 1968): where one lies within {@link #CLEAR} of the best, the tracks on which the two differ are
 * ambiguous. That a track may be of an object that nobody knows makes it ambiguous only where objects are contested: an orbit
 * that is known so badly that nothing tells it from an unknown one would otherwise never get a track again.
 */
final class JointAssignment {
    /** Odds of 20 to 1, as twice a logarithm of likelihood. */
    static final double CLEAR = 2 * Math.log(20);

    private final List<SortedMap<String, Double>> costs;
    private final List<String> columns;
    private final double[][] cost;
    private final int[] chosen;
    private final double least;
    private final boolean[] ambiguous;

    /** @param costs for each track twice the negative logarithm of likelihood by object id, against zero for an unknown object */
    JointAssignment(List<SortedMap<String, Double>> costs) {
        this.costs = costs;
        TreeSet<String> objects = new TreeSet<>();
        costs.forEach(row -> objects.addAll(row.keySet()));
        columns = new ArrayList<>(objects);
        cost = matrix();
        chosen = LinearAssignment.solve(cost);
        least = sum(cost, chosen);
        ambiguous = new boolean[costs.size()];
        for (int track = 0; track < costs.size(); track++) {
            findAlternative(track);
        }
    }

    /** Columns are the objects in the order of their ids, then one "unknown" for each track at cost zero. */
    private double[][] matrix() {
        double[][] matrix = new double[costs.size()][columns.size() + costs.size()];
        for (int i = 0; i < matrix.length; i++) {
            Arrays.fill(matrix[i], Double.POSITIVE_INFINITY);
            for (Map.Entry<String, Double> entry : costs.get(i).entrySet()) {
                matrix[i][columns.indexOf(entry.getKey())] = entry.getValue();
            }
            matrix[i][unknown(i)] = 0;
        }
        return matrix;
    }

    /** The costs with another row for one track. */
    private double[][] with(int track, double[] row) {
        double[][] changed = cost.clone();
        changed[track] = row;
        return changed;
    }

    private int unknown(int track) {
        return columns.size() + track;
    }

    private static double sum(double[][] matrix, int[] columnOf) {
        double sum = 0;
        for (int i = 0; i < columnOf.length; i++) {
            sum += matrix[i][columnOf[i]];
        }
        return sum;
    }

    /** The best assignment in which the track belongs to another object. */
    private void findAlternative(int track) {
        boolean contested = chosen[track] == unknown(track);
        double[] others = cost[track].clone();
        others[chosen[track]] = Double.POSITIVE_INFINITY;
        others[unknown(track)] = Double.POSITIVE_INFINITY;
        double best = Arrays.stream(others).min().orElse(Double.POSITIVE_INFINITY);
        // Alone, the unknown object is the better one; or no assignment can be that good.
        if (!(contested ? best < 0 : lowerBound(track, best) < least + CLEAR)) {
            return;
        }
        int[] other = LinearAssignment.solve(with(track, others));
        if (sum(cost, other) < least + CLEAR) {
            for (int i = 0; i < chosen.length; i++) {
                ambiguous[i] |= other[i] != chosen[i];
            }
        }
    }

    /** No assignment that gives the track a column of this cost costs less: each other track has its best column. */
    private double lowerBound(int track, double cost) {
        double bound = cost;
        for (int i = 0; i < costs.size(); i++) {
            if (i != track) {
                bound += costs.get(i).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .reduce(0, Math::min);
            }
        }
        return bound;
    }

    /** The object of a track in the best assignment; empty: one that nobody knows. */
    Optional<String> objectOf(int track) {
        return chosen[track] < columns.size() ? Optional.of(columns.get(chosen[track])) : Optional.empty();
    }

    boolean isAmbiguous(int track) {
        return ambiguous[track];
    }

    /**
     * How likely a track is of each object that the gates let through: its share of the likelihoods of the best assignments that
     * give it to the one or the other, or to an unknown object, whose share is what is left to one.
     */
    SortedMap<String, Double> probabilities(int track) {
        SortedMap<String, Double> likelihoods = new TreeMap<>();
        double total = 0;
        for (int column = 0; column < cost[track].length; column++) {
            if (cost[track][column] == Double.POSITIVE_INFINITY) {
                continue;
            }
            double[] only = new double[cost[track].length];
            Arrays.fill(only, Double.POSITIVE_INFINITY);
            only[column] = cost[track][column];
            double likelihood = Math.exp(-0.5 * (sum(cost, LinearAssignment.solve(with(track, only))) - least));
            total += likelihood;
            if (column < columns.size()) {
                likelihoods.put(columns.get(column), likelihood);
            }
        }
        double all = total;
        likelihoods.replaceAll((object, likelihood) -> likelihood / all);
        return likelihoods;
    }
}

package org.greenzone.astro.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JointAssignmentTest {
    @SafeVarargs
    private static JointAssignment of(Map<String, Double>... costs) {
        return new JointAssignment(
                List.of(costs).stream().map(JointAssignmentTest::sorted).toList());
    }

    private static SortedMap<String, Double> sorted(Map<String, Double> row) {
        return new TreeMap<>(row);
    }

    @Test
    void aTrackIsClearWhereTheNextObjectIsMoreThanTwentyTimesLessLikely() {
        assertThat(of(Map.of("a", -20.0, "b", -20 + JointAssignment.CLEAR + 0.01))
                        .isAmbiguous(0))
                .isFalse();
        JointAssignment open = of(Map.of("a", -20.0, "b", -20 + JointAssignment.CLEAR - 0.01));
        assertThat(open.isAmbiguous(0)).isTrue();
        assertThat(open.objectOf(0)).contains("a");
    }

    @Test
    void anUnknownObjectIsNoReasonToWaitUnlessAnObjectIsContested() {
        assertThat(of(Map.of("a", -1.0)).isAmbiguous(0)).isFalse();
        assertThat(of(Map.of("a", 1.0, "b", 1.0)).isAmbiguous(0)).isFalse();
        // Both want the same object, and it is not clear whose it is.
        JointAssignment contested = of(Map.of("a", -10.0), Map.of("a", -9.0));
        assertThat(contested.objectOf(1)).isEmpty();
        assertThat(contested.isAmbiguous(0)).isTrue();
        assertThat(contested.isAmbiguous(1)).isTrue();
        JointAssignment won = of(Map.of("a", -10.0), Map.of("a", -3.0));
        assertThat(won.isAmbiguous(0)).isFalse();
        assertThat(won.isAmbiguous(1)).isFalse();
    }

    @Test
    void twoTracksThatMayChangePlacesAreBothAmbiguousAndAThirdIsNot() {
        JointAssignment joint =
                of(Map.of("a", -20.0, "b", -19.0), Map.of("a", -18.0, "b", -18.5), Map.of("c", -20.0, "a", -5.0));
        assertThat(joint.isAmbiguous(0)).isTrue();
        assertThat(joint.isAmbiguous(1)).isTrue();
        assertThat(joint.isAmbiguous(2)).isFalse();
        // a b: -38.5; b a: -37; the others lose a whole track.
        double odds = Math.exp(0.75);
        assertThat(joint.probabilities(0).get("a")).isCloseTo(odds / (1 + odds), within(1e-3));
        assertThat(joint.probabilities(1).get("a")).isCloseTo(1 / (1 + odds), within(1e-3));
    }

    @Test
    void ambiguityIsWhatLookingThroughAllAssignmentsSays() {
        SplittableRandom random = new SplittableRandom(3);
        int open = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<SortedMap<String, Double>> costs = new ArrayList<>();
            for (int track = 0; track < 3; track++) {
                SortedMap<String, Double> row = new TreeMap<>();
                for (String object : List.of("a", "b", "c", "d")) {
                    if (random.nextInt(3) > 0) {
                        row.put(object, -12 + 14 * random.nextDouble());
                    }
                }
                costs.add(row);
            }
            JointAssignment joint = new JointAssignment(costs);
            for (int each = 0; each < 3; each++) {
                int track = each;
                TreeMap<String, Double> byObject = new TreeMap<>();
                enumerate(costs, 0, new String[3], 0, track, byObject);
                double least =
                        byObject.values().stream().mapToDouble(x -> x).min().orElseThrow();
                assertThat(byObject.getOrDefault(joint.objectOf(track).orElse(""), Double.NaN))
                        .isCloseTo(least, within(1e-9));
                double next = byObject.entrySet().stream()
                        .filter(e -> !e.getKey().isEmpty()
                                && !e.getKey().equals(joint.objectOf(track).orElse("")))
                        .mapToDouble(Map.Entry::getValue)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
                if (joint.objectOf(track).isPresent() && next < least + JointAssignment.CLEAR) {
                    assertThat(joint.isAmbiguous(track)).isTrue();
                    open++;
                }
                double total = byObject.values().stream()
                        .mapToDouble(x -> Math.exp(-0.5 * (x - least)))
                        .sum();
                joint.probabilities(track)
                        .forEach((object, probability) -> assertThat(probability)
                                .isCloseTo(
                                        Math.exp(-0.5 * (byObject.getOrDefault(object, Double.NaN) - least)) / total,
                                        within(1e-12)));
            }
        }
        assertThat(open).isBetween(50, 550);
    }

    /** The least cost for each object (empty: unknown) of one track. */
    private static void enumerate(
            List<SortedMap<String, Double>> costs,
            int next,
            String[] taken,
            double sum,
            int track,
            Map<String, Double> byObject) {
        if (next == costs.size()) {
            byObject.merge(taken[track], sum, Math::min);
            return;
        }
        taken[next] = "";
        enumerate(costs, next + 1, taken, sum, track, byObject);
        costs.get(next).forEach((object, cost) -> {
            for (int i = 0; i < next; i++) {
                if (taken[i].equals(object)) {
                    return;
                }
            }
            taken[next] = object;
            enumerate(costs, next + 1, taken, sum + cost, track, byObject);
        });
    }
}

package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.ContentId;

/**
 * Messages about encounters, grouped: those of one pair whose times of closest approach lie near each other speak of one
 * encounter, whichever of the two stands first in them. Pure in the set of messages: their order does not matter.
 */
public final class EncounterHistory {
    /**
     * One encounter.
     *
     * @param encounterId of the pair and the time in the oldest message
     * @param primaryId the first object of the oldest message
     * @param secondaryId the other
     * @param updates from the oldest message to the newest, all seen from the primary
     */
    public record Encounters(String encounterId, String primaryId, String secondaryId, List<Conjunction> updates) {
        /** What the newest message says. */
        public Conjunction newest() {
            return updates.get(updates.size() - 1);
        }
    }

    private EncounterHistory() {}

    /** Encounters in the order of time and pair. */
    public static List<Encounters> of(List<Conjunction> messages) {
        Map<String, List<Conjunction>> pairs = new TreeMap<>();
        for (Conjunction message : messages) {
            pairs.computeIfAbsent(pair(message), key -> new ArrayList<>()).add(message);
        }
        List<Encounters> all = new ArrayList<>();
        for (List<Conjunction> ofPair : pairs.values()) {
            ofPair.sort(Comparator.comparingLong(Conjunction::createdMicros)
                    .thenComparingLong(Conjunction::tcaMicros)
                    .thenComparing(c -> c.primary().objectId())
                    .thenComparingDouble(Conjunction::missDistanceMetres));
            List<List<Conjunction>> groups = new ArrayList<>();
            for (Conjunction message : ofPair) {
                nearest(groups, message).add(message);
            }
            groups.forEach(group -> all.add(encounter(group)));
        }
        all.sort(Comparator.comparingLong((Encounters e) -> e.newest().tcaMicros())
                .thenComparing(Encounters::primaryId)
                .thenComparing(Encounters::secondaryId)
                .thenComparing(Encounters::encounterId));
        return List.copyOf(all);
    }

    /** The encounter of which the newest time is nearest, if within {@link EncounterTracker#SAME_MICROS}; else a new one. */
    private static List<Conjunction> nearest(List<List<Conjunction>> groups, Conjunction message) {
        List<Conjunction> best = List.of();
        long least = EncounterTracker.SAME_MICROS + 1;
        for (List<Conjunction> group : groups) {
            long apart = Math.abs(group.get(group.size() - 1).tcaMicros() - message.tcaMicros());
            if (apart < least) {
                least = apart;
                best = group;
            }
        }
        if (best.isEmpty()) {
            best = new ArrayList<>();
            groups.add(best);
        }
        return best;
    }

    private static Encounters encounter(List<Conjunction> group) {
        Conjunction oldest = group.get(0);
        String primary = oldest.primary().objectId();
        String secondary = oldest.secondary().objectId();
        return new Encounters(
                ContentId.of("encounter-history")
                        .add(pair(oldest))
                        .add(oldest.tcaMicros())
                        .digits(),
                primary,
                secondary,
                group.stream()
                        .map(c -> c.primary().objectId().equals(primary) ? c : c.seenFromOther())
                        .toList());
    }

    private static String pair(Conjunction c) {
        String a = c.primary().objectId();
        String b = c.secondary().objectId();
        return a.compareTo(b) <= 0 ? a + "|" + b : b + "|" + a;
    }

    /**
     * One sigma of the relative position along R, T, N of the primary, metres; NaN where a covariance is not known.
     *
     * @return 3 numbers
     */
    public static double[] relativeSigmaRtn(Conjunction c) {
        return relativeSigmaRtn(
                c.primary().stateGcrf(),
                c.primary().covarianceRtn(),
                c.secondary().stateGcrf(),
                c.secondary().covarianceRtn());
    }

    /** The same of states and of covariances in their own RTN frames. */
    static double[] relativeSigmaRtn(
            double[] primary, double[] primaryCovariance, double[] secondary, double[] secondaryCovariance) {
        double[][] first = RtnFrame.toInertial(primaryCovariance, primary);
        double[][] second = RtnFrame.toInertial(secondaryCovariance, secondary);
        double[][] sum = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum[i][j] = first[i][j] + second[i][j];
            }
        }
        double[] rtn = RtnFrame.toRtn(sum, primary);
        return new double[] {Math.sqrt(rtn[0]), Math.sqrt(rtn[2]), Math.sqrt(rtn[5])};
    }
}

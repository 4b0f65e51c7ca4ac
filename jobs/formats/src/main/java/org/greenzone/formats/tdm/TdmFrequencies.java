package org.greenzone.formats.tdm;

import java.util.Map;
import java.util.TreeMap;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;

/**
 * Range rate from received and transmitted frequencies (503.0-B-2, 3.5.2: RECEIVE_FREQ plus FREQ_OFFSET, TRANSMIT_FREQ
 * held from its tag on, turnaround ratio), for paths there and back: f_received = ratio f_transmitted (1 - b) / (1 + b)
 * with b = range rate / c. Not for one-way paths, where the object's own oscillator is not known well enough, and not for
 * ramped transmitters.
 *
 * @param transmitted Hz from each tag on, times the turnaround ratio
 * @param offset Hz to be added to each received frequency
 * @param refusal why there is no range rate; empty where there is
 */
record TdmFrequencies(TreeMap<Long, Double> transmitted, double offset, String refusal) {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    /** Faster than anything that orbits the Earth, m/s. */
    private static final double FASTEST = 20_000;

    static TdmFrequencies of(
            TdmSegment segment, FileTimeSystem time, TdmPath.Kind kind, String[] current, Problems problems)
            throws BadValueException {
        TdmMetadata metadata = segment.metadata();
        current[0] = "TURNAROUND_NUMERATOR";
        double numerator = metadata.number("TURNAROUND_NUMERATOR", 1);
        current[0] = "TURNAROUND_DENOMINATOR";
        double denominator = metadata.number("TURNAROUND_DENOMINATOR", 1);
        if (!(numerator > 0 && denominator > 0)) {
            throw new BadValueException("the turnaround ratio is not positive");
        }
        current[0] = "FREQ_OFFSET";
        double offset = metadata.number("FREQ_OFFSET", 0);
        TreeMap<Long, Double> transmitted = new TreeMap<>();
        String refusal = kind.thereAndBack() ? "" : "of a one-way path gives no range rate";
        for (TdmSegment.Observation observation : segment.observations()) {
            String keyword = observation.keyword();
            try {
                if (keyword.startsWith("TRANSMIT_FREQ_RATE") && observation.number("Hz/s") != 0) {
                    refusal = "with a ramped transmitter gives no range rate here";
                } else if (keyword.startsWith("TRANSMIT_FREQ_") && !keyword.startsWith("TRANSMIT_FREQ_RATE")) {
                    transmitted.put(
                            time.utcNanos(observation.epoch()), observation.number("Hz") * numerator / denominator);
                }
            } catch (BadValueException e) {
                problems.error(observation.line(), keyword, e.getMessage() + "; the value is left out");
            }
        }
        if (refusal.isEmpty() && transmitted.isEmpty()) {
            refusal = "needs TRANSMIT_FREQ in the same segment";
        }
        return new TdmFrequencies(transmitted, offset, refusal);
    }

    /** Metres per second, positive receding. */
    double rangeRate(double received, long tagNanos) throws BadValueException {
        Map.Entry<Long, Double> entry = transmitted.floorEntry(tagNanos);
        double sent = (entry == null ? transmitted.firstEntry() : entry).getValue();
        double heard = received + offset;
        double rate = SPEED_OF_LIGHT * (sent - heard) / (sent + heard);
        if (!(Math.abs(rate) < FASTEST)) {
            throw new BadValueException(
                    "means a range rate of " + rate + " m/s; check FREQ_OFFSET and turnaround ratio");
        }
        return rate;
    }
}

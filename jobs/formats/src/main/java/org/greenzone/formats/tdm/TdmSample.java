package org.greenzone.formats.tdm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What was measured at one time tag, by keyword, already in SI (angles in degrees). Not thread-safe. */
final class TdmSample {
    static final Set<String> USED = Set.of(
            "RANGE", "DOPPLER_INSTANTANEOUS", "DOPPLER_INTEGRATED", "ANGLE_1", "ANGLE_2", "RCS", "PC_N0", "PR_N0");

    private final int line;
    private final Map<String, Double> values = new HashMap<>();

    TdmSample(int line) {
        this.line = line;
    }

    int line() {
        return line;
    }

    /** Whether the value was taken: the first of its kind is. */
    boolean put(String keyword, double value) {
        return values.putIfAbsent(keyword, value) == null;
    }

    boolean has(String keyword) {
        return values.containsKey(keyword);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The value, or NaN. */
    double get(String keyword) {
        return values.getOrDefault(keyword, Double.NaN);
    }

    double rangeRate() {
        return has("DOPPLER_INSTANTANEOUS") ? get("DOPPLER_INSTANTANEOUS") : get("DOPPLER_INTEGRATED");
    }

    double signalToNoise() {
        return has("PR_N0") ? get("PR_N0") : get("PC_N0");
    }

    void dropAngles() {
        values.remove("ANGLE_1");
        values.remove("ANGLE_2");
    }
}

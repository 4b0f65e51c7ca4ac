package org.greenzone.formats.tdm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was measured at one time tag, by keyword, already in SI (angles in degrees). Not thread-safe. */
final class TdmSample {
    static final Set<String> USED = Set.of(
            "RANGE",
            "DOPPLER_INSTANTANEOUS",
            "DOPPLER_INTEGRATED",
            "ANGLE_1",
            "ANGLE_2",
            "RCS",
            "PC_N0",
            "PR_N0",
            "RECEIVE_FREQ");

    /** In the order of preference where there are several. */
    private static final List<String> RATES = List.of("DOPPLER_INSTANTANEOUS", "DOPPLER_INTEGRATED", "RECEIVE_FREQ");

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

    /** Whether it says where the object was or how it moved. */
    boolean isKinematic() {
        return has("RANGE") || has("ANGLE_1") || !Double.isNaN(rangeRate());
    }

    /** The value, or NaN. */
    double get(String keyword) {
        return values.getOrDefault(keyword, Double.NaN);
    }

    double rangeRate() {
        for (String keyword : RATES) {
            if (has(keyword)) {
                return get(keyword);
            }
        }
        return Double.NaN;
    }

    double signalToNoise() {
        return has("PR_N0") ? get("PR_N0") : get("PC_N0");
    }

    void dropAngles() {
        values.remove("ANGLE_1");
        values.remove("ANGLE_2");
    }
}

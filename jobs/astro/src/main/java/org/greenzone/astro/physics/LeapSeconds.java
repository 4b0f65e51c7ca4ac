package org.greenzone.astro.physics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.orekit.time.DateComponents;
import org.orekit.time.OffsetModel;

/**
 * Arithmetic on instants that are counted as UTC microseconds since 1970 in the manner of POSIX (every UTC day has
 * 86,400 seconds, leap seconds are not counted).
 *
 * <p>The microsecond count of POSIX cannot name an instant within a leap second; such an instant becomes the first one
 * after it. Before 1972 the offset of 1972-01-01 (10 s) is used: this class is NOT valid there.
 */
public final class LeapSeconds {
    private static final double SECONDS_PER_MICRO = 1e-6;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final long[] startUtcMicros;
    private final int[] taiMinusUtcSeconds;

    /**
     * @param startUtcMicros first instants of the offsets, ascending
     * @param taiMinusUtcSeconds the offsets
     */
    LeapSeconds(long[] startUtcMicros, int[] taiMinusUtcSeconds) {
        this.startUtcMicros = startUtcMicros.clone();
        this.taiMinusUtcSeconds = taiMinusUtcSeconds.clone();
    }

    /** SI seconds that pass from one instant to the other, leap seconds counted. */
    public double elapsedSeconds(long fromUtcMicros, long toUtcMicros) {
        long micros = toUtcMicros
                - fromUtcMicros
                + MICROS_PER_SECOND * (offsetSeconds(toUtcMicros) - offsetSeconds(fromUtcMicros));
        return micros * SECONDS_PER_MICRO;
    }

    /** TAI - UTC in seconds at the instant. */
    public double taiMinusUtcSeconds(long utcMicros) {
        return offsetSeconds(utcMicros);
    }

    /** The instant so many SI seconds later (earlier where negative), to the nearest microsecond. */
    public long plusSeconds(long utcMicros, double seconds) {
        return fromTaiMicros(toTaiMicros(utcMicros) + Math.round(seconds * MICROS_PER_SECOND));
    }

    /** Microseconds of TAI since 1970-01-01T00:00:00 TAI. */
    long toTaiMicros(long utcMicros) {
        return utcMicros + MICROS_PER_SECOND * offsetSeconds(utcMicros);
    }

    /** The inverse of {@link #toTaiMicros}; an instant within a leap second becomes the first one after it. */
    long fromTaiMicros(long taiMicros) {
        for (int i = startUtcMicros.length - 1; i >= 0; i--) {
            if (taiMicros - MICROS_PER_SECOND * taiMinusUtcSeconds[i] >= startUtcMicros[i]) {
                return taiMicros - MICROS_PER_SECOND * taiMinusUtcSeconds[i];
            }
            long before = i == 0 ? taiMinusUtcSeconds[0] : taiMinusUtcSeconds[i - 1];
            if (taiMicros - MICROS_PER_SECOND * before >= startUtcMicros[i]) {
                return startUtcMicros[i];
            }
        }
        return taiMicros - MICROS_PER_SECOND * taiMinusUtcSeconds[0];
    }

    /** The same offsets as Orekit takes them. */
    List<OffsetModel> offsetModels() {
        List<OffsetModel> models = new ArrayList<>();
        for (int i = 0; i < startUtcMicros.length; i++) {
            DateComponents day = new DateComponents(
                    DateComponents.JAVA_EPOCH, (int) Math.floorDiv(startUtcMicros[i], 86_400 * MICROS_PER_SECOND));
            models.add(new OffsetModel(day, taiMinusUtcSeconds[i]));
        }
        return models;
    }

    private long offsetSeconds(long utcMicros) {
        int last = startUtcMicros.length - 1;
        if (utcMicros >= startUtcMicros[last]) {
            return taiMinusUtcSeconds[last];
        }
        int found = Arrays.binarySearch(startUtcMicros, utcMicros);
        int index = found >= 0 ? found : -found - 2;
        return taiMinusUtcSeconds[Math.max(index, 0)];
    }
}

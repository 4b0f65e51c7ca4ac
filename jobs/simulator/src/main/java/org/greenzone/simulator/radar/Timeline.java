package org.greenzone.simulator.radar;

import org.greenzone.astro.physics.LeapSeconds;

/**
 * Seconds of a scenario: SI seconds from its start, leap seconds counted.
 *
 * @param startMicros start, UTC microseconds since 1970
 * @param lengthSeconds to the end
 * @param leapSeconds of the physical data
 */
public record Timeline(long startMicros, double lengthSeconds, LeapSeconds leapSeconds) {

    public static Timeline of(long startMicros, long endMicros, LeapSeconds leapSeconds) {
        return new Timeline(startMicros, leapSeconds.elapsedSeconds(startMicros, endMicros), leapSeconds);
    }

    public double seconds(long utcMicros) {
        return leapSeconds.elapsedSeconds(startMicros, utcMicros);
    }

    public long micros(double seconds) {
        return leapSeconds.plusSeconds(startMicros, seconds);
    }
}

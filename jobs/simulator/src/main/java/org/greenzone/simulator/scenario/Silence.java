package org.greenzone.simulator.scenario;

/**
 * A time in which a radar neither measures nor says that it lives.
 *
 * @param fromMicros UTC microseconds since 1970
 * @param toMicros first instant at which it is back
 */
public record Silence(long fromMicros, long toMicros) {
    public Silence {
        if (toMicros <= fromMicros) {
            throw new IllegalArgumentException("a silence ends before it begins");
        }
    }

    /** Whether the radar is silent at an instant. */
    public boolean holds(long micros) {
        return fromMicros <= micros && micros < toMicros;
    }
}

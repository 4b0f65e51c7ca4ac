package org.greenzone.cli.input;

/**
 * The time that a recording covers: before its first instant and after its last one the sites were not listened to.
 *
 * @param startMicros UTC microseconds since 1970
 * @param endMicros up to here all sites have reported all that they have, UTC microseconds since 1970
 */
public record Span(long startMicros, long endMicros) {
    public Span {
        if (startMicros > endMicros) {
            throw new IllegalArgumentException("a span ends before it begins");
        }
    }
}

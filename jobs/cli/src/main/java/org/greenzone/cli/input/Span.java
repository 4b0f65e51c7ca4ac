package org.greenzone.cli.input;

import java.util.List;

/**
 * The time that a recording covers: before its first instant and after its last one the sites were not listened to.
 *
 * @param startMicros UTC microseconds since 1970
 * @param endMicros up to here all sites have reported all that they have, UTC microseconds since 1970
 * @param absences of single sites within it
 */
public record Span(long startMicros, long endMicros, List<Absence> absences) {
    /** Without absences. */
    public Span(long startMicros, long endMicros) {
        this(startMicros, endMicros, List.of());
    }

    public Span {
        if (startMicros > endMicros) {
            throw new IllegalArgumentException("a span ends before it begins");
        }
    }
}

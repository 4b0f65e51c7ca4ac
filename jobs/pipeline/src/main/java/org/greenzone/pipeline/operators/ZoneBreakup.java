package org.greenzone.pipeline.operators;

import java.util.List;
import org.greenzone.astro.zone.KnownBreakup;

/**
 * What is said of a breakup.
 *
 * @param revision counts from 0
 * @param createdMicros event time of the revision, UTC microseconds since 1970
 * @param withdrawn whether it was none
 * @param breakup what is known of it
 * @param trackIds of its fragments that are new in this revision
 */
public record ZoneBreakup(
        int revision, long createdMicros, boolean withdrawn, KnownBreakup breakup, List<String> trackIds) {}

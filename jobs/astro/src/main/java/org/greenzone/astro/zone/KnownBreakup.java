package org.greenzone.astro.zone;

/**
 * A breakup that stands.
 *
 * @param breakupId the same over all revisions
 * @param parents names or ids, for people
 * @param confirmed or only suspected
 * @param epochMicros most likely instant, UTC microseconds since 1970
 * @param uniqueObjects lower bound of the fragments seen
 */
public record KnownBreakup(String breakupId, String parents, boolean confirmed, long epochMicros, int uniqueObjects) {}

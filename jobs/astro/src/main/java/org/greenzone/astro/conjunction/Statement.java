package org.greenzone.astro.conjunction;

/**
 * Who says that two objects meet, where it is another than Greenzone: the originator of a conjunction data message.
 *
 * @param originator who wrote the message; empty where Greenzone itself says so
 * @param messageId id of the originator; empty where there is none
 * @param createdMicros when it was written, UTC microseconds since 1970
 * @param probability Pc as the message states it; NaN where it states none
 */
public record Statement(String originator, String messageId, long createdMicros, double probability) {
    /** What Greenzone says itself. */
    public static final Statement OWN = new Statement("", "", 0, Double.NaN);

    /** Whether Greenzone says so itself. */
    public boolean isOwn() {
        return originator.isEmpty();
    }
}

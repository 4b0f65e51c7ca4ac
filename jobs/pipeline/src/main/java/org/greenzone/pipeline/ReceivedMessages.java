package org.greenzone.pipeline;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.greenzone.pipeline.codec.EventTime;
import org.greenzone.schemas.ConjunctionMessage;

/**
 * Conjunction data messages of others as they came: the bytes of a file or a mail.
 *
 * @param name of the file or the mail, for people; empty where there is none
 * @param receivedMicros event time before which none of them counts, UTC microseconds since 1970
 * @param content one message or several, KVN or XML, not compressed
 */
public record ReceivedMessages(String name, long receivedMicros, byte[] content) {

    /** As a record of the topic. */
    public ConjunctionMessage toWire() {
        return new ConjunctionMessage(
                name, Instant.EPOCH.plus(receivedMicros, ChronoUnit.MICROS), ByteBuffer.wrap(content));
    }

    /** Out of a record of the topic. */
    public static ReceivedMessages fromWire(ConjunctionMessage wire) {
        byte[] content = new byte[wire.getContent().remaining()];
        wire.getContent().duplicate().get(content);
        return new ReceivedMessages(wire.getName(), EventTime.micros(wire), content);
    }

    /** The same, which counts from an event time on. */
    public ReceivedMessages from(long micros) {
        return new ReceivedMessages(name, micros, content);
    }
}

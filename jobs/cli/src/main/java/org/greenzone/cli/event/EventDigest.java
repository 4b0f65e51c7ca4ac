package org.greenzone.cli.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.OrbitSource;
import org.greenzone.schemas.RejectedTrack;

/**
 * One number for all that the jobs have said: SHA-256 over the SHA-256 of each event, sorted, so that it does not depend on the order in
 * which events of different partitions were read. Two runs with one digest have said the same, byte for byte.
 *
 * <p>A record that comes twice counts once, and is counted as a repeat: delivery at least once may repeat. Of a rejected record the
 * reason and the bytes count, not its place in the topic, which depends on the number of partitions. Not counted is what
 * went in: the catalogue before the first track.
 */
public final class EventDigest {
    private final Set<String> places = new HashSet<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private long repeats;

    /** Takes an event; promises are none. */
    public void add(Topic topic, SpecificRecordBase event) {
        if (event instanceof org.greenzone.schemas.Progress || isInput(event)) {
            return;
        }
        byte[] whole = sha256(topic, Wire.encode(event));
        if (!places.add(HexFormat.of().formatHex(whole))) {
            repeats++;
            return;
        }
        hashes.add(event instanceof RejectedTrack rejected ? ofRejected(rejected) : whole);
    }

    private static boolean isInput(SpecificRecordBase event) {
        return event instanceof Orbit orbit
                && (orbit.getSource() == OrbitSource.ELEMENT_SET || orbit.getSource() == OrbitSource.OWNER_EPHEMERIS);
    }

    private static byte[] ofRejected(RejectedTrack rejected) {
        byte[] bytes = new byte[rejected.getBytes().remaining()];
        rejected.getBytes().duplicate().get(bytes);
        MessageDigest digest = digest();
        digest.update(rejected.getReason().name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(bytes);
    }

    private static byte[] sha256(Topic topic, byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(topic.topicName().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Number of events, each once. */
    public long events() {
        return hashes.size();
    }

    /** Records that had come before. */
    public long repeats() {
        return repeats;
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        List<byte[]> sorted = new ArrayList<>(hashes);
        sorted.sort(Arrays::compareUnsigned);
        MessageDigest digest = digest();
        sorted.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** One line for people. */
    public String line() {
        return "digest " + hex() + " of " + events() + " events"
                + (repeats == 0 ? "" : " (" + repeats + " records came twice)");
    }
}

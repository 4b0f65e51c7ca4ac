package org.greenzone.astro.track;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Ids made from content: the first 16 hexadecimal digits of SHA-256 over the parts, each with its length in front.
 *
 * <p>The same content gives the same id on each machine and in each replay. With 64 bits, a million ids collide with a
 * probability of 3e-8.
 */
public final class ContentId {
    private static final int DIGITS = 16;

    private final MessageDigest digest;
    private final byte[] eight = new byte[8];

    private ContentId() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    /** Starts an id of a kind, so that equal content of two kinds gets two ids. */
    public static ContentId of(String kind) {
        return new ContentId().add(kind);
    }

    /** Id of a track: site, transmitter and all measurements; not who published it nor whom it claims to be. */
    public static String ofTrack(String siteId, String transmitterSiteId, List<Measurement> measurements) {
        ContentId id = of("track").add(siteId).add(transmitterSiteId);
        for (Measurement m : measurements) {
            id.add(m.timeMicros())
                    .add(m.rangeMetres())
                    .add(m.rangeRateMetresPerSecond())
                    .add(m.azimuthRadians())
                    .add(m.elevationRadians())
                    .add(m.rightAscensionRadians())
                    .add(m.declinationRadians());
        }
        return id.digits();
    }

    public ContentId add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        add((long) bytes.length);
        digest.update(bytes);
        return this;
    }

    public ContentId add(long part) {
        for (int i = 0; i < 8; i++) {
            eight[i] = (byte) (part >>> (56 - 8 * i));
        }
        digest.update(eight);
        return this;
    }

    public ContentId add(double part) {
        return add(Double.doubleToLongBits(part));
    }

    /** The id; the object must not be used afterwards. */
    public String digits() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}

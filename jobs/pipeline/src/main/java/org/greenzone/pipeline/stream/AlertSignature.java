package org.greenzone.pipeline.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.greenzone.pipeline.topic.Topic;

/**
 * Ed25519 (RFC 8032) over topic, key and bytes of a record, in its header {@value #HEADER}: who has the public key can tell that a status or an advice was said by this installation, and not changed or
 * moved to another topic or asset since. Equal records have equal signatures. It does not tell that a record is missing or is told again: revision and id do.
 *
 * <p>Keys are PEM files as {@code openssl genpkey -algorithm ed25519} writes them (PKCS 8; the public one SubjectPublicKeyInfo).
 */
public final class AlertSignature {
    /** Name of the header of Kafka. */
    public static final String HEADER = "greenzone-ed25519";

    /** What is signed where a key is there. */
    public static final List<Topic> TOPICS = List.of(Topic.ZONE_STATUS, Topic.ADVICE);

    /** Property of a process (or {@code GREENZONE_SIGN_KEY} in its environment) that names the file with the private key; without it nothing is signed. */
    public static final String KEY_PROPERTY = "greenzone.sign.key";

    private static final String KEY_VARIABLE = "GREENZONE_SIGN_KEY";
    private static final String ALGORITHM = "Ed25519";
    private static final long MAXIMUM_FILE_BYTES = 16_384;
    private static final byte[] PURPOSE = "greenzone alert 1".getBytes(StandardCharsets.US_ASCII);

    private AlertSignature() {}

    /** The key that the operator of this process names; empty where he names none. */
    public static Optional<PrivateKey> ownKey() {
        String file = System.getProperty(KEY_PROPERTY, System.getenv().getOrDefault(KEY_VARIABLE, ""));
        return file.isEmpty() ? Optional.empty() : Optional.of(privateKey(Path.of(file)));
    }

    /** @throws IllegalArgumentException where the file holds no such key; what it holds is not told */
    public static PrivateKey privateKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(file, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": no private key of " + ALGORITHM, e);
        }
    }

    /** @throws IllegalArgumentException where the file holds no such key */
    public static PublicKey publicKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(file, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": no public key of " + ALGORITHM, e);
        }
    }

    private static byte[] pem(Path file, String kind) {
        try {
            if (Files.size(file) > MAXIMUM_FILE_BYTES) {
                throw new IllegalArgumentException(file + ": too long for a key");
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            String head = "-----BEGIN " + kind + "-----";
            String foot = "-----END " + kind + "-----";
            if (!text.startsWith(head) || !text.endsWith(foot)) {
                throw new IllegalArgumentException(
                        file + ": no PEM file of a " + kind.toLowerCase(java.util.Locale.ROOT));
            }
            return Base64.getMimeDecoder().decode(text.substring(head.length(), text.length() - foot.length()));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read", e);
        }
    }

    /** The key as the text of a PEM file. */
    public static String pem(Key key) {
        String kind = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }

    /** 64 bytes. */
    public static byte[] sign(PrivateKey key, String topic, byte[] recordKey, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed(topic, recordKey, bytes));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not sign with " + ALGORITHM, e);
        }
    }

    /** Whether the signature is that of the record. */
    public static boolean isValid(PublicKey key, String topic, byte[] recordKey, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signed(topic, recordKey, bytes));
            return signature.verify(signed);
        } catch (java.security.SignatureException e) {
            // Not even of the form of one.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not verify " + ALGORITHM, e);
        }
    }

    /** Each part behind its length, so that none can borrow from its neighbour. */
    private static byte[] signed(String topic, byte[] recordKey, byte[] bytes) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(PURPOSE.length + 3 * Integer.BYTES + name.length + recordKey.length + bytes.length)
                .put(PURPOSE)
                .putInt(name.length)
                .put(name)
                .putInt(recordKey.length)
                .put(recordKey)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}

package org.greenzone.pipeline.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSignatureTest {
    /** RFC 8410, section 10.3 and 10.1: the private key of an example, and its public one. */
    private static final String PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    @TempDir
    Path folder;

    private PrivateKey secret() throws Exception {
        return AlertSignature.privateKey(Files.writeString(folder.resolve("private.pem"), PRIVATE));
    }

    private PublicKey open() throws Exception {
        return AlertSignature.publicKey(Files.writeString(folder.resolve("public.pem"), PUBLIC));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keysOfThePublishedExampleAreReadAndBelongTogether() throws Exception {
        byte[] signature = AlertSignature.sign(secret(), "zone-status", utf8("25544"), utf8("GREEN"));
        assertThat(signature).hasSize(64);
        assertThat(AlertSignature.isValid(open(), "zone-status", utf8("25544"), utf8("GREEN"), signature))
                .isTrue();
        assertThat(AlertSignature.sign(secret(), "zone-status", utf8("25544"), utf8("GREEN")))
                .isEqualTo(signature);
        assertThat(AlertSignature.pem(open())).isEqualTo(PUBLIC);
        assertThat(AlertSignature.pem(secret())).isEqualTo(PRIVATE);
    }

    @Test
    void whatWasChangedOrMovedIsNotSigned() throws Exception {
        byte[] signature = AlertSignature.sign(secret(), "zone-status", utf8("25544"), utf8("GREEN"));
        PublicKey key = open();
        assertThat(AlertSignature.isValid(key, "zone-status", utf8("25544"), utf8("GREEM"), signature))
                .isFalse();
        assertThat(AlertSignature.isValid(key, "advice", utf8("25544"), utf8("GREEN"), signature))
                .isFalse();
        assertThat(AlertSignature.isValid(key, "zone-status", utf8("25545"), utf8("GREEN"), signature))
                .isFalse();
        assertThat(AlertSignature.isValid(key, "zone-status", utf8("2554"), utf8("4GREEN"), signature))
                .isFalse();
        assertThat(AlertSignature.isValid(key, "zone-status", utf8("25544"), utf8("GREEN"), new byte[0]))
                .isFalse();
        signature[5] ^= 1;
        assertThat(AlertSignature.isValid(key, "zone-status", utf8("25544"), utf8("GREEN"), signature))
                .isFalse();
        PublicKey other =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        signature[5] ^= 1;
        assertThat(AlertSignature.isValid(other, "zone-status", utf8("25544"), utf8("GREEN"), signature))
                .isFalse();
    }

    @Test
    void aFileThatIsNoKeyIsNamedAndNotTold() throws Exception {
        Path file = Files.writeString(folder.resolve("x.pem"), "hunter2");
        assertThatThrownBy(() -> AlertSignature.privateKey(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.pem")
                .hasMessageNotContaining("hunter2");
        Files.writeString(file, PRIVATE.replace("MC4C", "MC4D"));
        assertThatThrownBy(() -> AlertSignature.privateKey(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("INTuctv5");
        assertThatThrownBy(() -> AlertSignature.publicKey(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }
}

package org.greenzone.cli.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.stream.AlertSignature;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone verify}: whether the alerts in the topics were said by who has the key. */
@Command(
        name = "verify",
        description =
                "Verifies the signatures of zone-status and advice (Ed25519). An installation signs where"
                        + " GREENZONE_SIGN_KEY names its private key. Exit code 1 where a record is not signed, or not by this key.",
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    private static final class What {
        @Option(
                names = "--public-key",
                paramLabel = "FILE",
                required = true,
                description = "PEM file of the key that has signed.")
        private @Nullable Path publicKey;

        @Option(
                names = "--new-keys",
                paramLabel = "DIR",
                required = true,
                description =
                        "Makes a pair of keys instead: private.pem, which its owner alone may read, and public.pem.")
        private @Nullable Path newKeys;
    }

    @Mixin
    private final SourceOptions source = new SourceOptions();

    private long good;
    private long bad;

    @Override
    public Integer call() throws Exception {
        if (what.newKeys != null) {
            makeKeys(what.newKeys);
            return common.exitCode();
        }
        Path file = what.publicKey == null ? Path.of("") : what.publicKey;
        PublicKey key = CommonOptions.orFailed("--public-key", () -> AlertSignature.publicKey(file));
        try (SourceOptions.Source opened = source.open(common);
                EventReader reader = new EventReader(opened.connection(), AlertSignature.TOPICS)) {
            reader.readToEnd(received -> judge(key, received));
        }
        common.out().println(good + " records signed by this key, " + bad + " not");
        return common.exitCode();
    }

    private void judge(PublicKey key, EventReader.Received received) {
        String place = received.topic().topicName() + "/" + received.partition() + " offset " + received.offset();
        if (received.signature().length == 0) {
            bad++;
            common.complain(place + ": not signed");
        } else if (AlertSignature.isValid(
                key, received.topic().topicName(), received.key(), received.bytes(), received.signature())) {
            good++;
        } else {
            bad++;
            common.complain(place + ": not signed by this key, or changed since");
        }
    }

    private void makeKeys(Path folder) throws NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = folder.resolve("private.pem");
        try {
            Files.createDirectories(folder);
            // Never is it there for others, not for a moment.
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(
                        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(secret);
            }
            Files.writeString(secret, AlertSignature.pem(pair.getPrivate()), StandardCharsets.US_ASCII);
            Files.writeString(
                    folder.resolve("public.pem"), AlertSignature.pem(pair.getPublic()), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new CommandFailed("--new-keys " + folder + ": " + CommonOptions.messageOf(e), e);
        }
        common.out().println(secret + " and public.pem");
    }
}

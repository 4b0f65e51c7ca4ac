package org.greenzone.cli.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Interruption;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a command that speaks with a broker speaks with: a broker elsewhere, or the folder that {@code run --data} kept,
 * over which a broker is started for as long as the command lasts.
 */
public final class SourceOptions {
    private static final String VARIABLE = "GREENZONE_BOOTSTRAP_SERVERS";
    private static final String DEFAULT_SERVERS = "localhost:9092";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Instead of a broker elsewhere, the folder that run --data DIR has kept.")
    private @Nullable Path data;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    /** A connection to a broker, and the broker where it lives for this command alone. */
    public static final class Source implements AutoCloseable {
        private final Properties connection;
        private final Optional<EmbeddedBroker> own;
        private final Optional<Interruption> interruption;

        private Source(Properties connection, Optional<EmbeddedBroker> own, Optional<Interruption> interruption) {
            this.connection = connection;
            this.own = own;
            this.interruption = interruption;
        }

        /** Client properties. */
        public Properties connection() {
            return connection;
        }

        /** Whether the user has asked to stop; never where nothing is to be ended first: the signal itself ends that. */
        public boolean isInterrupted() {
            return interruption.map(Interruption::requested).orElse(false);
        }

        @Override
        public void close() {
            own.ifPresent(EmbeddedBroker::close);
            interruption.ifPresent(Interruption::close);
        }
    }

    /** Connects; fails in one line where that cannot be. */
    public Source open(CommonOptions common) {
        if (data == null) {
            String servers = System.getenv(VARIABLE);
            Properties connection = kafka.connectWhereNamed()
                    .orElseGet(() -> kafka.connect(servers == null || servers.isBlank() ? DEFAULT_SERVERS : servers));
            return new Source(connection, Optional.empty(), Optional.empty());
        }
        if (kafka.isNamed()) {
            throw common.wrongUse("--data and --bootstrap-servers: name one of them");
        }
        if (!Files.isDirectory(data.resolve("kafka-logs"))) {
            throw new CommandFailed("--data " + data + ": no data of a broker here; run --data DIR makes them");
        }
        Interruption interruption = Interruption.watch();
        boolean started = false;
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(data);
            started = true;
            return new Source(broker.connection(), Optional.of(broker), Optional.of(interruption));
        } catch (IOException e) {
            throw new CommandFailed("--data " + data + ": " + CommonOptions.messageOf(e), e);
        } finally {
            if (!started) {
                interruption.close();
            }
        }
    }
}

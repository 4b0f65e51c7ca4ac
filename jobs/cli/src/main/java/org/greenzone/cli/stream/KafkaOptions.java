package org.greenzone.cli.stream;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To which broker, and how. */
public final class KafkaOptions {
    private static final long PATIENCE_SECONDS = 10;
    /** In the help above the options that all commands have. */
    private static final int ORDER = CommonOptions.LAST - 1;

    @Option(
            names = "--bootstrap-servers",
            order = ORDER,
            paramLabel = "HOST:PORT",
            description = "A Kafka broker elsewhere (default: run starts its own; other commands take"
                    + " $GREENZONE_BOOTSTRAP_SERVERS, else localhost:9092).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            order = ORDER,
            paramLabel = "FILE",
            description = "Properties file with further client settings (security and so on), passed through.")
    private @Nullable Path configFile;

    @Option(
            names = "--kafka",
            order = ORDER,
            paramLabel = "KEY=VALUE",
            description = "A further client setting of Kafka, passed through; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Whether the user names a broker on the command line. */
    public boolean isNamed() {
        return bootstrapServers != null;
    }

    /** Client properties of the broker that the user names; empty where he names none. */
    public Optional<Properties> connectWhereNamed() {
        return Optional.ofNullable(bootstrapServers).map(this::connect);
    }

    /** Client properties; fails in one line, and soon, where the broker does not answer. */
    Properties connect(String servers) {
        Properties properties = new Properties();
        if (configFile != null) {
            try (Reader reader = Files.newBufferedReader(configFile, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailed(
                        "--kafka-config " + configFile + ": cannot be read (" + CommonOptions.messageOf(e)
                                + "); give a file of lines key=value",
                        e);
            }
        }
        properties.putAll(settings);
        properties.put("bootstrap.servers", servers);
        ping(properties, servers);
        return properties;
    }

    private static void ping(Properties properties, String servers) {
        String where = "--bootstrap-servers " + servers;
        Admin admin = null;
        try {
            admin = Admin.create(properties);
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailed(
                    where + ": " + CommonOptions.messageOf(cause)
                            + (cause instanceof ConfigException ? "; write it as HOST:PORT" : ""),
                    e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailed(
                    where + ": no broker answers there within " + PATIENCE_SECONDS
                            + " s; is it running, and is this its address?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while connecting to " + servers, e);
        } finally {
            if (admin != null) {
                // Not a plain close: that waits for the call that got no answer.
                admin.close(Duration.ZERO);
            }
        }
    }
}

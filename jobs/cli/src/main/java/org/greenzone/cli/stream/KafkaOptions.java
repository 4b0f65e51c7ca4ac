package org.greenzone.cli.stream;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.greenzone.cli.CommandFailed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To which broker, and how. */
public final class KafkaOptions {
    private static final long PATIENCE_SECONDS = 10;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${GREENZONE_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "The broker (default: $GREENZONE_BOOTSTRAP_SERVERS, else localhost:9092).")
    private String bootstrapServers = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with further client settings (security and so on), passed through.")
    private @Nullable Path configFile;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A further client setting of Kafka, passed through; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Client properties; fails in one line, and soon, where the broker does not answer. */
    public Properties connect() {
        Properties properties = new Properties();
        if (configFile != null) {
            try (Reader reader = Files.newBufferedReader(configFile, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new CommandFailed("--kafka-config " + configFile + ": cannot be read; check the name", e);
            }
        }
        properties.putAll(settings);
        properties.put("bootstrap.servers", bootstrapServers);
        ping(properties, bootstrapServers);
        return properties;
    }

    private static void ping(Properties properties, String bootstrapServers) {
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof KafkaException && e.getCause() != null ? e.getCause() : e;
            throw new CommandFailed(
                    "--bootstrap-servers " + bootstrapServers + ": no broker answers there ("
                            + cause.getClass().getSimpleName() + "); is it running, and is this its address?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while connecting to " + bootstrapServers, e);
        }
    }
}

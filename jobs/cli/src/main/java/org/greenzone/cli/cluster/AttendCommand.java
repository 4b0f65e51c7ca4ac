package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Interruption;
import org.greenzone.cli.operation.FlinkRest;
import org.greenzone.cli.operation.HealthServer;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code greenzone cluster attend}: the jobs on a cluster whose processes others keep alive, for example containers. */
@Command(
        name = "attend",
        description =
                "Looks after the jobs on a Flink cluster that others keep alive: makes the topics, submits each job once"
                        + " sites and catalogue are complete, and tells /health and /ready on loopback. Ends with Ctrl-C; the jobs stay.",
        sortOptions = false)
final class AttendCommand implements Callable<Integer> {
    private static final long ASK_MILLIS = 1000;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", required = true, description = "The Kafka broker.")
    private String bootstrapServers = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with further client settings of Kafka, for this command and the jobs.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--job-manager",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:8081",
            description = "REST interface of the JobManager (default: ${DEFAULT-VALUE}).")
    private String jobManager = "localhost:8081";

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Parallel copies of each operator (default: ${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(
            names = "--delivery",
            paramLabel = "exactly-once|at-least-once",
            defaultValue = "exactly-once",
            description = "As of cluster up (default: ${DEFAULT-VALUE}).")
    private String delivery = Delivery.EXACTLY_ONCE.word();

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Port of /health and /ready (default: ${DEFAULT-VALUE}; 0: a free one).")
    private int healthPort = ClusterSettings.HEALTH_PORT;

    @Parameters(paramLabel = "WORD", arity = "0..*", description = "After --: further words for the main of each job.")
    private List<String> jobWords = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Wire.trustOwnSchemas();
        String[] place = jobManager.split(":", -1);
        if (place.length != 2 || !place[1].matches("[0-9]{1,5}") || parallelism < 1) {
            throw common.wrongUse("--job-manager " + jobManager + ", --parallelism " + parallelism
                    + ": HOST:PORT and a positive number are wanted");
        }
        List<String> words = new ArrayList<>(List.of(
                "--bootstrap-servers",
                bootstrapServers,
                "--parallelism",
                Integer.toString(parallelism),
                "--delivery",
                deliveryWord()));
        Properties connection = new Properties();
        if (kafkaConfig != null) {
            words.add("--kafka-config");
            words.add(kafkaConfig.toAbsolutePath().toString());
            connection.putAll(read(kafkaConfig));
        }
        words.addAll(jobWords);
        connection.setProperty("bootstrap.servers", bootstrapServers);
        Attendant attendant = new Attendant(
                connection,
                parallelism,
                new FlinkRest("http://" + jobManager),
                JobSubmission.to(place[0], Integer.parseInt(place[1]), words));
        try (Interruption interruption = Interruption.watch();
                HealthServer server =
                        HealthServer.start(healthPort, () -> attendant.health(Optional.empty()), List.of())) {
            common.warn("attends " + jobManager + ", health at " + server.address() + "/health");
            String said = "";
            while (!interruption.requested()) {
                attendant.look();
                String now = attendant.phase() + (attendant.detail().isEmpty() ? "" : ": " + attendant.detail());
                if (!now.equals(said)) {
                    common.warn(now);
                    said = now;
                }
                Thread.sleep(ASK_MILLIS);
            }
        }
        return common.exitCode();
    }

    private String deliveryWord() {
        try {
            return Delivery.of(delivery).word();
        } catch (IllegalArgumentException e) {
            throw common.wrongUse(CommonOptions.messageOf(e));
        }
    }

    private static Properties read(Path file) {
        try (var reader = java.nio.file.Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed("--kafka-config " + file + ": " + CommonOptions.messageOf(e), e);
        }
    }
}

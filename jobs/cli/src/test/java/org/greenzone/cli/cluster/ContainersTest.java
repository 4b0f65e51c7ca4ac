package org.greenzone.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.greenzone.cli.Greenzone;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.Jobs;
import org.greenzone.pipeline.stream.Delivery;
import org.junit.jupiter.api.Test;

/** What stands in docker/ against the program: containers cannot be run everywhere, words can be read. */
class ContainersTest {
    private static final Path DOCKER = Path.of("..", "..", "docker");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    @Test
    void theContainersStartWhatTheClusterStarts() throws Exception {
        JsonNode services =
                YAML.readTree(Files.readString(DOCKER.resolve("compose.yaml"))).path("services");
        Map<String, String> mains = new TreeMap<>();
        services.properties().forEach(service -> {
            if (!service.getValue().path("entrypoint").isMissingNode()) {
                mains.put(
                        service.getKey(),
                        service.getValue().path("command").get(0).asText());
            }
        });
        assertThat(mains)
                .isEqualTo(Map.of(
                        "zookeeper", Supervisor.ZOOKEEPER,
                        "jobmanager", Supervisor.JOB_MANAGER,
                        "taskmanager", Supervisor.TASK_MANAGER));
        for (String main : mains.values()) {
            assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
        }
        List<String> attends = words(services.path("jobs").path("command"));
        assertThatCode(() -> Greenzone.commandLine().parseArgs(attends.toArray(String[]::new)))
                .doesNotThrowAnyException();
        assertThat(words(services.path("jobs").path("healthcheck").path("test")))
                .containsExactly("CMD", "/opt/greenzone/http-ok", "8082", "/health");
        assertThat(Files.isExecutable(DOCKER.resolve("http-ok"))).isTrue();
    }

    @Test
    void flinkIsConfiguredAsInTheClusterButForAddresses() throws Exception {
        Map<String, String> ours = FlinkConfiguration.values(
                ClusterFolder.of(Path.of("state")),
                new ClusterSettings(
                        new ClusterSettings.Ports(1, 2, 3, 4, 5, 6, 7),
                        2,
                        1,
                        1,
                        1000,
                        Delivery.EXACTLY_ONCE,
                        List.of()));
        Map<String, String> theirs = new TreeMap<>();
        YAML.readTree(Files.readString(DOCKER.resolve("flink").resolve("config.yaml")))
                .properties()
                .forEach(entry -> theirs.put(entry.getKey(), entry.getValue().asText()));
        Set<String> places = ours.keySet().stream()
                .filter(key ->
                        key.matches(".*(address|host|port|quorum|dir|Dir|dirs|tmpdir)$") || key.startsWith("metrics."))
                .collect(Collectors.toSet());
        ours.forEach((key, value) -> {
            if (!places.contains(key)) {
                assertThat(theirs).as("docker/flink/config.yaml").containsEntry(key, value);
            }
        });
    }

    @Test
    void theOperatorHasAManifestOfEachJob() throws Exception {
        List<String> mains = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(DOCKER.resolve("flink-operator.yaml")))) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                mains.add(document.path("spec").path("job").path("entryClass").asText());
                names.add(document.path("metadata").path("name").asText());
                List<String> arguments = words(document.path("spec").path("job").path("args"));
                assertThat(arguments).startsWith("--bootstrap-servers");
            }
        }
        assertThat(mains)
                .containsExactlyInAnyOrderElementsOf(Jobs.all().stream()
                        .map((JobMain job) -> job.getClass().getName())
                        .toList());
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        Jobs.all().stream().map(job -> job.job().jobName()).toList());
    }
}

package org.greenzone.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the JobManager says about its jobs. */
public final class FlinkRest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    /** @param address of the JobManager, {@code http://HOST:PORT} */
    public FlinkRest(String address) {
        this.address = address;
    }

    /**
     * A job.
     *
     * @param state as Flink names it
     * @param runningTasks tasks of it that run
     * @param tasks tasks that it has
     */
    public record Job(String id, String name, String state, int runningTasks, int tasks) {
        /** All of it runs. */
        public boolean isRunning() {
            return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
        }

        /** It will not go on by itself. */
        public boolean isEnded() {
            return state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED");
        }
    }

    /**
     * The checkpoints of a job since it was submitted, or since a new JobManager took it over.
     *
     * @param completed number of those that are whole
     * @param failed number of those that failed
     * @param restored how often the job was started again from one
     * @param failure why the newest one failed; empty where it did not
     */
    public record Checkpoints(long completed, long failed, long restored, String failure) {}

    /** The jobs by name; of two with one name the one that has not ended. */
    public Map<String, Job> jobs() throws IOException, InterruptedException {
        Map<String, Job> jobs = new TreeMap<>();
        for (JsonNode one : get("/jobs/overview").path("jobs")) {
            Job job = new Job(
                    one.path("jid").asText(),
                    one.path("name").asText(),
                    one.path("state").asText(),
                    one.path("tasks").path("running").asInt(),
                    one.path("tasks").path("total").asInt());
            jobs.merge(job.name(), job, (a, b) -> a.isEnded() ? b : a);
        }
        return jobs;
    }

    public Checkpoints checkpoints(String jobId) throws IOException, InterruptedException {
        JsonNode all = get("/jobs/" + jobId + "/checkpoints");
        JsonNode counts = all.path("counts");
        JsonNode failed = all.path("latest").path("failed");
        boolean failing = failed.path("id").asLong(-1)
                > all.path("latest").path("completed").path("id").asLong(-1);
        return new Checkpoints(
                counts.path("completed").asLong(),
                counts.path("failed").asLong(),
                counts.path("restored").asLong(),
                failing ? failed.path("failure_message").asText("no reason given") : "");
    }

    public int taskManagers() throws IOException, InterruptedException {
        return get("/overview").path("taskmanagers").asInt();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .GET()
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("the JobManager answers " + response.statusCode() + " for " + path);
        }
        return json.readTree(response.body());
    }
}

package org.greenzone.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private HttpServer jobManager;
    private JobsHealth jobs;

    @BeforeEach
    void answerLikeAJobManager() throws IOException {
        jobManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jobManager.createContext(
                "/",
                exchange -> HealthServer.answer(
                        exchange,
                        200,
                        "application/json",
                        pages.getOrDefault(exchange.getRequestURI().getPath(), "{}")));
        jobManager.start();
        jobs = new JobsHealth(
                new FlinkRest("http://127.0.0.1:" + jobManager.getAddress().getPort()), List.of("a", "b"));
    }

    @AfterEach
    void stop() {
        jobManager.stop(0);
    }

    private void jobs(String stateOfA, int running, String stateOfB) {
        pages.put("/jobs/overview", """
                {"jobs":[{"jid":"1","name":"a","state":"%s","tasks":{"running":%d,"total":3}},
                {"jid":"2","name":"b","state":"%s","tasks":{"running":2,"total":2}}]}""".formatted(stateOfA, running, stateOfB));
    }

    private void checkpoints(String id, int completed, int newestCompleted, int newestFailed) {
        pages.put("/jobs/" + id + "/checkpoints", """
                {"counts":{"completed":%d,"failed":1,"restored":0},"latest":{"completed":{"id":%d},
                "failed":{"id":%d,"failure_message":"No space left on device\\nat x"}}}""".formatted(completed, newestCompleted, newestFailed));
    }

    private static Health notReady(String... reasons) {
        return new Health(Health.State.UP, false, List.of(reasons));
    }

    @Test
    void readyIsWhoRunsWholeAndHasACheckpoint() throws Exception {
        assertThat(jobs.look()).isEqualTo(notReady("a is not submitted", "b is not submitted"));
        jobs("RUNNING", 2, "RUNNING");
        checkpoints("2", 1, 1, -1);
        assertThat(jobs.look()).isEqualTo(notReady("a is RUNNING, 2 of 3 tasks run"));
        jobs("RUNNING", 3, "RUNNING");
        assertThat(jobs.look()).isEqualTo(notReady("a has no checkpoint yet"));
        checkpoints("1", 4, 4, 3);
        assertThat(jobs.look()).isEqualTo(new Health(Health.State.UP, true, List.of()));
    }

    @Test
    void checkpointsThatFailDegradeUntilTheNextIsWhole() throws Exception {
        jobs("RUNNING", 3, "RUNNING");
        checkpoints("1", 4, 4, 3);
        checkpoints("2", 4, 7, 8);
        assertThat(jobs.look())
                .isEqualTo(new Health(
                        Health.State.DEGRADED, true, List.of("checkpoints of b fail: No space left on device")));
        checkpoints("2", 5, 9, 8);
        assertThat(jobs.look().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void aJobThatIsStartedAgainDegradesAndOneThatHasEndedFails() throws Exception {
        checkpoints("1", 4, 4, 3);
        checkpoints("2", 4, 4, 3);
        jobs("RESTARTING", 0, "RUNNING");
        assertThat(jobs.look())
                .isEqualTo(new Health(Health.State.DEGRADED, false, List.of("a is RESTARTING, 0 of 3 tasks run")));
        jobs("RUNNING", 3, "FAILED");
        assertThat(jobs.look()).isEqualTo(Health.failed("b has ended: FAILED"));
    }

    @Test
    void answersOnLoopbackAloneWhatWasLastSeen() throws Exception {
        AtomicReference<Health> now = new AtomicReference<>(Health.notReady("waits for \"sites\""));
        try (HealthServer server = HealthServer.start(0, now::get, List.of())) {
            assertThat(server.listens().getAddress().isLoopbackAddress()).isTrue();
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(get(server, "/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/ready").body())
                    .isEqualTo("{\"status\":\"UP\",\"ready\":false,\"reasons\":[\"waits for \\\"sites\\\"\"]}\n");
            now.set(new Health(Health.State.DEGRADED, true, List.of("checkpoints fail")));
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health").body()).contains("DEGRADED", "checkpoints fail");
            assertThat(get(server, "/ready").statusCode()).isEqualTo(200);
            now.set(Health.failed("b has ended"));
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
            assertThat(get(server, "/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/../jobs").statusCode()).isEqualTo(404);
            assertThat(get(server, "/metrics").body()).isEmpty();
        }
    }

    @Test
    void metricsOfSeveralProcessesStandTogetherByName() {
        String one = "# TYPE a gauge\na{p=\"1\"} 1.0\n# TYPE b gauge\nb{p=\"1\"} 2.0\n";
        String two = "# TYPE b gauge\nb{p=\"2\"} 3.0\n# TYPE c gauge\nc 4.0\n";
        assertThat(MetricsPages.merged(List.of(one, "", two)))
                .isEqualTo("# TYPE a gauge\na{p=\"1\"} 1.0\n# TYPE b gauge\nb{p=\"1\"} 2.0\nb{p=\"2\"} 3.0\n"
                        + "# TYPE c gauge\nc 4.0\n");
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

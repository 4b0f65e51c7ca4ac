package org.greenzone.cli.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers on loopback: {@code /health} (200 while the installation lives, also degraded, which the answer names; 503 where it has failed), {@code /ready} (200 where all jobs run
 * and have a checkpoint, else 503 and why not), {@code /metrics} (those of all processes, in the text form of Prometheus). An answer is what was last seen:
 * no request waits for a job.
 */
public final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<Health> health;
    private final ObjectMapper json = new ObjectMapper();

    private HealthServer(HttpServer server, ExecutorService threads, Supplier<Health> health) {
        this.server = server;
        this.threads = threads;
        this.health = health;
    }

    /**
     * Begins to answer.
     *
     * @param port 0: a free one
     * @param health what was last seen
     * @param metricsPorts loopback ports of the processes that report metrics ({@link LoopbackReporter})
     */
    public static HealthServer start(int port, Supplier<Health> health, List<Integer> metricsPorts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
        HealthServer answers = new HealthServer(server, threads, health);
        MetricsPages metrics = new MetricsPages(metricsPorts);
        server.setExecutor(threads);
        server.createContext("/health", answers::health);
        server.createContext("/ready", answers::ready);
        server.createContext("/metrics", exchange -> {
            if (isGet(exchange, "/metrics")) {
                answer(exchange, OK, MetricsText.CONTENT_TYPE, metrics.text());
            }
        });
        server.start();
        return answers;
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where it listens. */
    InetSocketAddress listens() {
        return server.getAddress();
    }

    private void health(HttpExchange exchange) throws IOException {
        if (isGet(exchange, "/health")) {
            Health now = health.get();
            answer(exchange, now.state() == Health.State.FAILED ? UNAVAILABLE : OK, "application/json", text(now));
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        if (isGet(exchange, "/ready")) {
            Health now = health.get();
            boolean ready = now.isReady() && now.state() != Health.State.FAILED;
            answer(exchange, ready ? OK : UNAVAILABLE, "application/json", text(now));
        }
    }

    private String text(Health now) throws IOException {
        ObjectNode node = json.createObjectNode();
        node.put("status", now.state().name());
        node.put("ready", now.isReady());
        now.reasons().forEach(node.putArray("reasons")::add);
        return json.writeValueAsString(node) + "\n";
    }

    /** Everything else is answered, and false. */
    static boolean isGet(HttpExchange exchange, String path) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer(exchange, NOT_FOUND, "text/plain", "/health, /ready, /metrics\n");
            return false;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            answer(exchange, NOT_ALLOWED, "text/plain", "GET alone\n");
            return false;
        }
        return true;
    }

    static void answer(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

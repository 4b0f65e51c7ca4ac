package org.greenzone.cli.operation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The metrics of a Flink process for Prometheus, on loopback. Flink's own reporter listens on every interface of the machine, and cannot be told not to. Where metrics are to be
 * read from other machines (containers), that one is used: names and labels are the same.
 */
public final class LoopbackReporter implements MetricReporter {
    private static final String NAME = "loopback";
    private static final String PORT = "port";
    private static final int OK = 200;

    /** Setting of Flink that says on which port a process reports; 0: on a free one. */
    public static final String PORT_KEY = "metrics.reporter." + NAME + "." + PORT;

    private final MetricsText metrics = new MetricsText();
    private final HttpServer server;

    private LoopbackReporter(HttpServer server) {
        this.server = server;
        server.createContext("/metrics", exchange -> {
            if (HealthServer.isGet(exchange, "/metrics")) {
                HealthServer.answer(exchange, OK, MetricsText.CONTENT_TYPE, metrics.text());
            }
        });
        server.start();
    }

    /** Found by Flink through {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            try {
                return new LoopbackReporter(HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(properties.getProperty(PORT, "0"))),
                        0));
            } catch (IOException e) {
                throw new UncheckedIOException("no metrics: " + e.getMessage(), e);
            }
        }
    }

    /** What Flink needs to be told to report on a port. */
    public static Map<String, String> configuration(int port) {
        return Map.of(
                "metrics.reporter." + NAME + ".factory.class",
                Factory.class.getName(),
                PORT_KEY,
                Integer.toString(port));
    }

    @Override
    public void open(MetricConfig config) {
        // The server was started with the port, so that a port that is taken is told.
    }

    @Override
    public void close() {
        server.stop(0);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        metrics.add(metric, metricName, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        metrics.remove(metric);
    }
}

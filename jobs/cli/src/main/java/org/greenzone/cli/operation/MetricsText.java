package org.greenzone.cli.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;

/**
 * Flink's metrics in the text form of Prometheus, with the names and labels that Flink's own reporter for Prometheus gives them: {@code
 * flink_SCOPE_NAME{LABEL="…"}}.
 */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private record Described(String name, String labels) {}

    private final Map<Metric, Described> metrics = new ConcurrentHashMap<>();

    void add(Metric metric, String metricName, MetricGroup group) {
        String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(MetricsText::allowed, '_');
        StringBuilder labels = new StringBuilder();
        new TreeMap<>(group.getAllVariables()).forEach((key, value) -> {
            String label = allowed(key.substring(1, key.length() - 1));
            labels.append(labels.isEmpty() ? "" : ",")
                    .append(label)
                    .append("=\"")
                    .append(escaped(value))
                    .append('"');
        });
        metrics.put(metric, new Described("flink_" + scope + "_" + allowed(metricName), labels.toString()));
    }

    void remove(Metric metric) {
        metrics.remove(metric);
    }

    /** Values as they are now; a metric that has none, or fails to give it, is left out. */
    String text() {
        Map<String, StringBuilder> byName = new TreeMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        metrics.forEach((metric, described) -> {
            StringBuilder lines = new StringBuilder();
            try {
                append(lines, metric, described);
            } catch (RuntimeException e) {
                // A gauge may read what its owner is changing.
                return;
            }
            if (!lines.isEmpty()) {
                types.put(described.name(), metric instanceof Histogram ? "summary" : "gauge");
                byName.computeIfAbsent(described.name(), name -> new StringBuilder())
                        .append(lines);
            }
        });
        StringBuilder text = new StringBuilder();
        byName.forEach((name, lines) -> text.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(types.get(name))
                .append('\n')
                .append(lines));
        return text.toString();
    }

    private static void append(StringBuilder lines, Metric metric, Described d) {
        if (metric instanceof Counter counter) {
            line(lines, d.name(), d.labels(), counter.getCount());
        } else if (metric instanceof Meter meter) {
            line(lines, d.name(), d.labels(), meter.getRate());
        } else if (metric instanceof Gauge<?> gauge) {
            if (gauge.getValue() instanceof Number number) {
                line(lines, d.name(), d.labels(), number.doubleValue());
            } else if (gauge.getValue() instanceof Boolean truth) {
                line(lines, d.name(), d.labels(), truth ? 1 : 0);
            }
        } else if (metric instanceof Histogram histogram) {
            HistogramStatistics statistics = histogram.getStatistics();
            if (statistics.size() > 0) {
                for (double quantile : QUANTILES) {
                    String labels = d.labels() + (d.labels().isEmpty() ? "" : ",") + "quantile=\"" + quantile + '"';
                    line(lines, d.name(), labels, statistics.getQuantile(quantile));
                }
            }
            line(lines, d.name() + "_count", d.labels(), histogram.getCount());
        }
    }

    private static void line(StringBuilder lines, String name, String labels, double value) {
        lines.append(name);
        if (!labels.isEmpty()) {
            lines.append('{').append(labels).append('}');
        }
        String number = Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
        lines.append(' ').append(number).append('\n');
    }

    private static String allowed(String text) {
        return text.replaceAll("[^a-zA-Z0-9:_]", "_");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

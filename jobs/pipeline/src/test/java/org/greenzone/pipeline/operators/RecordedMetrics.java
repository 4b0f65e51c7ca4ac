package org.greenzone.pipeline.operators;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Metrics as a reporter would see them: labels and name, to what was registered. */
final class RecordedMetrics extends UnregisteredMetricsGroup {
    private final String labels;
    private final Map<String, Metric> metrics;

    RecordedMetrics() {
        this("", new TreeMap<>());
    }

    private RecordedMetrics(String labels, Map<String, Metric> metrics) {
        this.labels = labels;
        this.metrics = metrics;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(labels + key + "=" + value + " ", metrics);
    }

    @Override
    public Counter counter(String name) {
        return record(name, super.counter(name));
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return record(name, gauge);
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        return record(name, histogram);
    }

    private <M extends Metric> M record(String name, M metric) {
        if (metrics.put(labels + name, metric) != null) {
            throw new IllegalStateException(labels + name + " is there already");
        }
        return metric;
    }

    /** The value of a gauge or counter, the mean of a histogram. */
    double value(String labelsAndName) {
        Metric metric = metrics.get(labelsAndName);
        if (metric instanceof Gauge<?> gauge) {
            return ((Number) gauge.getValue()).doubleValue();
        }
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Histogram histogram) {
            return histogram.getStatistics().getMean();
        }
        throw new IllegalArgumentException("no " + labelsAndName + " among " + metrics.keySet());
    }
}

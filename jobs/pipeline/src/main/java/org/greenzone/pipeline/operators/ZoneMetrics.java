package org.greenzone.pipeline.operators;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.greenzone.astro.zone.ZoneStatus;

/**
 * What is measured of the zones of assets, for who watches over the installation: no result rests on it. Label {@code asset}; gauges {@code zone}
 * (0 unknown, 1 green, 2 yellow, 3 red, 4 shelter: what the newest status says of now, by the clock of this machine; so unknown where it has lapsed, and in
 * the replay of an old night), {@code zoneSaid} (the same without regard to the time), {@code zoneValidUntilSeconds} (UTC seconds since 1970);
 * histogram {@code eventToAlertMillis} over the last {@value #STATUSES} changes of a zone: from the event time of the change to here.
 */
final class ZoneMetrics {
    private static final int STATUSES = 100;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final long MICROS_PER_MILLI = 1000;

    private final MetricGroup operator;
    private final LongSupplier nowMicros;
    private final Histogram latency;
    private final Map<String, OfAsset> assets = new HashMap<>();

    /** @param nowMicros the time, UTC microseconds since 1970 */
    ZoneMetrics(MetricGroup operator, LongSupplier nowMicros) {
        this.operator = operator;
        this.nowMicros = nowMicros;
        this.latency = operator.histogram("eventToAlertMillis", new DescriptiveStatisticsHistogram(STATUSES));
    }

    /** A status, in the order of their event times. */
    void said(ZoneStatus status) {
        OfAsset asset = assets.get(status.assetId());
        if (asset == null) {
            assets.put(status.assetId(), new OfAsset(operator.addGroup("asset", status.assetId()), nowMicros, status));
        } else {
            asset.newest = status;
        }
        if (status.zone() != status.previousZone()) {
            latency.update((nowMicros.getAsLong() - status.fromMicros()) / MICROS_PER_MILLI);
        }
    }

    private static final class OfAsset {
        // Read by the threads of reporters.
        private volatile ZoneStatus newest;

        OfAsset(MetricGroup group, LongSupplier nowMicros, ZoneStatus first) {
            newest = first;
            group.gauge("zone", () -> newest.zoneAt(nowMicros.getAsLong()).ordinal());
            group.gauge("zoneSaid", () -> newest.zone().ordinal());
            group.gauge("zoneValidUntilSeconds", () -> newest.validUntilMicros() / MICROS_PER_SECOND);
        }
    }
}

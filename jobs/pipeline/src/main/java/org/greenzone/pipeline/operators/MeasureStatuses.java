package org.greenzone.pipeline.operators;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.greenzone.astro.zone.ZoneStatus;

/** Hands each status on as it is, and shows it to who watches over the installation ({@link ZoneMetrics}). */
public final class MeasureStatuses extends RichMapFunction<ZoneStatus, ZoneStatus> {
    private static final long serialVersionUID = 1L;

    private transient ZoneMetrics metrics;

    @Override
    public void open(OpenContext context) {
        metrics = new ZoneMetrics(getRuntimeContext().getMetricGroup(), () -> System.currentTimeMillis() * 1000);
    }

    @Override
    public ZoneStatus map(ZoneStatus status) {
        metrics.said(status);
        return status;
    }
}

package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.calibration.PassResiduals;
import org.greenzone.astro.calibration.ResidualModel;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Biases and noise of each site, from what the catalogue had foretold of its tracks before they were used.
 *
 * <p>Keyed by site. State: the residuals of the passes of the last day, against the site as it was given, by the event time at
 * which they were associated; revision and time of the last calibration. At each full hour of event time that saw a new pass
 * the site is published with what the passes before it say. An association that comes after its hour was
 * published has been written again by a job that restarted: it is in the state already.
 */
public final class CalibrateSites extends KeyedProcessFunction<String, Association, Site> {
    private static final long serialVersionUID = 1L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient MapState<Long, List<PassResiduals>> passes;
    private transient ValueState<Long> calibratedMicros;
    private transient ValueState<Integer> revision;
    private transient Map<String, Site> sites;
    private transient ResidualModel model;

    public CalibrateSites(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        passes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "passes", Types.LONG, Types.LIST(TypeInformation.of(PassResiduals.class))));
        calibratedMicros = getRuntimeContext().getState(new ValueStateDescriptor<>("calibrated", Types.LONG));
        revision = getRuntimeContext().getState(new ValueStateDescriptor<>("revision", Types.INT));
        PhysicalData data = options.physicalData();
        sites = reference.sites();
        model = new ResidualModel(data, new OrbitPropagator(data, ForceModel.STANDARD));
    }

    @Override
    public void processElement(Association association, Context context, Collector<Site> out) throws Exception {
        Site site = sites.get(context.getCurrentKey());
        Long last = calibratedMicros.value();
        if (site == null || (last != null && association.decidedMicros() < last)) {
            return;
        }
        CalibrationStep.residuals(model, association, site).ifPresent(pass -> keep(pass, association, context));
    }

    private void keep(PassResiduals pass, Association association, Context context) {
        try {
            List<PassResiduals> known = passes.get(association.decidedMicros());
            List<PassResiduals> grown = known == null ? new ArrayList<>() : new ArrayList<>(known);
            if (grown.stream().noneMatch(p -> p.trackId().equals(pass.trackId()))) {
                grown.add(pass);
                passes.put(association.decidedMicros(), grown);
                context.timerService()
                        .registerEventTimeTimer(
                                ProgressWatermarks.millis(CalibrationStep.nextHour(association.decidedMicros())) - 1);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the state of the passes cannot be read or written", e);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Site> out) throws Exception {
        long hour = ProgressWatermarks.completeUntilMicros(timestamp);
        List<PassResiduals> window = new ArrayList<>();
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, List<PassResiduals>> entry : passes.entries()) {
            if (entry.getKey() < hour - CalibrationStep.WINDOW_MICROS) {
                old.add(entry.getKey());
            } else if (entry.getKey() < hour) {
                window.addAll(entry.getValue());
            }
        }
        for (Long time : old) {
            passes.remove(time);
        }
        calibratedMicros.update(hour);
        Site site = sites.get(context.getCurrentKey());
        if (site == null || window.isEmpty()) {
            return;
        }
        int next = revision.value() == null ? 1 : revision.value() + 1;
        revision.update(next);
        out.collect(CalibrationStep.calibrate(site, window, next, hour));
    }
}

package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.SmallNight;
import org.junit.jupiter.api.Test;

class CalibrateSitesTest {
    private static final long HOUR = 3_600_000L;

    private static KeyedOneInputStreamOperatorTestHarness<String, Association, Site> closed() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CalibrateSites(SmallNight.OPTIONS, SmallNight.reference())),
                association -> association.track().siteId(),
                Types.STRING);
    }

    private static long nextHourMillis() {
        return (SmallNight.night().startMicros() / 1000 / HOUR + 1) * HOUR;
    }

    private static List<Site> calibrated(List<Association> associations) throws Exception {
        try (var harness = closed()) {
            harness.open();
            for (Association association : associations) {
                harness.processElement(new StreamRecord<>(association));
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(nextHourMillis() - 1);
            assertThat(harness.numEventTimeTimers()).isZero();
            return harness.extractOutputValues();
        }
    }

    @Test
    void theHourIsPublishedOnceAndTheOrderOfItsAssociationsChangesNoBit() throws Exception {
        List<Association> associations = new ArrayList<>(SmallNight.associations());
        List<Site> once = calibrated(associations);
        assertThat(once).isNotEmpty().allSatisfy(site -> {
            assertThat(site.calibration().origin()).isEqualTo(Site.CalibrationOrigin.RUNNING);
            assertThat(site.calibration().revision()).isEqualTo(1);
            assertThat(site.calibration().knownMicros()).isEqualTo(nextHourMillis() * 1000);
        });
        Collections.shuffle(associations, new Random(1));
        // One that was written twice counts once.
        associations.add(associations.get(0));
        assertThat(Events.bytes(calibrated(associations))).isEqualTo(Events.bytes(once));
    }

    @Test
    void aRestartInTheHourChangesNoBitAndRepeatsAfterItChangeNothing() throws Exception {
        List<Association> associations = SmallNight.associations();
        int half = associations.size() / 2;
        OperatorSubtaskState state;
        try (var harness = closed()) {
            harness.open();
            for (Association association : associations.subList(0, half)) {
                harness.processElement(new StreamRecord<>(association));
            }
            state = harness.snapshot(1, 1);
        }
        try (var harness = closed()) {
            harness.initializeState(state);
            harness.open();
            for (Association association : associations.subList(half, associations.size())) {
                harness.processElement(new StreamRecord<>(association));
            }
            harness.processWatermark(nextHourMillis() - 1);
            assertThat(Events.bytes(harness.extractOutputValues())).isEqualTo(Events.bytes(calibrated(associations)));
            int published = harness.extractOutputValues().size();
            for (Association association : associations) {
                harness.processElement(new StreamRecord<>(association));
            }
            harness.processWatermark(nextHourMillis() + HOUR);
            assertThat(harness.extractOutputValues()).hasSize(published);
        }
    }

    @Test
    void aWindowSeesTheCalibrationThatWasKnownALagBefore() {
        Site given = SmallNight.night().sites().get(0);
        Site first = running(given, 1, 1_000);
        Site second = running(given, 2, 2_000);
        List<Site> calibrations = List.of(first, second);
        assertThat(CorrelationStep.calibrated(given, calibrations, 999)).isEqualTo(given);
        assertThat(CorrelationStep.calibrated(given, calibrations, 1_999)).isEqualTo(first);
        assertThat(CorrelationStep.calibrated(given, calibrations, 2_000)).isEqualTo(second);
    }

    private static Site running(Site site, int revision, long known) {
        return site.withCalibration(
                site.bias(),
                new Site.Calibration(
                        Site.CalibrationOrigin.RUNNING, revision, known, Site.Bias.NONE, Site.NoiseScale.NONE));
    }
}

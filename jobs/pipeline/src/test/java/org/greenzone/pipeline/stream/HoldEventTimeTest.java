package org.greenzone.pipeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HoldEventTimeTest {
    private static OneInputStreamOperatorTestHarness<Inbound, Inbound> harness(int copies, int index) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new HoldEventTime(), 4, copies, index);
    }

    private static List<Long> watermarks(OneInputStreamOperatorTestHarness<Inbound, Inbound> harness) {
        return harness.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(mark -> ((Watermark) mark).getTimestamp())
                .toList();
    }

    private static OperatorSubtaskState after(long... marks) throws Exception {
        try (OneInputStreamOperatorTestHarness<Inbound, Inbound> harness = harness(1, 0)) {
            harness.open();
            for (long mark : marks) {
                harness.processWatermark(mark);
            }
            return harness.snapshot(1, 1);
        }
    }

    /** Correlation and determination waited for each other's promise for ever. */
    @Test
    void aRestartedJobKnowsHowFarEventTimeHadComeBeforeAnythingIsPromisedAnew() throws Exception {
        OperatorSubtaskState state = after(100, 200);
        try (OneInputStreamOperatorTestHarness<Inbound, Inbound> harness = harness(1, 0)) {
            harness.initializeState(state);
            harness.open();
            harness.setProcessingTime(1);
            assertThat(watermarks(harness)).containsExactly(200L);
            harness.processWatermark(150);
            assertThat(watermarks(harness)).containsExactly(200L);
            harness.processWatermark(250);
            assertThat(watermarks(harness)).containsExactly(200L, 250L);
        }
    }

    @Test
    void withAnotherNumberOfCopiesTheLeastHoldsForAll() throws Exception {
        OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(after(300), after(120));
        for (int index = 0; index < 2; index++) {
            OperatorSubtaskState mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 4, 2, 2, index);
            try (OneInputStreamOperatorTestHarness<Inbound, Inbound> harness = harness(2, index)) {
                harness.initializeState(mine);
                harness.open();
                harness.setProcessingTime(1);
                assertThat(watermarks(harness)).containsExactly(120L);
            }
        }
    }

    @Test
    void aCopyThatHadNoEventTimeHoldsNone() throws Exception {
        try (OneInputStreamOperatorTestHarness<Inbound, Inbound> harness = harness(1, 0)) {
            harness.initializeState(after());
            harness.open();
            harness.setProcessingTime(1);
            assertThat(watermarks(harness)).isEmpty();
        }
    }
}

package org.greenzone.pipeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.Samples;
import org.junit.jupiter.api.Test;

class ProgressWatermarksTest {
    private final List<Long> emitted = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("idleness is not decided here");
        }

        @Override
        public void markActive() {
            throw new AssertionError("idleness is not decided here");
        }
    };

    private static Inbound inbound(Inbound.Kind kind, String source, int index, int count, long micros) {
        return new Inbound("t", 0, 0, -1000, kind, micros, source, index, count, new byte[0]);
    }

    private static Inbound promise(String source, int index, int count, long micros) {
        return inbound(Inbound.Kind.PROGRESS, source, index, count, micros);
    }

    private static WatermarkGenerator<Inbound> generator(List<String> sources, long delayMicros) {
        return new ProgressWatermarks(sources, delayMicros).generator();
    }

    @Test
    void theWatermarkIsTheLeastPromiseOfAllExpectedSources() {
        var generator = generator(List.of("ksr", "msr"), 0);
        generator.onEvent(promise("ksr", 0, 1, 9_000_000), 0, output);
        assertThat(emitted).isEmpty();
        generator.onEvent(promise("msr", 0, 1, 5_000_000), 0, output);
        generator.onEvent(promise("msr", 0, 1, 7_000_000), 0, output);
        generator.onEvent(promise("msr", 0, 1, 6_000_000), 0, output);
        assertThat(emitted).containsExactly(4999L, 6999L);
    }

    @Test
    void allParallelWritersOfAJobMustHavePromised() {
        var generator = generator(List.of("job"), 0);
        generator.onEvent(promise("job", 1, 2, 9_000_000), 0, output);
        assertThat(emitted).isEmpty();
        generator.onEvent(promise("job", 0, 2, 3_000_000), 0, output);
        assertThat(emitted).containsExactly(2999L);
    }

    @Test
    void theSeedHoldsUntilTheWriterSpeaksAndTheDelayShiftsBoth() {
        var generator = generator(List.of("job"), 600_000_000);
        generator.onEvent(promise(ProgressWatermarks.SEED, 0, 1, 1_000_000), 0, output);
        generator.onEvent(promise("job", 0, 1, 500_000), 0, output);
        generator.onEvent(promise("job", 0, 1, 2_000_000), 0, output);
        assertThat(emitted).containsExactly(600_999L, 601_999L);
    }

    @Test
    void aTrackFrom2099MovesNothing() {
        var generator = generator(List.of("ksr"), 0);
        generator.onEvent(inbound(Inbound.Kind.EVENT, "ksr", 0, 0, 4_083_955_200_000_000L), 0, output);
        generator.onPeriodicEmit(output);
        assertThat(emitted).isEmpty();
    }

    @Test
    void aFastClockMovesTheWatermarkNoFurtherThanItsPromisesWerePublished() {
        var generator = generator(List.of("ksr"), 0);
        long[] aheadMicros = {5_000_000, 7_200_000_000L, 2_400_000_000_000_000L};
        for (int minute = 0; minute < aheadMicros.length; minute++) {
            long published = Samples.MIDNIGHT + minute * 60_000_000L;
            generator.onEvent(
                    new Inbound(
                            "t",
                            0,
                            0,
                            published,
                            Inbound.Kind.PROGRESS,
                            published + aheadMicros[minute],
                            "ksr",
                            0,
                            1,
                            new byte[0]),
                    0,
                    output);
        }
        long midnight = Samples.MIDNIGHT / 1000;
        assertThat(emitted).containsExactly(midnight - 1, midnight + 60_000 - 1, midnight + 120_000 - 1);
    }

    @Test
    void thePromiseOfAStrangerMovesNothing() {
        var generator = generator(List.of("ksr"), 0);
        generator.onEvent(promise("nowhere", 0, 1, 9_000_000), 0, output);
        assertThat(emitted).isEmpty();
    }

    @Test
    void aPromiseThatNobodyCanHaveMeantIsNoPromise() {
        assertThat(new Progress("ksr", 2, 3, Samples.MIDNIGHT).isPossible()).isTrue();
        assertThat(new Progress("ksr", 3, 3, Samples.MIDNIGHT).isPossible()).isFalse();
        assertThat(new Progress("ksr", -1, 3, Samples.MIDNIGHT).isPossible()).isFalse();
        assertThat(new Progress("ksr", 0, Integer.MAX_VALUE, Samples.MIDNIGHT).isPossible())
                .isFalse();
        assertThat(new Progress("ksr", 0, 1, Long.MAX_VALUE).isPossible()).isFalse();
    }

    @Test
    void theTimestampIsTheDelayedEventTime() {
        var eventTime = new ProgressWatermarks(List.of("job"), 2_000);
        assertThat(eventTime.timestamp(inbound(Inbound.Kind.EVENT, "", 0, 0, Samples.MIDNIGHT + 999)))
                .isEqualTo(Samples.MIDNIGHT / 1000 + 2);
    }
}

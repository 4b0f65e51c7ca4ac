package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.pipeline.BadRecords;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.ValidTrack;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class ValidateTracksTest {
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private static KeyedOneInputStreamOperatorTestHarness<String, Inbound, ValidTrack> closed() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ValidateTracks(
                        JobOptions.DEFAULT, new ReferenceData(List.of(Samples.site("ksr")), List.of()))),
                Inbound::source,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Inbound, ValidTrack> open() throws Exception {
        var harness = closed();
        harness.open();
        return harness;
    }

    private static List<RejectedTrack> rejected(KeyedOneInputStreamOperatorTestHarness<String, Inbound, ValidTrack> h) {
        ConcurrentLinkedQueue<StreamRecord<RejectedTrack>> queue = h.getSideOutput(ValidateTracks.REJECTED);
        return queue == null
                ? List.of()
                : queue.stream().map(StreamRecord::getValue).toList();
    }

    private static Inbound track(long minutes) {
        return Events.inbound(Samples.track("ksr", Samples.MIDNIGHT + minutes * MINUTE));
    }

    private static Inbound heartbeat(long minutes) {
        return Events.promise(Topic.TRACKS, "ksr", Samples.MIDNIGHT + minutes * MINUTE);
    }

    @Test
    void eachBadRecordIsRejectedOnceWithItsReasonAndItsBytes() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(track(0)));
            for (var bad :
                    BadRecords.all(Samples.track("ksr", Samples.MIDNIGHT)).entrySet()) {
                int before = rejected(harness).size();
                harness.processElement(new StreamRecord<>(Events.inbound(
                        Topic.TRACKS, Samples.MIDNIGHT / 1000, bad.getValue().bytes())));
                assertThat(rejected(harness)).as(bad.getKey()).hasSize(before + 1);
                RejectedTrack rejected = rejected(harness).get(before);
                assertThat(rejected.reason())
                        .as(bad.getKey() + ": " + rejected.detail())
                        .isEqualTo(bad.getValue().reason().name());
                assertThat(rejected.bytes()).isEqualTo(bad.getValue().bytes());
            }
            assertThat(harness.extractOutputValues()).hasSize(1);
            // The good track alone is remembered.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    @Test
    void aTombstoneIsRejectedAsAnEmptyRecord() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(Events.inbound(Topic.TRACKS, Samples.MIDNIGHT / 1000, null)));
            assertThat(rejected(harness)).singleElement().satisfies(r -> {
                assertThat(r.reason()).isEqualTo("NOT_AVRO");
                assertThat(r.bytes()).isEmpty();
            });
        }
    }

    @Test
    void tracksMayComeOutOfOrderAsLongAsTheirSiteHasNotPromisedOtherwise() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(track(5)));
            harness.processElement(new StreamRecord<>(track(3)));
            harness.processElement(new StreamRecord<>(heartbeat(4)));
            harness.processElement(new StreamRecord<>(track(4)));
            assertThat(harness.extractOutputValues())
                    .extracting(valid -> valid.track().startMicros())
                    .containsExactly(
                            Samples.MIDNIGHT + 5 * MINUTE,
                            Samples.MIDNIGHT + 3 * MINUTE,
                            Samples.MIDNIGHT + 4 * MINUTE);
            assertThat(harness.extractOutputValues()).noneMatch(ValidTrack::isLate);
            assertThat(rejected(harness)).isEmpty();
        }
    }

    @Test
    void aTrackBehindThePromiseOfItsSiteGoesOnAsOneOfThatTime() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(heartbeat(24)));
            harness.processElement(new StreamRecord<>(track(4)));
            harness.processElement(new StreamRecord<>(track(4)));
            assertThat(harness.extractOutputValues()).singleElement().satisfies(valid -> {
                assertThat(valid.isLate()).isTrue();
                assertThat(valid.track().startMicros()).isEqualTo(Samples.MIDNIGHT + 4 * MINUTE);
                assertThat(valid.effectiveMicros()).isEqualTo(Samples.MIDNIGHT + 24 * MINUTE);
            });
            assertThat(rejected(harness)).extracting(RejectedTrack::reason).containsExactly("DUPLICATE");
        }
    }

    @Test
    void aTrackThatIsLaterThanAllowedIsRejectedWithItsBytes() throws Exception {
        long allowed = Math.round(JobOptions.DEFAULT.times().latenessHours() * 60);
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(heartbeat(allowed + 1)));
            harness.processElement(new StreamRecord<>(track(1)));
            harness.processElement(new StreamRecord<>(track(0)));
            assertThat(harness.extractOutputValues()).singleElement().matches(ValidTrack::isLate);
            assertThat(rejected(harness)).singleElement().satisfies(r -> {
                assertThat(r.reason()).isEqualTo("LATE");
                assertThat(r.detail()).contains("24.0 h");
                assertThat(r.bytes()).isEqualTo(track(0).bytes());
            });
        }
    }

    @Test
    void aPromiseFrom2099HoldsUpToWhenItWasPublished() throws Exception {
        byte[] promise =
                Events.promise(Topic.TRACKS, "ksr", 4_083_955_200_000_000L).bytes();
        long published = Samples.MIDNIGHT / 1000 + 60_000;
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(Events.inbound(Topic.TRACKS, published, promise)));
            harness.processElement(new StreamRecord<>(heartbeat(1)));
            harness.processElement(new StreamRecord<>(track(2)));
            harness.processElement(new StreamRecord<>(track(0)));
            assertThat(harness.extractOutputValues())
                    .extracting(ValidTrack::effectiveMicros)
                    .containsExactly(Samples.MIDNIGHT + 2 * MINUTE + 1_000_000, published * 1000 + 999);
            assertThat(rejected(harness)).isEmpty();
        }
    }

    @Test
    void aSiteWhoseClockIsFastIsInQuarantineUntilItPromisesNothingThatHasNotCome() throws Exception {
        long fiveSecondsMillis = 5000;
        long published = Samples.MIDNIGHT / 1000 + 3 * 60_000;
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(track(1)));
            harness.processElement(new StreamRecord<>(Events.inbound(
                    Topic.TRACKS, published - fiveSecondsMillis, heartbeat(3).bytes())));
            harness.processElement(new StreamRecord<>(track(2)));
            harness.processElement(new StreamRecord<>(Events.inbound(
                    Topic.TRACKS, published + 60_000 - 900, heartbeat(4).bytes())));
            harness.processElement(new StreamRecord<>(track(5)));
            // A track tells it as well as a promise.
            harness.processElement(new StreamRecord<>(
                    Events.inbound(Topic.TRACKS, published + 180_000 - fiveSecondsMillis, track(6).bytes())));
            harness.processElement(new StreamRecord<>(track(7)));
            assertThat(harness.extractOutputValues())
                    .extracting(valid -> valid.track().startMicros())
                    .containsExactly(Samples.MIDNIGHT + MINUTE, Samples.MIDNIGHT + 5 * MINUTE);
            assertThat(rejected(harness)).hasSize(3).allSatisfy(r -> {
                assertThat(r.reason()).isEqualTo("TIME_IN_FUTURE");
                assertThat(r.detail()).contains("clock of site ksr");
            });
            assertThat(rejected(harness).get(0).bytes()).isEqualTo(track(2).bytes());
        }
    }

    @Test
    void theFirstTrackAfterASilentNightIsNotFromTheFuture() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(heartbeat(0)));
            harness.processElement(new StreamRecord<>(track(1)));
            harness.processElement(new StreamRecord<>(track(9 * 60)));
            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(rejected(harness)).isEmpty();
        }
    }

    @Test
    void thePromiseOfAStrangerLeavesNoState() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(Events.promise(Topic.TRACKS, "nowhere", Samples.MIDNIGHT)));
            assertThat(harness.numKeyedStateEntries()).isZero();
            harness.processElement(new StreamRecord<>(heartbeat(0)));
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    @Test
    void tracksAreRememberedForThreeDaysAndForgottenByTheHour() throws Exception {
        long midnight = Samples.MIDNIGHT / 1000;
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(track(0)));
            harness.processElement(new StreamRecord<>(track(1)));
            harness.processElement(new StreamRecord<>(track(61)));
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);
            harness.processWatermark(midnight + 3 * DAY_MILLIS + HOUR_MILLIS);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            harness.processElement(new StreamRecord<>(track(61)));
            assertThat(rejected(harness)).extracting(RejectedTrack::reason).containsExactly("DUPLICATE");
            harness.processWatermark(midnight + 3 * DAY_MILLIS + 2 * HOUR_MILLIS);
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aRestoreInTheMiddleChangesNothing() throws Exception {
        List<Inbound> records = List.of(
                heartbeat(0), track(1), track(2), heartbeat(3), track(3), track(2), track(0), track(4), heartbeat(5));
        List<String> whole = new ArrayList<>();
        try (var harness = open()) {
            for (Inbound record : records) {
                harness.processElement(new StreamRecord<>(record));
            }
            whole.addAll(told(harness));
        }
        assertThat(whole).anyMatch(line -> line.startsWith("true"));
        for (int stop = 0; stop <= records.size(); stop++) {
            List<String> parts = new ArrayList<>();
            OperatorSubtaskState state;
            try (var first = open()) {
                for (Inbound record : records.subList(0, stop)) {
                    first.processElement(new StreamRecord<>(record));
                }
                state = first.snapshot(1, 1);
                parts.addAll(told(first));
            }
            try (var second = closed()) {
                second.initializeState(state);
                second.open();
                for (Inbound record : records.subList(stop, records.size())) {
                    second.processElement(new StreamRecord<>(record));
                }
                parts.addAll(told(second));
            }
            assertThat(parts).as("stopped at " + stop).containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    /** What came out, to the last bit. */
    private static List<String> told(KeyedOneInputStreamOperatorTestHarness<String, Inbound, ValidTrack> harness) {
        List<String> lines = new ArrayList<>(Events.bytes(rejected(harness)));
        for (ValidTrack valid : harness.extractOutputValues()) {
            lines.add(valid.isLate() + " " + valid.effectiveMicros() + " " + Events.bytes(List.of(valid.track())));
        }
        return lines;
    }
}

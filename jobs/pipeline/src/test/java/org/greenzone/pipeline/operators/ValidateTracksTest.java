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
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.BadRecords;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class ValidateTracksTest {
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private static KeyedOneInputStreamOperatorTestHarness<String, Inbound, Track> closed() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new ValidateTracks(new ReferenceData(List.of(Samples.site("ksr")), List.of()))),
                Inbound::source,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Inbound, Track> open() throws Exception {
        var harness = closed();
        harness.open();
        return harness;
    }

    private static List<RejectedTrack> rejected(KeyedOneInputStreamOperatorTestHarness<String, Inbound, Track> h) {
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
            harness.processElement(new StreamRecord<>(track(2)));
            harness.processElement(new StreamRecord<>(track(4)));
            assertThat(harness.extractOutputValues())
                    .extracting(Track::startMicros)
                    .containsExactly(
                            Samples.MIDNIGHT + 5 * MINUTE,
                            Samples.MIDNIGHT + 3 * MINUTE,
                            Samples.MIDNIGHT + 4 * MINUTE);
            assertThat(rejected(harness)).extracting(RejectedTrack::reason).containsExactly("LATE");
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
                heartbeat(0), track(1), track(2), heartbeat(2), track(3), track(2), track(1), track(4), heartbeat(5));
        List<Object> whole = new ArrayList<>();
        try (var harness = open()) {
            for (Inbound record : records) {
                harness.processElement(new StreamRecord<>(record));
            }
            whole.addAll(harness.extractOutputValues());
            whole.addAll(rejected(harness));
        }
        for (int stop = 0; stop <= records.size(); stop++) {
            List<Object> parts = new ArrayList<>();
            OperatorSubtaskState state;
            try (var first = open()) {
                for (Inbound record : records.subList(0, stop)) {
                    first.processElement(new StreamRecord<>(record));
                }
                state = first.snapshot(1, 1);
                parts.addAll(first.extractOutputValues());
                parts.addAll(rejected(first));
            }
            try (var second = closed()) {
                second.initializeState(state);
                second.open();
                for (Inbound record : records.subList(stop, records.size())) {
                    second.processElement(new StreamRecord<>(record));
                }
                parts.addAll(second.extractOutputValues());
                parts.addAll(rejected(second));
            }
            assertThat(Events.bytes(parts)).as("stopped at " + stop).isEqualTo(Events.bytes(whole));
        }
    }
}

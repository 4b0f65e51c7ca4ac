package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Messages;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.junit.jupiter.api.Test;

/** The two operators of messages, one after the other: what they say, what they keep, and until when. */
class FollowMessagesTest {
    private static final long MINUTE = 60_000_000L;
    private static final long START = Samples.MIDNIGHT;
    private static final ReferenceData STATION = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Inbound, ToldMessage> reading() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReadMessages(JobOptions.DEFAULT, STATION, "correlate-tracks")),
                Inbound::partition,
                Types.INT);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ToldMessage, Conjunction> following()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FollowMessages(JobOptions.DEFAULT, STATION)),
                ToldMessage::pair,
                Types.STRING);
    }

    private static ReceivedMessages message(int minutes, double above) {
        long created = START + minutes * MINUTE;
        return Messages.received(created, Messages.kvn("CSpOC", created, Meeting.TCA, above, 50));
    }

    private static List<ToldMessage> told(ReceivedMessages... messages) throws Exception {
        try (var harness = reading()) {
            harness.open();
            for (ReceivedMessages message : messages) {
                harness.processElement(new StreamRecord<>(Events.inbound(message)));
            }
            return List.copyOf(harness.extractOutputValues());
        }
    }

    private static long millis(long minutes) {
        return (START + minutes * MINUTE) / 1000;
    }

    @Test
    void nothingIsSaidBeforeItsTimeAndNothingIsKeptBehindTheClosestApproach() throws Exception {
        try (var harness = following()) {
            harness.open();
            for (ToldMessage message : told(message(20, 300), message(10, 500))) {
                harness.processElement(new StreamRecord<>(message));
            }
            harness.processWatermark(millis(9));
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);
            harness.processWatermark(millis(20));
            assertThat(harness.extractOutputValues())
                    .extracting(c -> Math.round(c.missDistanceMetres()))
                    .containsExactly(500L, 300L);
            // The encounter, and the timer that forgets it.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            harness.processWatermark(Meeting.TCA / 1000 + 1_000);
            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aRestoreBetweenTwoMessagesChangesNothing() throws Exception {
        List<ToldMessage> messages = told(message(10, 500), message(20, 300));
        List<Conjunction> whole;
        OperatorSubtaskState half;
        try (var harness = following()) {
            harness.open();
            harness.processElement(new StreamRecord<>(messages.get(0)));
            harness.processWatermark(millis(15));
            half = harness.snapshot(1, 1);
            harness.processElement(new StreamRecord<>(messages.get(1)));
            harness.processWatermark(millis(30));
            whole = List.copyOf(harness.extractOutputValues());
            assertThat(whole).hasSize(2);
        }
        try (var harness = following()) {
            harness.initializeState(half);
            harness.open();
            harness.processElement(new StreamRecord<>(messages.get(1)));
            harness.processWatermark(millis(30));
            assertThat(Events.bytes(harness.extractOutputValues())).isEqualTo(Events.bytes(whole.subList(1, 2)));
        }
    }

    @Test
    void whatWasPromisedIsRememberedOverARestoreAndByTheNumberOfItsWriters() throws Exception {
        OperatorSubtaskState half;
        try (var harness = reading()) {
            harness.open();
            harness.processElement(new StreamRecord<>(Messages.promise(START + 30 * MINUTE)));
            half = harness.snapshot(1, 1);
        }
        try (var harness = reading()) {
            harness.initializeState(half);
            harness.open();
            harness.processElement(new StreamRecord<>(Events.inbound(message(10, 500))));
            // Of two copies of the writer the second has not spoken yet: what the first promised with the other stands.
            harness.processElement(new StreamRecord<>(Messages.promise(0, 2, START + 50 * MINUTE)));
            harness.processElement(new StreamRecord<>(Events.inbound(message(20, 400))));
            harness.processElement(new StreamRecord<>(Messages.promise(1, 2, START + 40 * MINUTE)));
            harness.processElement(new StreamRecord<>(Events.inbound(message(25, 300))));
            assertThat(harness.extractOutputValues())
                    .extracting(ToldMessage::effectiveMicros)
                    .containsExactly(START + 30 * MINUTE, START + 30 * MINUTE, START + 40 * MINUTE);
        }
    }
}

package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.stream.ReferenceData;
import org.junit.jupiter.api.Test;

class AdviseManoeuvresTest {
    private static final long MINUTE = 60_000_000L;
    private static final AdviceEvidence ASSET = AdviceEvidence.of(Meeting.ASSET, Meeting.asset(0, Samples.MIDNIGHT));
    private static final AdviceEvidence OBJECT =
            AdviceEvidence.of(Meeting.ASSET, Meeting.object(0, Samples.MIDNIGHT, 10));

    private static KeyedOneInputStreamOperatorTestHarness<String, AdviceEvidence, AdviceGiven> closed()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AdviseManoeuvres(
                        new JobOptions(new TrackTimes(600, 30), 3, 24),
                        new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET))))),
                AdviceEvidence::assetId,
                Types.STRING);
    }

    private static AdviceEvidence status(int revision, Zone zone, long minutes) {
        return AdviceEvidence.of(new ZoneStatus(
                "z" + revision,
                Meeting.ASSET,
                revision,
                zone,
                Zone.GREEN,
                Samples.MIDNIGHT + minutes * MINUTE,
                Samples.MIDNIGHT + (minutes + 120) * MINUTE,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of()));
    }

    private static List<AdviceGiven> advised(long minutes, AdviceEvidence... evidence) throws Exception {
        try (var harness = closed()) {
            harness.open();
            for (AdviceEvidence e : evidence) {
                harness.processElement(new StreamRecord<>(e));
            }
            harness.processWatermark((Samples.MIDNIGHT + minutes * MINUTE) / 1000);
            return List.copyOf(harness.extractOutputValues());
        }
    }

    @Test
    void anAssetInDangerIsToldWhatItMeetsAndGreenOnesAreNot() throws Exception {
        List<AdviceGiven> given = advised(
                10, ASSET, OBJECT, status(0, Zone.GREEN, 1), status(1, Zone.RED, 2), status(2, Zone.SHELTER, 3));
        assertThat(given).singleElement().satisfies(a -> {
            assertThat(a.statusId()).isEqualTo("z1");
            assertThat(a.createdMicros()).isEqualTo(Samples.MIDNIGHT + 2 * MINUTE);
            assertThat(a.advice().dangers())
                    .extracting(c -> c.secondary().objectId())
                    .contains(Meeting.OBJECT);
            assertThat(a.advice().without()).isGreaterThan(a.advice().goal());
        });
    }

    @Test
    void theOrderInOneMomentDoesNotMatterAndAnOlderOrbitDoesNotReplaceANewer() throws Exception {
        AdviceEvidence far = AdviceEvidence.of(Meeting.ASSET, Meeting.object(1, Samples.MIDNIGHT + MINUTE, 60e3));
        List<AdviceGiven> one = advised(10, ASSET, OBJECT, status(0, Zone.RED, 2));
        assertThat(one).hasSize(1);
        assertThat(Events.bytes(advised(10, status(0, Zone.RED, 2), OBJECT, ASSET)))
                .isEqualTo(Events.bytes(one));
        assertThat(advised(10, ASSET, OBJECT, far, status(0, Zone.RED, 2))).isEmpty();
        assertThat(advised(10, ASSET, far, OBJECT, status(0, Zone.RED, 2))).isEmpty();
    }

    @Test
    void whereNothingIsToBeAvoidedNothingIsAdvised() throws Exception {
        assertThat(advised(10, ASSET, status(0, Zone.YELLOW, 1), status(1, Zone.RED, 2)))
                .isEmpty();
    }

    @Test
    void theSameDangerIsAnsweredOnceUntilItIsGoneOrAnotherComes() throws Exception {
        AdviceEvidence nearer = AdviceEvidence.of(Meeting.ASSET, Meeting.object(1, Samples.MIDNIGHT + 3 * MINUTE, 12));
        AdviceEvidence gone = AdviceEvidence.of(Meeting.ASSET, Meeting.object(2, Samples.MIDNIGHT + 5 * MINUTE, 60e3));
        AdviceEvidence back = AdviceEvidence.of(Meeting.ASSET, Meeting.object(3, Samples.MIDNIGHT + 7 * MINUTE, 10));
        List<AdviceGiven> given = advised(
                20,
                ASSET,
                OBJECT,
                status(0, Zone.YELLOW, 1),
                status(1, Zone.RED, 2),
                nearer,
                status(2, Zone.RED, 4),
                gone,
                status(3, Zone.YELLOW, 6),
                back,
                status(4, Zone.RED, 8),
                status(5, Zone.GREEN, 9),
                status(6, Zone.YELLOW, 10),
                status(7, Zone.YELLOW, 11));
        assertThat(given).extracting(AdviceGiven::statusId).containsExactly("z0", "z4", "z6");
    }

    @Test
    void aRestoreInTheMiddleChangesNothing() throws Exception {
        List<AdviceGiven> given;
        OperatorSubtaskState state;
        try (var first = closed()) {
            first.open();
            first.processElement(new StreamRecord<>(ASSET));
            first.processElement(new StreamRecord<>(OBJECT));
            first.processElement(new StreamRecord<>(status(0, Zone.RED, 5)));
            first.processWatermark((Samples.MIDNIGHT + MINUTE) / 1000);
            given = new ArrayList<>(first.extractOutputValues());
            state = first.snapshot(1, 1);
        }
        try (var second = closed()) {
            second.initializeState(state);
            second.open();
            second.processWatermark((Samples.MIDNIGHT + 10 * MINUTE) / 1000);
            given.addAll(second.extractOutputValues());
        }
        assertThat(Events.bytes(given)).isEqualTo(Events.bytes(advised(10, ASSET, OBJECT, status(0, Zone.RED, 5))));
        assertThat(given).hasSize(1);
    }

    @Test
    void whatWasAdvisedBeforeARestoreIsNotAdvisedAgain() throws Exception {
        OperatorSubtaskState state;
        try (var first = closed()) {
            first.open();
            first.processElement(new StreamRecord<>(ASSET));
            first.processElement(new StreamRecord<>(OBJECT));
            first.processElement(new StreamRecord<>(status(0, Zone.RED, 1)));
            first.processWatermark((Samples.MIDNIGHT + 2 * MINUTE) / 1000);
            assertThat(first.extractOutputValues()).hasSize(1);
            state = first.snapshot(1, 1);
        }
        try (var second = closed()) {
            second.initializeState(state);
            second.open();
            second.processElement(new StreamRecord<>(status(1, Zone.RED, 5)));
            second.processWatermark((Samples.MIDNIGHT + 10 * MINUTE) / 1000);
            assertThat(second.extractOutputValues()).isEmpty();
        }
    }
}

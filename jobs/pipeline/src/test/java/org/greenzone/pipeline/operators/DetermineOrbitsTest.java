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
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.ObjectOrder;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.junit.jupiter.api.Test;

class DetermineOrbitsTest {
    private static KeyedOneInputStreamOperatorTestHarness<String, ObjectOrder, CatalogueOrbit> closed()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DetermineOrbits(SmallNight.OPTIONS)),
                ObjectOrder::objectId,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ObjectOrder, CatalogueOrbit> open() throws Exception {
        var harness = closed();
        harness.open();
        return harness;
    }

    /** The order that the step before gives to the tracks of one moment. */
    private static int place(Association association) {
        return SmallNight.associations().stream()
                .map(Association::associationId)
                .toList()
                .indexOf(association.associationId());
    }

    private static long millis(long micros) {
        return micros / 1000;
    }

    private static List<Association> shuffled() {
        List<Association> associations = new ArrayList<>(SmallNight.associations());
        Collections.shuffle(associations, new Random(1408));
        return associations;
    }

    @Test
    void tracksWaitForTheWatermarkAndAreFusedInTheOrderOfTheirTimesHoweverTheyCome() throws Exception {
        try (var harness = open()) {
            for (Association association : shuffled()) {
                harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numEventTimeTimers()).isPositive();
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()));
            assertThat(Events.bytes(harness.extractOutputValues())).isEqualTo(Events.bytes(SmallNight.orbits()));
        }
    }

    @Test
    void ofEachObjectTheArcIsKeptAndNothingWaits() throws Exception {
        try (var harness = open()) {
            for (Association association : SmallNight.associations()) {
                harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()));
            long objects = SmallNight.orbits().stream()
                    .map(CatalogueOrbit::objectId)
                    .distinct()
                    .count();
            // Of each object its arc, and until when it is decided.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2 * (int) objects);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aLateTrackIsNotLost() throws Exception {
        try (var harness = open()) {
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()));
            harness.processElement(new StreamRecord<>(
                    ObjectOrder.fuse(SmallNight.associations().get(0), 0)));
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()) + 1);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aTrackThatGivesNoOrbitIsRejectedWithItsReason() throws Exception {
        var track = Samples.track("ksr", Samples.MIDNIGHT);
        var association = Association.uncorrelated(Samples.MIDNIGHT, List.of(), track, Samples.site("ksr"));
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            harness.processWatermark(millis(Samples.MIDNIGHT) + 1);
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(DetermineOrbits.UNDETERMINED))
                    .singleElement()
                    .satisfies(r -> {
                        assertThat(r.getValue().reason()).isEqualTo("UNDETERMINED");
                        assertThat(r.getValue().detail()).isNotEmpty();
                        assertThat(r.getValue().bytes()).isEqualTo(Wire.encode(TrackCodec.toWire(track)));
                    });
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void anAssociationThatIsWrittenAgainIsNotFusedAgain() throws Exception {
        try (var harness = open()) {
            for (Association association : SmallNight.associations()) {
                harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
                harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()));
            for (Association association : SmallNight.associations()) {
                harness.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            harness.processWatermark(millis(SmallNight.lastPromiseMicros()) + 60_000);
            assertThat(Events.bytes(harness.extractOutputValues())).isEqualTo(Events.bytes(SmallNight.orbits()));
        }
    }

    @Test
    void aRestoreInTheMiddleChangesNothing() throws Exception {
        List<Association> associations = SmallNight.associations();
        int half = associations.size() / 2;
        List<CatalogueOrbit> orbits = new ArrayList<>();
        OperatorSubtaskState state;
        try (var first = open()) {
            for (Association association : associations.subList(0, half)) {
                first.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            // Some are fused, some wait.
            first.processWatermark(millis(associations.get(half / 2).decidedMicros()));
            orbits.addAll(first.extractOutputValues());
            assertThat(orbits).isNotEmpty();
            assertThat(first.numEventTimeTimers()).isPositive();
            state = first.snapshot(1, 1);
        }
        try (var second = closed()) {
            second.initializeState(state);
            second.open();
            for (Association association : associations.subList(half, associations.size())) {
                second.processElement(new StreamRecord<>(ObjectOrder.fuse(association, place(association))));
            }
            second.processWatermark(millis(SmallNight.lastPromiseMicros()));
            orbits.addAll(second.extractOutputValues());
        }
        assertThat(Events.bytes(orbits)).isEqualTo(Events.bytes(SmallNight.orbits()));
    }
}

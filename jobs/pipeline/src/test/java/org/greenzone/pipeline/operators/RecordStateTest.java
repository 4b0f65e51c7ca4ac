package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.pipeline.Samples;
import org.junit.jupiter.api.Test;

/** What {@link FollowEncounters} keeps of encounters, over a restart and from the version that kept them another way. */
class RecordStateTest {
    private static final int KEYS = 1;
    private static final long LATER = Samples.MIDNIGHT + 60_000_000L;

    /** Keeps encounters as the version before did. */
    private static final class Before extends KeyedProcessFunction<Integer, PairEvidence, Conjunction> {
        private transient MapState<String, List<Conjunction>> encounters;
        private transient MapState<String, List<String>> pairsOf;

        @Override
        public void open(OpenContext context) {
            encounters = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>(
                            "encounters", Types.STRING, Types.LIST(TypeInformation.of(Conjunction.class))));
            pairsOf = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>("pairs-of", Types.STRING, Types.LIST(Types.STRING)));
        }

        @Override
        public void processElement(PairEvidence evidence, Context context, Collector<Conjunction> out)
                throws Exception {
            String pair = PairEvidence.pair(evidence.found().get(0));
            encounters.put(pair, evidence.found());
            for (String objectId : pair.split("/", -1)) {
                pairsOf.put(objectId, List.of(pair));
            }
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, PairEvidence, Conjunction> harness(
            KeyedProcessFunction<Integer, PairEvidence, Conjunction> function) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), PairEvidence::key, Types.INT);
    }

    private static PairEvidence found() {
        return PairEvidence.found(KEYS, Samples.MIDNIGHT, Samples.conjunction());
    }

    /** Both objects are screened later, and the encounter is not found again. */
    private static List<Conjunction> withdrawnAfter(OperatorSubtaskState state) throws Exception {
        try (var harness = harness(new FollowEncounters())) {
            harness.initializeState(state);
            harness.open();
            harness.processElement(new StreamRecord<>(PairEvidence.screened(
                    0, LATER, Samples.conjunction().primary().objectId())));
            harness.processWatermark(LATER / 1000);
            return List.copyOf(harness.extractOutputValues());
        }
    }

    @Test
    void anEncounterThatIsKnownFromBeforeARestartIsWithdrawnAfterIt() throws Exception {
        OperatorSubtaskState state;
        Conjunction announced;
        try (var harness = harness(new FollowEncounters())) {
            harness.open();
            harness.processElement(new StreamRecord<>(found()));
            harness.processWatermark(Samples.MIDNIGHT / 1000);
            announced = harness.extractOutputValues().get(0);
            state = harness.snapshot(1, 1);
        }
        assertThat(withdrawnAfter(state)).singleElement().satisfies(c -> {
            assertThat(c.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(c.conjunctionId()).isEqualTo(announced.conjunctionId());
            assertThat(c.revision()).isEqualTo(announced.revision() + 1);
            assertThat(c.primary().covarianceRtn())
                    .isEqualTo(announced.primary().covarianceRtn());
        });
    }

    @Test
    void whatAnEarlierVersionKeptIsTakenOver() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(new Before())) {
            harness.open();
            harness.processElement(new StreamRecord<>(found()));
            state = harness.snapshot(1, 1);
        }
        assertThat(withdrawnAfter(state)).singleElement().satisfies(c -> {
            assertThat(c.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(c.conjunctionId()).isEqualTo(Samples.conjunction().conjunctionId());
        });
    }
}

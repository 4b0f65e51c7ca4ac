package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.EncounterUpdate;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.astro.conjunction.PassOutlook;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.GivenObjects;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.operators.ShardedOrbit.Role;
import org.greenzone.pipeline.stream.ReferenceData;
import org.junit.jupiter.api.Test;

class ScreenConjunctionsTest {
    private static final JobOptions OPTIONS = new JobOptions(new TrackTimes(600, 30), 3, 24);
    private static final long MINUTE = 60_000_000L;

    private static final ShardedOrbit ASSET = new ShardedOrbit(7, Role.ASSET, Meeting.asset(0, Samples.MIDNIGHT));
    private static final ShardedOrbit OBJECT = object(0, Samples.MIDNIGHT, 120);

    private static ShardedOrbit object(int revision, long availableMicros, double aboveMetres) {
        return new ShardedOrbit(7, Role.OBJECT, Meeting.object(revision, availableMicros, aboveMetres));
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShardedOrbit, Conjunction> closed()
            throws Exception {
        return closed(GivenObjects.NONE);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShardedOrbit, Conjunction> closed(GivenObjects given)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ScreenConjunctions(
                        OPTIONS.withGiven(given),
                        new ReferenceData(List.of(), given.of(List.of(Samples.asset(Meeting.ASSET)))))),
                ShardedOrbit::shard,
                Types.INT);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShardedOrbit, Conjunction> open() throws Exception {
        var harness = closed();
        harness.open();
        return harness;
    }

    private static long millis(long minutes) {
        return (Samples.MIDNIGHT + minutes * MINUTE) / 1000;
    }

    private static List<Conjunction> screened(ShardedOrbit... orbits) throws Exception {
        return screened(GivenObjects.NONE, orbits);
    }

    private static List<Conjunction> screened(GivenObjects given, ShardedOrbit... orbits) throws Exception {
        try (var harness = closed(given)) {
            harness.open();
            for (ShardedOrbit orbit : orbits) {
                harness.processElement(new StreamRecord<>(orbit));
            }
            harness.processWatermark(millis(60));
            return List.copyOf(harness.extractOutputValues());
        }
    }

    @Test
    void anEncounterIsAnnouncedOnceWhicheverOrbitCameFirst() throws Exception {
        List<Conjunction> one = screened(ASSET, OBJECT);
        assertThat(one).singleElement().satisfies(c -> {
            assertThat(c.status()).isEqualTo(Status.NEW);
            assertThat(Math.abs(c.tcaMicros() - Meeting.TCA)).isLessThan(1_000_000);
            assertThat(c.missDistanceMetres()).isBetween(100.0, 140.0);
            assertThat(c.createdMicros()).isEqualTo(Samples.MIDNIGHT);
        });
        assertThat(Events.bytes(screened(OBJECT, ASSET))).isEqualTo(Events.bytes(one));
    }

    @Test
    void nothingIsSaidBeforeTheWatermarkAndNothingWaitsAfterIt() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ASSET));
            harness.processElement(new StreamRecord<>(OBJECT));
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            harness.processWatermark(millis(0));
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.numEventTimeTimers()).isZero();
            // The object, the asset and their encounter.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
        }
    }

    @Test
    void aBetterOrbitRevisesAndOneThatLeadsElsewhereWithdraws() throws Exception {
        List<Conjunction> events = screened(
                ASSET,
                object(2, Samples.MIDNIGHT + 20 * MINUTE, 60e3),
                object(1, Samples.MIDNIGHT + 10 * MINUTE, 300),
                OBJECT);
        assertThat(events)
                .extracting(Conjunction::status)
                .containsExactly(Status.NEW, Status.REVISED, Status.WITHDRAWN);
        assertThat(events).extracting(Conjunction::revision).containsExactly(0, 1, 2);
        assertThat(events)
                .extracting(Conjunction::conjunctionId)
                .containsOnly(events.get(0).conjunctionId());
        // Each event tells what was said before, itself last; a withdrawal says nothing new of the encounter.
        assertThat(events).extracting(c -> c.history().size()).containsExactly(1, 2, 2);
        assertThat(events.get(1).history())
                .extracting(EncounterUpdate::createdMicros)
                .containsExactly(Samples.MIDNIGHT, Samples.MIDNIGHT + 10 * MINUTE);
        assertThat(events.get(1).history().get(0).missRtnMetres())
                .isEqualTo(events.get(0).missRtnMetres());
        assertThat(events.get(1).history().get(1).probability())
                .isEqualTo(events.get(1).probability());
        assertThat(events.get(0).warnings()).contains(PassOutlook.NONE);
    }

    @Test
    void anEncounterTellsWhatTheNextPassOfARadarWouldDo() throws Exception {
        List<Site> sites = new ArrayList<>();
        for (int k = 0; k < 24; k++) {
            sites.add(new Site(
                    "s" + k,
                    List.of(),
                    "",
                    Math.asin(-0.95 + 1.9 * k / 23),
                    2.4 * k - 6.28 * Math.floor(2.4 * k / 6.28),
                    0,
                    new Site.Noise(15, 0.1, 0.02, 0.02),
                    Site.Bias.NONE,
                    3e9,
                    1,
                    List.of(),
                    3e6));
        }
        List<Conjunction> events = new ArrayList<>();
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ScreenConjunctions(
                        OPTIONS, new ReferenceData(sites, List.of(Samples.asset(Meeting.ASSET))))),
                ShardedOrbit::shard,
                Types.INT)) {
            harness.open();
            harness.processElement(new StreamRecord<>(ASSET));
            harness.processElement(new StreamRecord<>(OBJECT));
            harness.processWatermark(millis(60));
            events.addAll(harness.extractOutputValues());
        }
        assertThat(events).singleElement().satisfies(c -> {
            assertThat(c.warnings()).doesNotContain(PassOutlook.NONE);
            assertThat(c.nextPass()).singleElement().satisfies(pass -> {
                assertThat(pass.startMicros()).isBetween(Samples.MIDNIGHT, c.tcaMicros());
                assertThat(pass.sigmaRtnMetres()[1])
                        .isLessThanOrEqualTo(c.history().get(0).sigmaRtnMetres()[1] * 1.01);
            });
        });
    }

    @Test
    void anOrbitBehindTheWatermarkIsScreenedFromNowOn() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ASSET));
            harness.processWatermark(millis(30));
            harness.processElement(new StreamRecord<>(OBJECT));
            harness.processWatermark(millis(31));
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(c -> assertThat(c.createdMicros()).isGreaterThan(Samples.MIDNIGHT + 30 * MINUTE));
        }
    }

    @Test
    void anOlderOrbitThatComesLateDoesNotReplaceTheNewer() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ASSET));
            harness.processElement(new StreamRecord<>(object(1, Samples.MIDNIGHT + 10 * MINUTE, 300)));
            harness.processWatermark(millis(30));
            harness.processElement(new StreamRecord<>(OBJECT));
            harness.processWatermark(millis(31));
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aRestoreBetweenTheOrbitsChangesNothing() throws Exception {
        ShardedOrbit better = object(1, Samples.MIDNIGHT + 10 * MINUTE, 300);
        List<Conjunction> events;
        OperatorSubtaskState state;
        try (var first = open()) {
            first.processElement(new StreamRecord<>(ASSET));
            first.processElement(new StreamRecord<>(OBJECT));
            first.processElement(new StreamRecord<>(better));
            first.processWatermark(millis(5));
            events = new java.util.ArrayList<>(first.extractOutputValues());
            state = first.snapshot(1, 1);
        }
        try (var second = closed()) {
            second.initializeState(state);
            second.open();
            second.processWatermark(millis(60));
            events.addAll(second.extractOutputValues());
        }
        assertThat(Events.bytes(events)).isEqualTo(Events.bytes(screened(ASSET, OBJECT, better)));
    }

    @Test
    void whatIsDockedIsListedOnceThroughAllItsOrbitsAndAConjunctionWhenItComesBackFromElsewhere() throws Exception {
        List<Conjunction> events = screened(
                ASSET,
                docked(0, Samples.MIDNIGHT),
                docked(1, Samples.MIDNIGHT + 10 * MINUTE),
                docked(2, Samples.MIDNIGHT + 20 * MINUTE),
                object(3, Samples.MIDNIGHT + 30 * MINUTE, 120));
        assertThat(events)
                .extracting(Conjunction::status)
                .containsExactlyInAnyOrder(Status.NEW, Status.WITHDRAWN, Status.NEW);
        assertThat(events.get(0)).satisfies(c -> {
            assertThat(c.formation()).isTrue();
            assertThat(c.secondary().objectId()).isEqualTo(Meeting.OBJECT);
            assertThat(c.createdMicros()).isEqualTo(Samples.MIDNIGHT);
        });
        assertThat(events).filteredOn(c -> c.status() == Status.WITHDRAWN).allMatch(Conjunction::formation);
        assertThat(events)
                .filteredOn(c -> !c.formation())
                .singleElement()
                .satisfies(c -> assertThat(c.createdMicros()).isEqualTo(Samples.MIDNIGHT + 30 * MINUTE));
    }

    private static ShardedOrbit docked(int revision, long availableMicros) {
        return new ShardedOrbit(7, Role.OBJECT, Meeting.docked(revision, availableMicros, 40));
    }

    @Test
    void aZoneRestsOnConjunctionsAndNotOnWhatFliesAlong() throws Exception {
        ReferenceData reference = new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET)));
        OfAssets ofAssets = new OfAssets(reference);
        ofAssets.open(DefaultOpenContext.INSTANCE);
        assertThat(ofAssets.filter(screened(ASSET, docked(0, Samples.MIDNIGHT)).get(0)))
                .isFalse();
        assertThat(ofAssets.filter(screened(ASSET, OBJECT).get(0))).isTrue();
    }

    @Test
    void aCompanionOfTheOptionIsListedAndATableOfRadiiCounts() throws Exception {
        GivenObjects companion = GivenObjects.of(List.of(), Map.of(Meeting.ASSET, List.of(Meeting.OBJECT)));
        assertThat(screened(companion, ASSET, OBJECT))
                .singleElement()
                .satisfies(c -> assertThat(c.formation()).isTrue());

        GivenObjects radius = GivenObjects.of(
                List.of(new HardBodyRadii.Entry(Meeting.OBJECT, new HardBodyRadii.Radius(8, 0, "survey"))), Map.of());
        assertThat(screened(radius, ASSET, OBJECT)).singleElement().satisfies(c -> {
            assertThat(c.hardBodyRadiusMetres()).isEqualTo(60 + 8);
            assertThat(c.secondary().hardBodyRadiusSource()).isEqualTo("survey");
            assertThat(c.primary().hardBodyRadiusSource()).isEqualTo("asset");
        });
    }
}

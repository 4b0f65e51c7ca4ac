package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Dilution;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.zone.CloudCrossing;
import org.greenzone.astro.zone.KnownBreakup;
import org.greenzone.astro.zone.LostObject;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Meeting;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.stream.ReferenceData;
import org.junit.jupiter.api.Test;

class AssessZonesTest {
    private static final long HOUR = 3_600_000_000L;
    private static final ZoneEvidence ORBIT = ZoneEvidence.of(Meeting.asset(0, Samples.MIDNIGHT));

    private static KeyedOneInputStreamOperatorTestHarness<String, ZoneEvidence, ZoneStatus> closed(JobOptions options)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new AssessZones(options, new ReferenceData(List.of(), List.of(Samples.asset(Meeting.ASSET))))),
                ZoneEvidence::assetId,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ZoneEvidence, ZoneStatus> open() throws Exception {
        var harness = closed(JobOptions.DEFAULT);
        harness.open();
        return harness;
    }

    private static List<ZoneStatus> assessed(long hours, ZoneEvidence... evidence) throws Exception {
        try (var harness = open()) {
            for (ZoneEvidence e : evidence) {
                harness.processElement(new StreamRecord<>(e));
            }
            harness.processWatermark(millis(hours));
            return List.copyOf(harness.extractOutputValues());
        }
    }

    private static long millis(long hours) {
        return (Samples.MIDNIGHT + hours * HOUR) / 1000;
    }

    private static ZoneEvidence conjunction(int revision, Status status, double probability, long createdHours) {
        Participant asset = new Participant(Meeting.ASSET, "ISS", "", new double[6], new double[21]);
        Participant object = new Participant(Meeting.OBJECT, "", "", new double[6], new double[21]);
        return ZoneEvidence.of(new Conjunction(
                "c1",
                revision,
                status,
                Samples.MIDNIGHT + createdHours * HOUR,
                asset,
                object,
                Samples.MIDNIGHT + 8 * HOUR,
                120,
                new double[3],
                11e3,
                70,
                probability,
                "FOSTER-1992",
                probability,
                Dilution.ROBUST,
                List.of(),
                List.of("a", "b")));
    }

    @Test
    void whenTracksStopGreenIsRenewedWhileTheOrbitIsTrustedAndThenDecaysToUnknown() throws Exception {
        List<ZoneStatus> statuses = assessed(30, ORBIT);
        assertThat(statuses.get(0).zone()).isEqualTo(Zone.GREEN);
        assertThat(statuses).hasSizeLessThan(30);
        ZoneStatus lastGreen = statuses.stream()
                .filter(s -> s.zone() == Zone.GREEN)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(lastGreen.validUntilMicros()).isEqualTo(Samples.MIDNIGHT + 24 * HOUR);
        assertThat(statuses.get(statuses.size() - 1).zone()).isEqualTo(Zone.UNKNOWN);
        for (int i = 1; i < statuses.size(); i++) {
            // No gap: a reader that trusts each status until its end always has one, or UNKNOWN follows at once.
            assertThat(statuses.get(i).fromMicros())
                    .isLessThanOrEqualTo(statuses.get(i - 1).validUntilMicros() + 1000);
        }
    }

    @Test
    void greenEndsWithTheHorizonOfTheLastScreening() throws Exception {
        try (var harness = closed(new JobOptions(new TrackTimes(600, 30), 6, 24))) {
            harness.open();
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processWatermark(millis(12));
            assertThat(harness.extractOutputValues())
                    .allSatisfy(s -> assertThat(s.zoneAt(s.fromMicros()))
                            .isEqualTo(s.fromMicros() <= Samples.MIDNIGHT + 6 * HOUR ? Zone.GREEN : Zone.UNKNOWN));
            assertThat(harness.extractOutputValues())
                    .filteredOn(s -> s.zone() == Zone.GREEN)
                    .allSatisfy(s -> assertThat(s.validUntilMicros()).isLessThanOrEqualTo(Samples.MIDNIGHT + 6 * HOUR));
        }
    }

    @Test
    void nothingIsSaidBeyondTheWatermark() throws Exception {
        // A dead screening job holds the watermark: what was said last lapses by itself.
        List<ZoneStatus> statuses = assessed(1, ORBIT);
        assertThat(statuses).singleElement().satisfies(s -> {
            assertThat(s.zone()).isEqualTo(Zone.GREEN);
            assertThat(s.zoneAt(Samples.MIDNIGHT + 3 * HOUR)).isEqualTo(Zone.UNKNOWN);
        });
    }

    @Test
    void evidenceOfOneMomentCountsTogetherInWhicheverOrderItCame() throws Exception {
        ZoneEvidence red = conjunction(0, Status.NEW, 2e-4, 0);
        List<ZoneStatus> one = assessed(1, ORBIT, red);
        assertThat(one).extracting(ZoneStatus::zone).containsExactly(Zone.RED);
        assertThat(Events.bytes(assessed(1, red, ORBIT))).isEqualTo(Events.bytes(one));
    }

    @Test
    void anOlderRevisionThatComesLateDoesNotReplaceTheNewer() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processElement(new StreamRecord<>(conjunction(1, Status.REVISED, 1e-9, 1)));
            harness.processWatermark(millis(1));
            harness.processElement(new StreamRecord<>(conjunction(0, Status.NEW, 2e-4, 0)));
            harness.processWatermark(millis(2));
            assertThat(harness.extractOutputValues())
                    .extracting(ZoneStatus::zone)
                    .containsOnly(Zone.GREEN);
        }
    }

    @Test
    void lostObjectsAreCountedUntilAnOrbitFindsThemOrThreeDaysHavePassed() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processElement(new StreamRecord<>(lost("UCT-1", true)));
            harness.processElement(new StreamRecord<>(lost("UCT-2", true)));
            harness.processWatermark(millis(1));
            harness.processElement(new StreamRecord<>(lost("UCT-2", false)));
            harness.processWatermark(millis(2));

            assertThat(harness.extractOutputValues().get(0).reasons().get(0)).contains("2 objects cross");
            harness.processWatermark(millis(80));
            assertThat(harness.extractOutputValues())
                    .last()
                    .satisfies(s -> assertThat(s.reasons().toString()).doesNotContain("cross"));
        }
    }

    private static ZoneEvidence evidence(ZoneBreakup breakup) {
        return new ZoneEvidence(
                Meeting.ASSET,
                breakup.createdMicros(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(breakup));
    }

    private static ZoneEvidence lost(String objectId, boolean lost) {
        return new ZoneEvidence(
                Meeting.ASSET,
                Samples.MIDNIGHT + (lost ? 0 : HOUR),
                List.of(),
                List.of(),
                objectId,
                lost
                        ? List.of(new LostObject(
                                objectId, Samples.MIDNIGHT, 6_500_000, 7_500_000, 1, List.of("track-of-" + objectId)))
                        : List.of(),
                List.of(),
                List.of());
    }

    @Test
    void fragmentsOfABreakupAreCountedByTheirCloudAndNotAsLostObjectsAsWell() throws Exception {
        ZoneBreakup breakup = new ZoneBreakup(
                0,
                Samples.MIDNIGHT + HOUR,
                false,
                new KnownBreakup("b1", "COSMOS 1408", false, Samples.MIDNIGHT, 1),
                List.of("track-of-UCT-1"));
        ZoneBreakup withdrawn = new ZoneBreakup(1, Samples.MIDNIGHT + 2 * HOUR, true, breakup.breakup(), List.of());
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processElement(new StreamRecord<>(lost("UCT-1", true)));
            harness.processElement(new StreamRecord<>(lost("UCT-2", true)));
            harness.processElement(new StreamRecord<>(evidence(breakup)));
            harness.processWatermark(millis(1) + 1);
            assertThat(harness.extractOutputValues())
                    .last()
                    .satisfies(s -> assertThat(s.reasons().toString())
                            .contains("1 objects cross")
                            .contains("breakup of COSMOS 1408 at 2021-11-15 00:00 UTC suspected, 1 objects seen"));
            harness.processElement(new StreamRecord<>(evidence(withdrawn)));
            harness.processWatermark(millis(4));
            assertThat(harness.extractOutputValues())
                    .last()
                    .satisfies(s -> assertThat(s.reasons().toString())
                            .contains("2 objects cross")
                            .doesNotContain("breakup"));
            harness.processWatermark(millis(80));
            // Orbit, last status, next assessment: what is known of the breakup has died with it.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
        }
    }

    @Test
    void aPassageThatIsWithdrawnTakesItsWindowWithItInWhicheverOrderItCame() throws Exception {
        ZoneEvidence passage = ZoneEvidence.of(Samples.passage());
        PredictedPassage p = Samples.passage();
        ZoneEvidence gone = ZoneEvidence.of(new PredictedPassage(
                p.passageId(),
                p.revision() + 1,
                PredictedPassage.Status.WITHDRAWN,
                p.createdMicros(),
                p.breakupId(),
                p.breakupRevision(),
                p.breakupConfirmed(),
                p.parentName(),
                p.cloud(),
                p.shape(),
                p.meanDensityPerCubicMetre(),
                p.shortestMetres(),
                p.crossSectionSquareMetres(),
                p.fragmentsWithOrbit(),
                p.restsOn()));
        assertThat(assessed(4, ORBIT, passage)).last().satisfies(s -> {
            assertThat(s.zone()).isEqualTo(Zone.SHELTER);
            assertThat(s.cloudProbability()).isCloseTo(2.4e-4, within(1e-12));
        });
        assertThat(assessed(4, ORBIT, passage, gone))
                .allSatisfy(s -> assertThat(s.zone()).isEqualTo(Zone.GREEN));
        assertThat(assessed(4, ORBIT, gone, passage))
                .allSatisfy(s -> assertThat(s.zone()).isEqualTo(Zone.GREEN));
    }

    @Test
    void whatTakesAWindowAwayMustHaveStoodForTwoHours() {
        long said = Samples.passage().createdMicros();
        CloudCrossing crossing =
                ZoneEvidence.of(Samples.passage()).passage().get(0).crossing();
        ZonePassage first = new ZonePassage(1, false, crossing, said);
        ZonePassage low = new ZonePassage(2, false, lower(crossing), said + HOUR);
        ZonePassage stillLow = new ZonePassage(3, false, lower(crossing), said + 2 * HOUR + 1);
        assertThat(first.updated(low, 2 * HOUR).crossing().recentProbability()).isEqualTo(2.4e-4);
        assertThat(first.updated(low, 2 * HOUR).crossing().probability()).isEqualTo(1e-6);
        assertThat(first.updated(low, 2 * HOUR)
                        .updated(stillLow, 2 * HOUR)
                        .crossing()
                        .recentProbability())
                .isEqualTo(1e-6);
        assertThat(low.updated(first, 2 * HOUR)).isEqualTo(low);
    }

    private static CloudCrossing lower(CloudCrossing c) {
        return new CloudCrossing(
                c.passageId(),
                c.breakupId(),
                c.parentId(),
                c.parentName(),
                c.enterMicros(),
                c.closestMicros(),
                c.leaveMicros(),
                1e-6,
                1e-6,
                1e-7);
    }

    @Test
    void aConjunctionTurnsToShelterInTimeAndIsForgottenWhenPassed() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processElement(new StreamRecord<>(conjunction(0, Status.NEW, 2e-4, 0)));
            harness.processWatermark(millis(7));
            // Orbit, conjunction, last status, next assessment.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(4);
            harness.processWatermark(millis(11));
            assertThat(harness.extractOutputValues().stream()
                            .filter(s -> s.zone() != s.previousZone())
                            .map(ZoneStatus::zone))
                    .containsExactly(Zone.RED, Zone.SHELTER, Zone.GREEN);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
            assertThat(harness.numEventTimeTimers()).isBetween(1, 3);
        }
    }

    @Test
    void aDrainedJobComesToAnEnd() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(ORBIT));
            harness.processElement(new StreamRecord<>(ZoneEvidence.of(Meeting.asset(1, Samples.MIDNIGHT + 5 * HOUR))));
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.extractOutputValues()).isNotEmpty().hasSizeLessThan(10);
        }
    }

    @Test
    void aRestoreInTheMiddleChangesNothing() throws Exception {
        ZoneEvidence red = conjunction(0, Status.NEW, 2e-4, 3);
        List<ZoneStatus> statuses;
        OperatorSubtaskState state;
        try (var first = open()) {
            first.processElement(new StreamRecord<>(ORBIT));
            first.processElement(new StreamRecord<>(red));
            first.processWatermark(millis(2));
            statuses = new ArrayList<>(first.extractOutputValues());
            state = first.snapshot(1, 1);
        }
        try (var second = closed(JobOptions.DEFAULT)) {
            second.initializeState(state);
            second.open();
            second.processWatermark(millis(30));
            statuses.addAll(second.extractOutputValues());
        }
        assertThat(Events.bytes(statuses)).isEqualTo(Events.bytes(assessed(30, ORBIT, red)));
    }
}

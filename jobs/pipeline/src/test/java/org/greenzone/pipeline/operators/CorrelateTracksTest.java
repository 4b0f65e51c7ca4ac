package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.ValidTrack;
import org.junit.jupiter.api.Test;

class CorrelateTracksTest {
    private static final long MINUTE = 60_000L;

    private static KeyedBroadcastOperatorTestHarness<String, ValidTrack, Knowledge, Association> closed()
            throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new CorrelateTracks(SmallNight.OPTIONS, SmallNight.reference()),
                        List.of(CorrelateTracks.CATALOGUE, CorrelateTracks.CALIBRATIONS)),
                valid -> valid.track().siteId(),
                Types.STRING,
                1,
                1,
                0);
    }

    private static KeyedBroadcastOperatorTestHarness<String, ValidTrack, Knowledge, Association> open()
            throws Exception {
        var harness = closed();
        harness.open();
        return harness;
    }

    private static StreamRecord<ValidTrack> timely(Track track) {
        return new StreamRecord<>(new ValidTrack(track, track.endMicros()));
    }

    private static List<CatalogueOrbit> catalogue() {
        List<CatalogueOrbit> orbits = new ArrayList<>(SmallNight.seeds());
        orbits.addAll(SmallNight.orbits());
        return orbits;
    }

    private static long start() {
        return SmallNight.night().startMicros() / 1000;
    }

    private static long end() {
        return SmallNight.lastPromiseMicros() / 1000;
    }

    /** Tracks and orbits (whose watermark comes a lag later) of the time after {@code from} up to {@code to}. */
    private static void feed(
            KeyedBroadcastOperatorTestHarness<String, ValidTrack, Knowledge, Association> harness, long from, long to)
            throws Exception {
        for (Track track : SmallNight.night().tracks()) {
            long at = track.endMicros() / 1000;
            if (from < at && at <= to) {
                harness.processElement(timely(track));
            }
        }
        for (CatalogueOrbit orbit : catalogue()) {
            long at = (orbit.availableMicros() + SmallNight.OPTIONS.lagMicros()) / 1000;
            if (from < at && at <= to) {
                harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(orbit)));
            }
        }
        harness.watermark(to);
    }

    @Test
    void tracksAndOrbitsInAnyOrderGiveTheAssociationsOfOneThread() throws Exception {
        List<Track> tracks = new ArrayList<>(SmallNight.night().tracks());
        List<CatalogueOrbit> orbits = new ArrayList<>(catalogue());
        Collections.shuffle(tracks, new Random(1));
        Collections.shuffle(orbits, new Random(2));
        try (var harness = open()) {
            for (Track track : tracks) {
                harness.processElement(timely(track));
            }
            for (CatalogueOrbit orbit : orbits) {
                harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(orbit)));
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.watermark(end());
            assertThat(Events.bytes(harness.extractOutputValues())).isEqualTo(Events.bytes(SmallNight.associations()));
            // No track waits.
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void windowsWaitForTheOrbitsThatTheyMaySee() throws Exception {
        try (var harness = open()) {
            for (Track track : SmallNight.night().tracks()) {
                harness.processElement(timely(track));
            }
            harness.processWatermark(end());
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numEventTimeTimers()).isPositive();
        }
    }

    @Test
    void anOrbitThatIsWrittenAgainDoesNotComeBackOverTheNewer() throws Exception {
        // Given an object with three orbits before the night
        Association last = SmallNight.associations().stream()
                .filter(a -> a.prior().stream().anyMatch(p -> p.source() == OrbitSource.ELEMENT_SET))
                .reduce((a, b) -> b)
                .orElseThrow();
        CatalogueOrbit seed = last.prior().get(0);
        List<CatalogueOrbit> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(copy(seed, "orbit-" + i, seed.availableMicros() - (3 - i) * 1_000_000L));
        }
        Track first = SmallNight.night().tracks().get(0);
        try (var harness = open()) {
            harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(three.get(0))));
            harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(three.get(1))));
            harness.watermark(start());
            harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(three.get(2))));
            harness.processElement(timely(first));
            harness.watermark(first.endMicros() / 1000 + MINUTE);
            // When the first of them is written again
            harness.processBroadcastElement(new StreamRecord<>(Knowledge.of(three.get(0))));
            harness.processElement(timely(last.track()));
            harness.watermark(end());
            // Then the last of them is still the object's orbit
            assertThat(harness.extractOutputValues())
                    .filteredOn(a -> a.track().trackId().equals(last.track().trackId()))
                    .singleElement()
                    .satisfies(a -> assertThat(a.prior())
                            .extracting(CatalogueOrbit::orbitId)
                            .containsExactly("orbit-2"));
            assertThat(harness.getBroadcastState(CorrelateTracks.CATALOGUE).get(seed.objectId()))
                    .hasSize(1);
        }
    }

    private static CatalogueOrbit copy(CatalogueOrbit o, String orbitId, long availableMicros) {
        return new CatalogueOrbit(
                orbitId,
                o.objectId(),
                o.objectName(),
                o.internationalDesignator(),
                o.revision(),
                o.epochMicros(),
                availableMicros,
                o.stateGcrf(),
                o.ballisticCoefficient(),
                o.radiationCoefficient(),
                o.covarianceRtn(),
                o.source(),
                o.tracksUsed(),
                o.measurementsUsed(),
                o.measurementsRejected(),
                o.weightedRms(),
                o.rmsByKind(),
                o.hardBodyRadiusMetres(),
                o.restsOn());
    }

    @Test
    void aRestoreInTheMiddleAndOrbitsThatAreWrittenAgainChangeNothing() throws Exception {
        List<Association> associations = new ArrayList<>();
        long half = start() + 6 * MINUTE;
        OperatorSubtaskState state;
        try (var first = open()) {
            for (long t = start() - 10 * MINUTE; t < half; t += MINUTE) {
                feed(first, t, t + MINUTE);
            }
            associations.addAll(first.extractOutputValues());
            assertThat(associations)
                    .isNotEmpty()
                    .hasSizeLessThan(SmallNight.associations().size());
            assertThat(first.getBroadcastState(CorrelateTracks.CATALOGUE).entries())
                    .isNotEmpty();
            state = first.snapshot(1, 1);
        }
        try (var second = closed()) {
            second.initializeState(state);
            second.open();
            for (CatalogueOrbit orbit : catalogue()) {
                if (orbit.availableMicros() / 1000 < half - 3 * MINUTE) {
                    second.processBroadcastElement(new StreamRecord<>(Knowledge.of(orbit)));
                }
            }
            for (long t = half; t < end(); t += MINUTE) {
                feed(second, t, t + MINUTE);
            }
            associations.addAll(second.extractOutputValues());
        }
        assertThat(Events.bytes(associations)).isEqualTo(Events.bytes(SmallNight.associations()));
    }
}

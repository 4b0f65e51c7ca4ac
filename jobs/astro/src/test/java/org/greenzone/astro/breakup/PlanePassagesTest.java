package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.greenzone.astro.conjunction.Sgp4Motion;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ISS and Kosmos 1408 on 15 November 2021, from the element sets of 18 SPCS before the event. */
class PlanePassagesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long FROM = micros("2021-11-15T02:50:00Z");
    private static List<Passage> passages = List.of();

    @BeforeAll
    static void findPassages() {
        Sgp4Motion station = motion(
                "1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996",
                "2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108");
        Sgp4Motion parent = motion(
                "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995",
                "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807");
        passages = new PlanePassages(PHYSICS.leapSeconds())
                .find("25544", station, "13552", parent, FROM, micros("2021-11-16T02:50:00Z"));
    }

    @Test
    void stationCrossesThePlaneWhenTheCrewSheltered() {
        assertThat(passages)
                .anySatisfy(p ->
                        assertThat(p.crossingMicros()).isCloseTo(micros("2021-11-15T07:07:41Z"), within(2_000_000L)));
        assertThat(passages)
                .anySatisfy(p ->
                        assertThat(p.crossingMicros()).isCloseTo(micros("2021-11-15T08:40:42Z"), within(2_000_000L)));
    }

    @Test
    void crossingsFollowAtAlternatingNodes() {
        assertThat(passages).hasSizeBetween(30, 31);
        for (int i = 1; i < passages.size(); i++) {
            double minutes =
                    (passages.get(i).crossingMicros() - passages.get(i - 1).crossingMicros()) / 60e6;
            assertThat(minutes).isCloseTo(46.5, within(0.4));
        }
    }

    @Test
    void shellStandsAboveTheStation() {
        for (Passage passage : passages) {
            if (Math.abs(passage.crossingMicros() - micros("2021-11-15T07:54:11Z")) < 3_000_000_000L) {
                assertThat(passage.shellSeparationMetres()).isBetween(55e3, 63e3);
            }
            assertThat(passage.relativeSpeedMetresPerSecond()).isBetween(1e3, 15.5e3);
            assertThat(Math.abs(passage.parentPhaseSeconds())).isLessThan(2830);
        }
    }

    @Test
    void parentIsThereAfterItsPhase() {
        Sgp4Motion parent = motion(
                "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995",
                "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807");
        Sgp4Motion station = motion(
                "1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996",
                "2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108");
        double[] a = new double[6];
        double[] p = new double[6];
        for (Passage passage : passages) {
            double at = (passage.crossingMicros() - FROM) * 1e-6;
            station.state(at, a);
            parent.state(at + passage.parentPhaseSeconds(), p);
            double cosine = (a[0] * p[0] + a[1] * p[1] + a[2] * p[2])
                    / Math.sqrt((a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) * (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
            assertThat(Math.acos(Math.min(1, cosine))).isLessThan(0.01);
        }
    }

    private static Sgp4Motion motion(String line1, String line2) {
        return new Sgp4Motion(PHYSICS, TleFile.set(line1, line2, PHYSICS), FROM);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}

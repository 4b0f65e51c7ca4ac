package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.breakup.StandardBreakupModel.Cause;
import org.greenzone.astro.conjunction.Sgp4Motion;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;
import org.junit.jupiter.api.Test;

/** The ISS and a cloud of Kosmos 1408 (2200 kg, catastrophic collision), from the element sets before the event. */
class CloudPassagesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long EPOCH = micros("2021-11-15T02:47:38Z");
    private static final double AREA = 1000;

    @Test
    void theStationCrossesTheCloudWhereTheCrewSheltered() {
        List<CloudPassage> passages = passages(cloud(2200, 500, 1), 48);
        assertThat(passages).hasSizeBetween(60, 63);
        assertThat(passages)
                .anySatisfy(p -> assertThat(p.plane().crossingMicros())
                        .isCloseTo(micros("2021-11-15T07:07:41Z"), within(2_000_000L)));
        for (CloudPassage passage : passages) {
            assertThat(passage.enterMicros()).isLessThan(passage.plane().crossingMicros());
            assertThat(passage.leaveMicros()).isGreaterThan(passage.plane().crossingMicros());
            assertThat(passage.closestToShellMicros()).isBetween(passage.enterMicros(), passage.leaveMicros());
            assertThat(passage.relativeSpeedMetresPerSecond()).isBetween(10e3, 15.5e3);
            assertThat(passage.probabilityBelowLimit()).isBetween(0.0, passage.probability());
            assertThat(passage.probability())
                    .isCloseTo(-Math.expm1(-AREA * passage.fluencePerSquareMetre()), within(1e-15));
        }
    }

    @Test
    void theSameSeedGivesTheSamePassagesAndAnotherSeedNearlyTheSame() {
        List<CloudPassage> passages = passages(cloud(2200, 500, 1), 24);
        assertThat(passages(cloud(2200, 500, 1), 24)).isEqualTo(passages);
        List<CloudPassage> others = passages(cloud(2200, 500, 2), 24);
        assertThat(others).isNotEqualTo(passages);
        assertThat(sum(others)).isCloseTo(sum(passages), within(0.3 * sum(passages)));
    }

    @Test
    void fluenceGrowsAsTheNumberOfFragments() {
        double light = sum(passages(cloud(500, 500, 3), 24));
        double heavy = sum(passages(cloud(2000, 500, 3), 24));
        assertThat(heavy / light).isCloseTo(Math.pow(4, 0.75), within(1e-9));
    }

    @Test
    void fluxAddsUpToTheFluenceOfThePassages() {
        FragmentCloud cloud = cloud(2200, 500, 1);
        CloudFlux flux = new CloudPassages(PHYSICS.leapSeconds()).flux(question(24), cloud, 10);
        double total = Arrays.stream(flux.fluxPerSquareMetreSecond()).sum() * flux.stepSeconds();
        assertThat(total).isCloseTo(sum(passages(cloud, 24)), within(1e-3 * total));
    }

    /** No planes, no kernels: samples within 60 km of the station are counted each four seconds, over eight passages. */
    @Test
    void fluenceIsThatOfCountingFragmentsAboutTheStation() {
        FragmentCloud cloud = cloud(2200, 3_000, 5);
        Sgp4Motion station = station();
        double[] a = new double[6];
        double[] f = new double[6];
        double radius = 60e3;
        double volume = 4.0 / 3 * Math.PI * radius * radius * radius;
        double counted = 0;
        double expected = 0;
        for (CloudPassage passage : passages(cloud, 24).subList(12, 20)) {
            expected += passage.fluencePerSquareMetre();
            for (long micros = passage.enterMicros() - 30_000_000L;
                    micros < passage.leaveMicros() + 30_000_000L;
                    micros += 4_000_000L) {
                double at = (micros - EPOCH) * 1e-6;
                station.state(at, a);
                for (int i = 0; i < cloud.size(); i++) {
                    if (cloud.state(i, at, f)
                            && Math.hypot(Math.hypot(f[0] - a[0], f[1] - a[1]), f[2] - a[2]) < radius) {
                        double speed = Math.hypot(Math.hypot(f[3] - a[3], f[4] - a[4]), f[5] - a[5]);
                        counted += 4 * speed * cloud.weight(i) / volume;
                    }
                }
            }
        }
        assertThat(expected / counted).isBetween(0.7, 1.4);
    }

    @Test
    void aSwarmBecomesARing() {
        FragmentCloud cloud = cloud(2200, 500, 1);
        assertThat(CloudShape.of(cloud, 600)).isEqualTo(CloudShape.SWARM);
        assertThat(CloudShape.of(cloud, 2 * 86_400)).isEqualTo(CloudShape.RING);
    }

    /** The parent itself as a fragment, against SGP4 a day later: planes to 0.05 deg, along track to seconds, height to the short periods of J2. */
    @Test
    void aKnownFragmentMovesAsItsElementSetSays() {
        double[] state = new double[6];
        parent().state(0, state);
        FragmentCloud cloud =
                FragmentCloud.of(PHYSICS, event(2200), List.of(new FragmentCloud.Known(state, 0.004)), 10, 1);
        double[] moved = new double[6];
        assertThat(cloud.weight(0)).isEqualTo(1);
        cloud.state(0, 0, moved);
        for (int j = 0; j < 3; j++) {
            assertThat(moved[j]).isCloseTo(state[j], within(1.0));
            assertThat(moved[3 + j]).isCloseTo(state[3 + j], within(1e-3));
        }
        double[] truth = new double[6];
        parent().state(86_400, truth);
        double late = cloud.passing(0, 86_400, truth, moved);
        assertThat(Math.abs(late)).isLessThan(10);
        assertThat(Math.abs(Vectors.norm(moved) - Vectors.norm(truth))).isLessThan(20e3);
        assertThat(Vectors.norm(Vectors.cross(Vectors.normal(moved), Vectors.normal(truth))))
                .isLessThan(Math.toRadians(0.05));
    }

    @Test
    void dragTakesLightFragmentsDown() {
        double[] state = new double[6];
        parent().state(0, state);
        FragmentCloud cloud = FragmentCloud.of(
                PHYSICS,
                event(2200),
                List.of(new FragmentCloud.Known(state, 0.001), new FragmentCloud.Known(state, 1.0)),
                10,
                1);
        double[] heavy = new double[6];
        double[] light = new double[6];
        assertThat(cloud.state(0, 86_400, heavy)).isTrue();
        assertThat(cloud.state(1, 86_400, light)).isTrue();
        assertThat(energy(light)).isLessThan(energy(heavy));
    }

    private static double energy(double[] s) {
        double[] v = Vectors.velocity(s);
        return 0.5 * Vectors.dot(v, v) - FragmentCloud.MU / Vectors.norm(s);
    }

    private static double sum(List<CloudPassage> passages) {
        return passages.stream()
                .mapToDouble(CloudPassage::fluencePerSquareMetre)
                .sum();
    }

    private static List<CloudPassage> passages(FragmentCloud cloud, int hours) {
        return new CloudPassages(PHYSICS.leapSeconds()).find(question(hours), cloud);
    }

    private static CloudPassages.Question question(int hours) {
        return new CloudPassages.Question(
                "25544", station(), AREA, "13552", parent(), EPOCH, EPOCH + hours * 3_600_000_000L);
    }

    private static FragmentCloud cloud(double mass, int samples, long seed) {
        return FragmentCloud.of(PHYSICS, event(mass), List.of(), samples, seed);
    }

    private static FragmentCloud.Event event(double mass) {
        double[] state = new double[6];
        parent().state(0, state);
        return new FragmentCloud.Event(EPOCH, state, Cause.COLLISION, mass, 0.01, 2);
    }

    private static Sgp4Motion parent() {
        return motion(
                "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995",
                "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807");
    }

    private static Sgp4Motion station() {
        return motion(
                "1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996",
                "2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108");
    }

    private static Sgp4Motion motion(String line1, String line2) {
        return new Sgp4Motion(PHYSICS, TleFile.set(line1, line2, PHYSICS), EPOCH);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}

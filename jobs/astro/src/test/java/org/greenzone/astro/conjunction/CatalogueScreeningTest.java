package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening.Found;
import org.greenzone.astro.conjunction.CatalogueScreening.Result;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueScreeningTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long FROM = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-07-05T12:00:00Z"));
    private static final long HOUR = 3_600_000_000L;
    private static List<ElementSet> catalogue = List.of();

    @BeforeAll
    static void readCatalogue() throws IOException {
        catalogue = TleFile.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"), PHYSICS);
    }

    @Test
    void stationMeetsExactlyWhatAScanOfEachSecondFinds() {
        assertCompleteForEach("25544", 3 * HOUR, 150e3, 60);
    }

    @Test
    void eccentricPrimaryMeetsExactlyWhatAScanOfEachSecondFinds() {
        // 1958-002B, 650 x 3800 km.
        assertCompleteForEach("5", 3 * HOUR, 200e3, 120);
    }

    @Test
    void geostationaryNeighboursAreFoundAlthoughTheyMoveSlowly() {
        List<ElementSet> ring = catalogue.stream()
                .filter(set -> Math.abs(set.meanMotionRadiansPerSecond() * 86_400 / (2 * Math.PI) - 1.0027) < 1e-4)
                .filter(set -> set.inclinationRadians() < 0.01)
                .toList();
        assertThat(ring).hasSizeGreaterThan(200);
        double[] first = new double[6];
        double[] other = new double[6];
        new Sgp4Motion(PHYSICS, ring.get(0), FROM).state(0, first);
        List<ElementSet> neighbours = ring.stream()
                .filter(set -> new Sgp4Motion(PHYSICS, set, FROM).state(0, other)
                        && Math.hypot(Math.hypot(other[0] - first[0], other[1] - first[1]), other[2] - first[2]) < 3e6)
                .toList();
        assertComplete(ring.get(0), neighbours, 24 * HOUR, 4e6);
    }

    @Test
    void dockedVehiclesAreListedApart() {
        Result result = screen(station(), catalogue, 6 * HOUR, new ScreeningVolume.Sphere(10e3));
        assertThat(result.companions()).contains("49044").doesNotContain("25544");
        assertThat(result.approaches()).noneMatch(f -> result.companions().contains(f.secondaryId()));
        assertThat(result.inBand()).isLessThan(result.considered() / 4);
    }

    @Test
    void ephemerisOfTheOwnerGivesTheApproachesOfItsElementSet() {
        ElementSet station = station();
        Sgp4Motion motion = new Sgp4Motion(PHYSICS, station, FROM);
        int n = 12 * 15 + 1;
        long[] micros = new long[n];
        double[] states = new double[6 * n];
        double[] state = new double[6];
        var ephemeris = new org.greenzone.astro.catalogue.Sgp4Ephemeris(PHYSICS, station);
        for (int i = 0; i < n; i++) {
            micros[i] = FROM + i * 4 * 60_000_000L;
            ephemeris.stateGcrf(micros[i], state);
            System.arraycopy(state, 0, states, 6 * i, 6);
        }
        assertThat(motion.elements()).isEqualTo(station);
        CatalogueScreening screening =
                new CatalogueScreening(PHYSICS, FROM, FROM + 6 * HOUR, new ScreeningVolume.Sphere(60e3));
        List<ElementSet> slice = every(3);
        List<Found> expected =
                screening.screen(screening.primary(station), slice).approaches();
        List<Found> actual = screening
                .screen(screening.primary("25544", micros, states, 7), slice)
                .approaches();
        assertThat(expected).isNotEmpty();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).secondaryId()).isEqualTo(expected.get(i).secondaryId());
            assertThat(actual.get(i).tcaMicros()).isCloseTo(expected.get(i).tcaMicros(), within(2_000L));
            assertThat(actual.get(i).approach().missDistanceMetres())
                    .isCloseTo(expected.get(i).approach().missDistanceMetres(), within(20.0));
        }
    }

    @Test
    void ellipsoidKeepsOnlyWhatEntersIt() {
        List<ElementSet> slice = every(2);
        List<Found> sphere = screen(station(), slice, 12 * HOUR, new ScreeningVolume.Sphere(50e3))
                .approaches();
        List<Found> flat = screen(station(), slice, 12 * HOUR, new ScreeningVolume.Ellipsoid(2e3, 50e3, 50e3))
                .approaches();
        assertThat(flat).hasSizeLessThan(sphere.size());
        assertThat(sphere.stream().map(Found::secondaryId).toList())
                .containsAll(flat.stream().map(Found::secondaryId).toList());
        assertThat(sphere.stream()
                        .filter(f -> Math.abs(f.approach().missRtnMetres()[0]) < 1e3
                                && f.approach().missDistanceMetres() < 49e3)
                        .map(Found::tcaMicros)
                        .toList())
                .isSubsetOf(flat.stream().map(Found::tcaMicros).toList());
    }

    @Test
    void radialBandsHoldEachRadiusOfTheInterval() {
        double[] s = new double[6];
        for (ElementSet set : every(400)) {
            Sgp4Motion motion = new Sgp4Motion(PHYSICS, set, FROM);
            RadialBand band = RadialBand.of(motion, 0, 3 * 86_400);
            double previous = Double.NaN;
            double[] before = new double[6];
            for (double at = 0; at < 3 * 86_400; at += 97) {
                if (!motion.state(at, s)) {
                    continue;
                }
                double r = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
                assertThat(r).as("%s at %s", set.objectId(), at).isBetween(band.lowest(), band.highest());
                double v = Math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5]);
                assertThat(v).isLessThan(motion.speedBound());
                // Velocities are the derivative of the positions to what the sieve allows.
                motion.state(at + 0.5, before);
                previous = before[0];
                motion.state(at - 0.5, before);
                assertThat(previous - before[0]).isCloseTo(s[3], within(5.0));
            }
        }
    }

    private static ElementSet station() {
        return own("25544");
    }

    private static ElementSet own(String id) {
        return catalogue.stream()
                .filter(set -> set.objectId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<ElementSet> every(int n) {
        return IntStream.range(0, catalogue.size())
                .filter(i -> i % n == 0)
                .mapToObj(catalogue::get)
                .toList();
    }

    private static Result screen(ElementSet primary, List<ElementSet> others, long duration, ScreeningVolume volume) {
        CatalogueScreening screening = new CatalogueScreening(PHYSICS, FROM, FROM + duration, volume);
        return screening.screen(screening.primary(primary), others);
    }

    private static void assertCompleteForEach(String id, long duration, double reach, int n) {
        assertComplete(own(id), every(n), duration, reach);
    }

    private static void assertComplete(ElementSet primary, List<ElementSet> others, long duration, double reach) {
        Result result = screen(primary, others, duration, new ScreeningVolume.Sphere(reach));
        double[] table = SecondScan.table(new Sgp4Motion(PHYSICS, primary, FROM), duration * 1e-6);
        List<ElementSet> scanned = others.stream()
                .filter(set -> !set.objectId().equals(primary.objectId())
                        && !result.companions().contains(set.objectId()))
                .toList();
        List<List<CloseApproach>> scans = scanned.parallelStream()
                .map(set -> SecondScan.scan(
                        table, new Sgp4Motion(PHYSICS, primary, FROM), new Sgp4Motion(PHYSICS, set, FROM), reach))
                .toList();
        int count = 0;
        for (int i = 0; i < scanned.size(); i++) {
            String id = scanned.get(i).objectId();
            List<Found> found = new ArrayList<>(result.approaches());
            // The scan cannot see a minimum in its first and last second.
            found.removeIf(f -> !f.secondaryId().equals(id)
                    || f.approach().seconds() < 1
                    || f.approach().seconds() > duration * 1e-6 - 1);
            assertThat(found).as(id).hasSameSizeAs(scans.get(i));
            for (int k = 0; k < found.size(); k++) {
                CloseApproach expected = scans.get(i).get(k);
                CloseApproach actual = found.get(k).approach();
                // A distance of thousands of kilometres that changes slowly has no sharper minimum in double precision.
                double sharp = expected.relativeSpeedMetresPerSecond() > 1000 ? 1e-4 : 0.2;
                assertThat(actual.seconds()).as(id).isCloseTo(expected.seconds(), within(sharp));
                assertThat(actual.missDistanceMetres()).isCloseTo(expected.missDistanceMetres(), within(1e-2));
                count++;
            }
        }
        assertThat(count).isPositive();
        assertThat(result.approaches().stream().map(Found::secondaryId))
                .isSubsetOf(scanned.stream().map(ElementSet::objectId).toList());
    }
}

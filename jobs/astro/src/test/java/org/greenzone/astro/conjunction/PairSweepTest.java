package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening.Found;
import org.greenzone.astro.conjunction.CatalogueScreening.PairsResult;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PairSweepTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long FROM = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-07-05T12:00:00Z"));
    private static final long HOUR = 3_600_000_000L;
    private static List<ElementSet> catalogue = List.of();

    @BeforeAll
    static void readCatalogue() throws IOException {
        catalogue = TleFile.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"), PHYSICS);
    }

    @Test
    void allPairsMeetExactlyWhereAScanOfAllPairsFindsIt() {
        assertComplete(some(150, 1, set -> true), 3 * 3600, 50e3, 4);
    }

    @Test
    void crowdedShellMeetsExactlyWhereAScanFindsIt() {
        assertComplete(
                some(400, 2, set -> Math.abs(EarthOrbitBounds.semiMajorAxis(set) - 6.925e6) < 15e3), 3600, 10e3, 10);
    }

    @Test
    void eccentricOrbitsMeetExactlyWhereAScanFindsIt() {
        assertComplete(some(150, 3, set -> set.eccentricity() > 0.3), 6 * 3600, 200e3, 1);
    }

    @Test
    void slowNeighboursOnTheGeostationaryRingAreFound() {
        assertComplete(
                some(
                        150,
                        4,
                        set -> Math.abs(set.meanMotionRadiansPerSecond() * 86_400 / (2 * Math.PI) - 1.0027) < 1e-4
                                && set.inclinationRadians() < 0.01),
                12 * 3600,
                60e3,
                3);
    }

    @Test
    void objectsThatDecayWithinTheIntervalAreScreenedUntilThen() {
        List<ElementSet> low = new ArrayList<>(
                some(200, 5, set -> EarthOrbitBounds.semiMajorAxis(set) < EarthOrbitBounds.LOWEST_RADIUS + 300e3));
        CatalogueScreening screening =
                new CatalogueScreening(PHYSICS, FROM, FROM + 72 * HOUR, new ScreeningVolume.Sphere(100e3));
        List<CatalogueScreening.Ended> ended = screening.ended(low);
        assertThat(ended).isNotEmpty().allMatch(e -> e.micros() >= FROM && e.micros() < FROM + 72 * HOUR);
        // Hours about one that ends within.
        long end = ended.stream()
                .filter(e -> e.micros() > FROM + 3 * HOUR)
                .findFirst()
                .orElseThrow()
                .micros();
        assertComplete(motions(low, end - 2 * HOUR), 3 * 3600, 200e3, 1);
    }

    @Test
    void pairsAreThoseOfEachPrimaryOnItsOwn() {
        List<ElementSet> sets = new ArrayList<>(some(4000, 6, set -> true));
        ElementSet station = catalogue.stream()
                .filter(set -> set.objectId().equals("25544"))
                .findFirst()
                .orElseThrow();
        ElementSet docked = catalogue.stream()
                .filter(set -> set.objectId().equals("49044"))
                .findFirst()
                .orElseThrow();
        sets.removeAll(List.of(station, docked));
        sets.add(0, station);
        sets.add(docked);
        List<String> primaries =
                List.of("25544", sets.get(10).objectId(), sets.get(77).objectId());
        CatalogueScreening screening = new CatalogueScreening(
                PHYSICS,
                FROM,
                FROM + 12 * HOUR,
                ScreeningVolumes.same(new ScreeningVolume.Ellipsoid(20e3, 60e3, 60e3)));
        PairsResult pairs = screening.screenPairs(sets, set -> primaries.contains(set.objectId()));
        assertThat(pairs.companions()).contains(new CatalogueScreening.Companions("25544", "49044"));
        List<Found> each = new ArrayList<>();
        for (ElementSet set : sets) {
            if (primaries.contains(set.objectId())) {
                each.addAll(screening.screen(screening.primary(set), sets).approaches());
            }
        }
        each.sort((a, b) -> Double.compare(a.approach().seconds(), b.approach().seconds()));
        assertThat(each).hasSizeGreaterThan(2);
        assertThat(pairs.approaches()).hasSameSizeAs(each);
        for (int k = 0; k < each.size(); k++) {
            Found a = pairs.approaches().get(k);
            Found b = each.get(k);
            assertThat(a.primaryId()).isEqualTo(b.primaryId());
            assertThat(a.secondaryId()).isEqualTo(b.secondaryId());
            assertThat(a.approach().seconds()).isCloseTo(b.approach().seconds(), within(1e-4));
            assertThat(a.approach().missDistanceMetres()).isCloseTo(b.approach().missDistanceMetres(), within(1e-2));
        }
    }

    @Test
    void numberOfThreadsDoesNotChangeTheResult() throws Exception {
        Sgp4Motion[] motions = motions(some(3000, 7, set -> true), FROM);
        List<String> one = lines(new ForkJoinPool(1), motions);
        List<String> two = lines(new ForkJoinPool(2), motions);
        assertThat(one).isNotEmpty().isEqualTo(two);
    }

    @Test
    void slowPairIsOneEncounterWhileItStaysInReach() {
        List<ElementSet> ring = some(
                120,
                8,
                set -> Math.abs(set.meanMotionRadiansPerSecond() * 86_400 / (2 * Math.PI) - 1.0027) < 1e-4
                        && set.inclinationRadians() < 0.01);
        CatalogueScreening screening =
                new CatalogueScreening(PHYSICS, FROM, FROM + 24 * HOUR, new ScreeningVolume.Sphere(150e3));
        List<Found> approaches = screening.screenPairs(ring, set -> true).approaches();
        EncounterMerger.Pairing pairing = new EncounterMerger.Pairing(
                id -> 150e3,
                id -> ring.stream()
                        .filter(set -> set.objectId().equals(id))
                        .map(set -> (Ephemeris) new Sgp4Motion(PHYSICS, set, FROM))
                        .findFirst()
                        .orElseThrow());
        List<EncounterMerger.Merged> encounters = EncounterMerger.merge(approaches, pairing);
        assertThat(encounters).hasSizeLessThan(approaches.size());
        assertThat(encounters.stream().mapToInt(EncounterMerger.Merged::minima).sum())
                .isEqualTo(approaches.size());
        for (EncounterMerger.Merged encounter : encounters) {
            assertThat(encounter.lowest().tcaMicros()).isBetween(encounter.firstMicros(), encounter.lastMicros());
        }
    }

    private static List<String> lines(ForkJoinPool pool, Sgp4Motion[] motions) throws Exception {
        try {
            return pool.submit(() -> sweep(motions, 12 * 3600, 10e3).stream()
                            .map(f -> f.primary() + " " + f.secondary() + " "
                                    + f.approach().seconds() + " "
                                    + f.approach().missDistanceMetres())
                            .toList())
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    private static List<ElementSet> some(int most, int seed, java.util.function.Predicate<ElementSet> which) {
        List<ElementSet> sets = new ArrayList<>(catalogue.stream().filter(which).toList());
        Collections.shuffle(sets, new Random(seed));
        return sets.subList(0, Math.min(most, sets.size()));
    }

    private static Sgp4Motion[] motions(List<ElementSet> sets, long from) {
        return sets.stream().map(set -> new Sgp4Motion(PHYSICS, set, from)).toArray(Sgp4Motion[]::new);
    }

    /** All pairs, the same sphere about each. */
    static List<PairSweep.Found> sweep(Sgp4Motion[] motions, double seconds, double reach) {
        ScreeningVolume[] volumes = new ScreeningVolume[motions.length];
        Arrays.fill(volumes, new ScreeningVolume.Sphere(reach));
        boolean[] all = new boolean[motions.length];
        Arrays.fill(all, true);
        return new PairSweep(motions, volumes, all, seconds).approaches();
    }

    private static void assertComplete(List<ElementSet> sets, double seconds, double reach, int least) {
        assertComplete(motions(sets, FROM), seconds, reach, least);
    }

    private static void assertComplete(Sgp4Motion[] motions, double seconds, double reach, int least) {
        boolean[] all = new boolean[motions.length];
        Arrays.fill(all, true);
        List<PairScan.Minimum> expected = new PairScan(motions, seconds, reach).scan(all);
        List<PairSweep.Found> found = new ArrayList<>(sweep(motions, seconds, reach));
        assertThat(expected).hasSizeGreaterThanOrEqualTo(least);
        for (PairScan.Minimum m : expected) {
            String pair = motions[m.one()].elements().objectId() + " "
                    + motions[m.other()].elements().objectId() + " " + m;
            List<PairSweep.Found> matches = found.stream()
                    .filter(f -> f.primary() == m.one() && f.secondary() == m.other())
                    .filter(f -> Math.abs(f.approach().seconds() - m.seconds()) < 30)
                    .toList();
            assertThat(matches).as(pair).hasSize(1);
            PairSweep.Found match = matches.get(0);
            // The distance of a slow pair has no sharp minimum; that of GEO is cut by the steps of SDP4's integrator at
            // 1e-4 m.
            double sharp = m.speed() > 1000 ? 1e-4 : m.speed() > 100 ? 0.02 : 10;
            assertThat(match.approach().seconds()).as(pair).isCloseTo(m.seconds(), within(sharp));
            assertThat(match.approach().missDistanceMetres()).as(pair).isCloseTo(m.metres(), within(1e-2));
            found.remove(match);
        }
        assertThat(found).isEmpty();
    }
}

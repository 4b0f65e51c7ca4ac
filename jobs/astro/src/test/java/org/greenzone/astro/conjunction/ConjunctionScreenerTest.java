package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.junit.jupiter.api.Test;

class ConjunctionScreenerTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long EPOCH = 1_636_948_800_000_000L; // 2021-11-15T04:00:00Z
    private static final long SECOND = 1_000_000L;
    private static final double MEET_SECONDS = 4 * 3600;
    private static final double HALF_REVOLUTION = 2600;
    private static final double[] STATION = {6.79e6, 0, 0, 0, 4757, 6021};
    private static final Asset ASSET = asset(List.of());

    private final OrbitPropagator propagator = new OrbitPropagator(PHYSICS, ForceModel.STANDARD);
    private final ConjunctionScreener screener =
            new ConjunctionScreener(PHYSICS.leapSeconds(), new OrbitPrediction(propagator, PHYSICS.leapSeconds(), 8));

    @Test
    void constructedEncounterIsFoundAtItsTimeWithItsMissAndProbability() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        CatalogueOrbit fragment = meeting(station, "90001", 200);

        List<Conjunction> found = screen(ASSET, station, fragment);

        assertThat(found).hasSize(1);
        Conjunction c = found.get(0);
        assertThat(c.tcaMicros()).isCloseTo(EPOCH + (long) (MEET_SECONDS * 1e6), within(50_000L));
        assertThat(c.missDistanceMetres()).isCloseTo(200, within(5.0));
        assertThat(c.missRtnMetres()[0]).isCloseTo(200, within(5.0));
        assertThat(c.relativeSpeedMetresPerSecond()).isBetween(9000.0, 13_000.0);
        assertThat(c.probability()).isBetween(1e-7, 1e-2);
        assertThat(c.maximumProbability()).isGreaterThanOrEqualTo(c.probability());
        assertThat(c.hardBodyRadiusMetres()).isEqualTo(70 + 1);
        assertThat(c.createdMicros()).isEqualTo(EPOCH);
        assertThat(c.restsOn()).containsExactly(station.orbitId(), fragment.orbitId());
        assertThat(c.status()).isEqualTo(Status.NEW);
        assertThat(c.primary().covarianceRtn()).hasSize(21);
        // 30 m and 0.01 m/s, not correlated, are some hundred metres of semi-major axis: they have grown along track.
        assertThat(Math.sqrt(c.primary().covarianceRtn()[2])).isBetween(1000.0, 3000.0);
        assertThat(c.warnings()).isEmpty();
    }

    @Test
    void idIsTheSameFromBothSidesOfThePair() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        CatalogueOrbit fragment = meeting(station, "90001", 200);
        Conjunction one = screen(ASSET, station, fragment).get(0);
        Conjunction other = screen(ASSET, fragment, station).get(0);
        assertThat(other.primary().objectId()).isEqualTo("90001");
        assertThat(other.missDistanceMetres()).isCloseTo(one.missDistanceMetres(), within(1e-3));
        assertThat(other.conjunctionId()).isEqualTo(one.conjunctionId());
    }

    @Test
    void sameInputGivesTheSameBitsWhateverWasAskedBefore() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        CatalogueOrbit fragment = meeting(station, "90001", 200);
        Conjunction before = screen(ASSET, station, fragment).get(0);
        for (int i = 0; i < 12; i++) {
            screen(ASSET, station, meeting(station, "9100" + i, 100 * i));
        }
        Conjunction after = screen(ASSET, station, fragment).get(0);
        assertThat(after.probability()).isEqualTo(before.probability());
        assertThat(after.conjunctionId()).isEqualTo(before.conjunctionId());
        assertThat(after.secondary().covarianceRtn())
                .isEqualTo(before.secondary().covarianceRtn());
    }

    @Test
    void companionsAndDockedObjectsAreListedAndGiveNoConjunction() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        CatalogueOrbit fragment = meeting(station, "90001", 200);
        double[] docked = STATION.clone();
        docked[0] += 30;
        CatalogueOrbit ferry = orbit("49044", docked, EPOCH);
        assertThat(screen(asset(List.of("90001")), station, fragment)).isEmpty();
        assertThat(screen(ASSET, station, ferry)).isEmpty();
        assertThat(list(asset(List.of("90001")), station, fragment))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.formation()).isTrue();
                    assertThat(c.warnings()).containsExactly("named as a companion of the asset");
                });
        assertThat(list(ASSET, station, ferry)).singleElement().satisfies(c -> {
            assertThat(c.formation()).isTrue();
            assertThat(c.probability()).isNaN();
            assertThat(c.missDistanceMetres()).isBetween(10.0, CatalogueScreening.COMPANION_METRES);
            assertThat(c.warnings()).containsExactly("the objects fly together");
            assertThat(c.primary().objectId()).isEqualTo("25544");
            assertThat(c.hardBodyRadiusMetres()).isEqualTo(71);
            assertThat(c.lastMinimumMicros() - c.firstMinimumMicros()).isGreaterThan(5_000 * SECOND);
        });
        assertThat(list(ASSET, station, station)).isEmpty();
        assertThat(list(asset(List.of("90001")), station, meeting(station, "90001", 60e3)))
                .isEmpty();
    }

    @Test
    void anObjectThatPassesWithinTheDistanceOfAFormationIsNone() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        assertThat(list(ASSET, station, meeting(station, "90001", 200)))
                .singleElement()
                .satisfies(c -> assertThat(c.formation()).isFalse());
        // On the same orbit 20 m/s faster: beside the station at the start, and gone after a revolution.
        double[] faster = STATION.clone();
        faster[4] += 12;
        faster[5] += 16;
        assertThat(list(ASSET, station, orbit("90002", faster, EPOCH))).noneMatch(Conjunction::formation);
    }

    @Test
    void objectsThatCannotMeetNeedNoPropagation() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        CatalogueOrbit high = orbit("1", new double[] {7.8e6, 0, 0, 0, 0, 7149}, EPOCH);
        CatalogueOrbit fragment = meeting(station, "90001", 200);
        long to = EPOCH + 3 * 86_400 * SECOND;
        assertThat(ConjunctionScreener.canMeet(ASSET, station, high, to)).isFalse();
        assertThat(ConjunctionScreener.canMeet(ASSET, station, fragment, to)).isTrue();
    }

    @Test
    void newOrbitRevisesTheEncounterAndAClearOneWithdrawsIt() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        List<Conjunction> first = EncounterTracker.events(
                List.of(), screen(ASSET, station, meeting(station, "90001", 200)), EPOCH, EPOCH);
        assertThat(first).extracting(Conjunction::status).containsExactly(Status.NEW);

        List<Conjunction> second = EncounterTracker.events(
                first, screen(ASSET, station, meeting(station, "90001", 350)), EPOCH, EPOCH + SECOND);
        assertThat(second).extracting(Conjunction::status).containsExactly(Status.REVISED);
        assertThat(second.get(0).conjunctionId()).isEqualTo(first.get(0).conjunctionId());
        assertThat(second.get(0).revision()).isEqualTo(1);
        assertThat(second.get(0).createdMicros()).isEqualTo(EPOCH + SECOND);

        assertThat(EncounterTracker.events(second, second, EPOCH, EPOCH + 2 * SECOND))
                .isEmpty();

        List<Conjunction> third = EncounterTracker.events(
                second, screen(ASSET, station, meeting(station, "90001", 5000)), EPOCH, EPOCH + SECOND);
        assertThat(third).extracting(Conjunction::status).containsExactly(Status.WITHDRAWN);
        assertThat(third.get(0).revision()).isEqualTo(2);
        assertThat(EncounterTracker.events(third, List.of(), EPOCH, EPOCH + 3 * SECOND))
                .isEmpty();
    }

    @Test
    void passedEncounterIsNotWithdrawnAndAWithdrawnOneMayReturn() {
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        List<Conjunction> first = EncounterTracker.events(
                List.of(), screen(ASSET, station, meeting(station, "90001", 200)), EPOCH, EPOCH);
        long after = first.get(0).tcaMicros() + 1;
        assertThat(EncounterTracker.events(first, List.of(), after, after)).isEmpty();

        List<Conjunction> gone = EncounterTracker.events(first, List.of(), EPOCH, EPOCH);
        List<Conjunction> back = EncounterTracker.events(gone, first, EPOCH, EPOCH);
        assertThat(back).extracting(Conjunction::status).containsExactly(Status.REVISED);
        assertThat(back.get(0).revision()).isEqualTo(2);
    }

    /** Orbits from 250 x 300 to 350 x 1900 km, of all inclinations, and a volume that many of them enter within the day. */
    @Test
    void windowsOfCoarseOrbitsLoseNoApproach() {
        Asset wide = new Asset("25544", "ISS", 70, 400e3, 400e3, 400e3, 1e-5, 1e-4, List.of());
        CatalogueOrbit station = orbit("25544", STATION, EPOCH);
        long to = EPOCH + 86_400 * SECOND;
        ConjunctionScreener.Primary primary = screener.primary(wide, station, trajectory(station, 86_400), EPOCH, to);
        Random random = new Random(25544);
        int approaches = 0;
        double covered = 0;
        for (int i = 0; i < 80; i++) {
            CatalogueOrbit other = orbit(String.valueOf(i), crossing(random), EPOCH);

            List<Conjunction> all = screener.screen(primary, other, trajectory(other, 86_400));
            Optional<ConjunctionScreener.Window> window = screener.window(wide, station, other, EPOCH, to);

            covered += window.isEmpty()
                    ? 0
                    : window.get().toSeconds() - window.get().fromSeconds();
            for (Conjunction c : all) {
                double seconds = (c.tcaMicros() - EPOCH) * 1e-6;
                assertThat(window)
                        .hasValueSatisfying(w -> assertThat(seconds).isBetween(w.fromSeconds() + 1, w.toSeconds() - 1));
                approaches++;
            }
        }
        assertThat(approaches).isGreaterThan(50);
        assertThat(covered / (80 * 86_400)).isLessThan(0.7);
    }

    private static double[] crossing(Random random) {
        double perigee = 6_378_137 + 250e3 + 160e3 * random.nextDouble();
        double apogee = Math.max(perigee, 6_378_137 + 300e3 + 1_600e3 * random.nextDouble() * random.nextDouble());
        double a = (perigee + apogee) / 2;
        double e = (apogee - perigee) / (apogee + perigee);
        double turn = 2 * Math.PI * random.nextDouble();
        double tan = Math.tan(Math.acos(1.9 * random.nextDouble() - 0.95) / 2);
        double node = 2 * Math.PI * random.nextDouble();
        return EquinoctialElements.toCartesian(
                new double[] {
                    a,
                    e * Math.cos(turn),
                    e * Math.sin(turn),
                    tan * Math.cos(node),
                    tan * Math.sin(node),
                    2 * Math.PI * random.nextDouble()
                },
                PHYSICS.gravity().mu());
    }

    /** From half a revolution before the constructed encounter to half a revolution after it. */
    private List<Conjunction> screen(Asset asset, CatalogueOrbit one, CatalogueOrbit other) {
        double end = MEET_SECONDS + HALF_REVOLUTION;
        return screener.screen(
                asset,
                one,
                trajectory(one, end),
                other,
                trajectory(other, end),
                EPOCH + (long) ((MEET_SECONDS - HALF_REVOLUTION) * 1e6),
                EPOCH + (long) (end * 1e6));
    }

    /** The same with those that fly together. */
    private List<Conjunction> list(Asset asset, CatalogueOrbit one, CatalogueOrbit other) {
        double end = MEET_SECONDS + HALF_REVOLUTION;
        long from = EPOCH + (long) ((MEET_SECONDS - HALF_REVOLUTION) * 1e6);
        ConjunctionScreener.Primary primary =
                screener.primary(asset, one, trajectory(one, end), from, EPOCH + (long) (end * 1e6));
        return screener.screenAndList(primary, other, trajectory(other, end));
    }

    private Trajectory trajectory(CatalogueOrbit orbit, double seconds) {
        return propagator.propagate(orbit.orbitalState(), 0, seconds);
    }

    /** An object that crosses the station's path, radially apart, four hours after the epoch. */
    private CatalogueOrbit meeting(CatalogueOrbit station, String id, double radialMetres) {
        double[] there = new double[6];
        trajectory(station, MEET_SECONDS).state(MEET_SECONDS, there);
        double[] axes = new double[9];
        RtnFrame.axes(there, axes);
        double speed = Math.sqrt(there[3] * there[3] + there[4] * there[4] + there[5] * there[5]);
        double[] state = new double[6];
        for (int i = 0; i < 3; i++) {
            state[i] = there[i] + radialMetres * axes[i];
            state[i + 3] = speed * (0.2 * axes[3 + i] + Math.sqrt(1 - 0.04) * axes[6 + i]);
        }
        double[] start = new double[6];
        propagator
                .propagate(new OrbitalState(EPOCH + (long) (MEET_SECONDS * 1e6), state, 0.02, 0.01), -MEET_SECONDS, 0)
                .state(-MEET_SECONDS, start);
        return orbit(id, start, EPOCH);
    }

    private static CatalogueOrbit orbit(String id, double[] state, long epoch) {
        double[] covariance = new double[28];
        double[] sigmas = {30, 100, 30, 0.05, 0.01, 0.03, 1e-4};
        for (int i = 0; i < 7; i++) {
            covariance[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(id, epoch, state, List.of()),
                id,
                "",
                "",
                0,
                epoch,
                epoch,
                state,
                0.02,
                0.01,
                covariance,
                OrbitSource.TRACKS,
                1,
                1,
                0,
                1,
                Map.of(),
                id.equals("25544") ? 70 : 1,
                List.of());
    }

    private static Asset asset(List<String> companions) {
        return new Asset("25544", "ISS", 70, 750, 25e3, 25e3, 1e-5, 1e-4, companions);
    }
}

package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.ShellOfOrbits.Kepler;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.LeapSeconds;
import org.junit.jupiter.api.Test;

class ShardScreeningTest {
    /** A probability that is not there (NaN) equals one that is not there. */
    private static final RecursiveComparisonConfiguration TO_THE_BIT = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(Double::compare, Double.class)
            .build();

    private static final LeapSeconds LEAP_SECONDS = ShellOfOrbits.PHYSICS.leapSeconds();
    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long EPOCH = ShellOfOrbits.EPOCH;
    private static final ScreeningVolumes SPHERE = ScreeningVolumes.same(new ScreeningVolume.Sphere(60e3));

    private final OrbitPropagator propagator = new OrbitPropagator(ShellOfOrbits.PHYSICS, ForceModel.STANDARD);

    private ShardScreening share(ScreeningVolumes volumes) {
        return new ShardScreening(
                new OrbitTables(propagator, LEAP_SECONDS, 6 * 3600, 4),
                new ConjunctionScreener(LEAP_SECONDS, new OrbitPrediction(propagator, LEAP_SECONDS, 64)),
                volumes);
    }

    /** An orbit that becomes known at an instant. */
    private record Update(long micros, CatalogueOrbit orbit) {}

    /** What is announced and not withdrawn in the end, after all updates of a catalogue that is dealt out to so many shares. */
    private final class Stream {
        private final List<ShardScreening> shares = new ArrayList<>();
        private final Map<String, List<Conjunction>> known = new TreeMap<>();
        private final List<Conjunction> events = new ArrayList<>();
        private final long until;

        Stream(int count, long until, ScreeningVolumes volumes) {
            for (int i = 0; i < count; i++) {
                shares.add(share(volumes));
            }
            this.until = until;
        }

        /** All updates of one moment. */
        void moment(List<CatalogueOrbit> orbits, long now) {
            Set<String> changed = new TreeSet<>();
            for (CatalogueOrbit orbit : orbits) {
                changed.add(orbit.objectId());
                shares.get(Math.floorMod(orbit.objectId().hashCode(), shares.size()))
                        .put(orbit);
            }
            Map<String, List<Conjunction>> fresh = new TreeMap<>();
            for (CatalogueOrbit orbit : orbits) {
                for (ShardScreening share : shares) {
                    share.screen(orbit, now, until, changed)
                            .forEach(c -> fresh.computeIfAbsent(pair(c), p -> new ArrayList<>())
                                    .add(c));
                }
            }
            Set<String> pairs = new TreeSet<>(fresh.keySet());
            known.keySet().stream()
                    .filter(pair -> changed.contains(pair.split(" ")[0]) || changed.contains(pair.split(" ")[1]))
                    .forEach(pairs::add);
            for (String pair : pairs) {
                List<Conjunction> before = known.getOrDefault(pair, List.of());
                List<Conjunction> said = EncounterTracker.events(before, fresh.getOrDefault(pair, List.of()), now, now);
                events.addAll(said);
                Map<String, Conjunction> last = new TreeMap<>();
                before.forEach(c -> last.put(c.conjunctionId(), c));
                said.forEach(c -> last.put(c.conjunctionId(), c));
                known.put(pair, new ArrayList<>(last.values()));
            }
        }

        List<Conjunction> live(long after) {
            return known.values().stream()
                    .flatMap(List::stream)
                    .filter(c -> c.status() != Status.WITHDRAWN && c.tcaMicros() > after)
                    .sorted(Comparator.comparingLong(Conjunction::tcaMicros))
                    .toList();
        }
    }

    private static String pair(Conjunction c) {
        return c.primary().objectId() + ' ' + c.secondary().objectId();
    }

    private static List<Update> randomUpdates(long seed, int objects) {
        Random random = new Random(seed);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            Kepler kepler = Kepler.random(random);
            int revisions = 1 + random.nextInt(3);
            for (int revision = 0; revision < revisions; revision++) {
                Kepler moved = new Kepler(
                        kepler.axis(),
                        kepler.eccentricity(),
                        kepler.inclination(),
                        kepler.node(),
                        kepler.perigee(),
                        kepler.meanAnomaly() + 0.002 * revision * random.nextGaussian());
                long available = EPOCH + 60 * SECOND * random.nextInt(60);
                updates.add(new Update(
                        available, ShellOfOrbits.orbit(Integer.toString(100 + i), revision, EPOCH, moved.state())));
            }
        }
        updates.sort(Comparator.comparingLong(Update::micros)
                .thenComparing(u -> u.orbit().objectId())
                .thenComparing(u -> u.orbit().revision()));
        return updates;
    }

    /** Several updates of one object at one moment: the last. */
    private static Map<Long, List<CatalogueOrbit>> moments(List<Update> updates, Random order) {
        Map<Long, Map<String, CatalogueOrbit>> moments = new TreeMap<>();
        for (Update update : updates) {
            moments.computeIfAbsent(update.micros(), m -> new HashMap<>())
                    .put(update.orbit().objectId(), update.orbit());
        }
        Map<Long, List<CatalogueOrbit>> shuffled = new TreeMap<>();
        moments.forEach((micros, orbits) -> {
            List<CatalogueOrbit> list = new ArrayList<>(orbits.values());
            java.util.Collections.shuffle(list, order);
            shuffled.put(micros, list);
        });
        return shuffled;
    }

    private Stream play(List<Update> updates, int shares, long seed, long until, ScreeningVolumes volumes) {
        Stream stream = new Stream(shares, until, volumes);
        moments(updates, new Random(seed)).forEach((now, orbits) -> stream.moment(orbits, now));
        return stream;
    }

    /** Each pair of the final catalogue on its trajectories by the sieve of one pair, which has its own proof and scan. */
    private List<CloseApproach> bruteForce(List<Update> updates, long from, long until) {
        Map<String, CatalogueOrbit> last = new TreeMap<>();
        updates.forEach(update -> last.put(update.orbit().objectId(), update.orbit()));
        double seconds = LEAP_SECONDS.elapsedSeconds(from, until);
        double ahead = LEAP_SECONDS.elapsedSeconds(EPOCH, until);
        List<Ephemeris> motions = new ArrayList<>();
        for (CatalogueOrbit orbit : last.values()) {
            OrbitalState state = orbit.orbitalState();
            motions.add(new TrajectoryMotion(LEAP_SECONDS, propagator.propagate(state, 0, ahead + 60), from));
        }
        List<CloseApproach> all = new ArrayList<>();
        for (int i = 0; i < motions.size(); i++) {
            PrimaryTable table = new PrimaryTable(motions.get(i), 0, seconds);
            CloseApproachFinder finder = new CloseApproachFinder(table, new ScreeningVolume.Sphere(60e3));
            for (int j = i + 1; j < motions.size(); j++) {
                all.addAll(finder.find(motions.get(j)));
            }
        }
        all.sort(Comparator.comparingDouble(CloseApproach::seconds));
        return all;
    }

    @Test
    void afterAllUpdatesWhatStandsIsWhatAScreeningOfTheFinalCatalogueFinds() {
        List<Update> updates = randomUpdates(7, 45);
        long from = EPOCH + HOUR;
        long until = EPOCH + 7 * HOUR;
        List<Conjunction> live = play(updates, 5, 1, until, SPHERE).live(from);
        List<CloseApproach> brute = bruteForce(updates, from, until);
        assertThat(brute).hasSizeGreaterThan(15);
        assertThat(live).hasSameSizeAs(brute);
        for (int i = 0; i < live.size(); i++) {
            Conjunction c = live.get(i);
            CloseApproach b = brute.get(i);
            assertThat(1e-6 * (c.tcaMicros() - from)).isCloseTo(b.seconds(), within(1e-3));
            assertThat(c.missDistanceMetres()).isCloseTo(b.missDistanceMetres(), within(0.1));
        }
    }

    @Test
    void eventsDependNeitherOnTheNumberOfSharesNorOnTheOrderWithinAMoment() {
        List<Update> updates = randomUpdates(8, 30);
        long until = EPOCH + 5 * HOUR;
        List<Conjunction> one = sorted(play(updates, 1, 1, until, SPHERE).events);
        List<Conjunction> other = sorted(play(updates, 7, 2, until, SPHERE).events);
        assertThat(one).extracting(Conjunction::status).contains(Status.NEW, Status.REVISED, Status.WITHDRAWN);
        assertThat(other)
                .usingRecursiveFieldByFieldElementComparator(TO_THE_BIT)
                .containsExactlyElementsOf(one);
    }

    private static List<Conjunction> sorted(List<Conjunction> events) {
        return events.stream()
                .sorted(Comparator.comparingLong(Conjunction::createdMicros)
                        .thenComparing(Conjunction::conjunctionId)
                        .thenComparing(Conjunction::revision))
                .toList();
    }

    @Test
    void aPairThatMeetsTwiceARevolutionForHoursIsOneEncounterAlsoWhenItsLowestMinimumChanges() {
        Kepler first = new Kepler(7.1e6, 0.001, 1.4, 1, 2, 3);
        // On nearly the same orbit, 4 km apart along track and 12 km across: minima each half revolution.
        Kepler second = new Kepler(7.1e6, 0.0012, 1.4 + 12e3 / 7.1e6, 1, 2, 3 + 4e3 / 7.1e6);
        Kepler later = new Kepler(7.1e6 + 20, 0.0012, 1.4 + 12e3 / 7.1e6, 1, 2, 3 + 3e3 / 7.1e6);
        Stream stream = new Stream(2, EPOCH + 12 * HOUR, SPHERE);
        stream.moment(List.of(ShellOfOrbits.orbit("1", 0, EPOCH, first.state())), EPOCH);
        stream.moment(List.of(ShellOfOrbits.orbit("2", 0, EPOCH, second.state())), EPOCH + SECOND);
        stream.moment(List.of(ShellOfOrbits.orbit("2", 1, EPOCH, later.state())), EPOCH + HOUR);
        assertThat(stream.events).extracting(Conjunction::status).containsExactly(Status.NEW, Status.REVISED);
        Conjunction announced = stream.events.get(0);
        Conjunction revised = stream.events.get(1);
        assertThat(revised.conjunctionId()).isEqualTo(announced.conjunctionId());
        assertThat(announced.minima()).isGreaterThan(10);
        assertThat(announced.formation()).isFalse();
        assertThat(announced.lastMinimumMicros() - announced.firstMinimumMicros())
                .isGreaterThan(10 * HOUR);
        assertThat(Math.abs(revised.tcaMicros() - announced.tcaMicros())).isGreaterThan(EncounterTracker.SAME_MICROS);
    }

    @Test
    void dockedObjectsAreListedOnceAndWithdrawnWhenTheyPart() {
        Kepler station = new Kepler(6.79e6, 0.001, 0.9, 1, 2, 3);
        Kepler docked = new Kepler(6.79e6, 0.001, 0.9, 1, 2, 3 + 30 / 6.79e6);
        Kepler gone = new Kepler(6.9e6, 0.001, 0.9, 1, 2, 5);
        Stream stream = new Stream(2, EPOCH + 6 * HOUR, SPHERE);
        stream.moment(
                List.of(
                        ShellOfOrbits.orbit("1", 0, EPOCH, station.state()),
                        ShellOfOrbits.orbit("2", 0, EPOCH, docked.state())),
                EPOCH);
        stream.moment(List.of(ShellOfOrbits.orbit("1", 1, EPOCH + 1, station.state())), EPOCH + HOUR);
        assertThat(stream.events).singleElement().satisfies(c -> {
            assertThat(c.formation()).isTrue();
            assertThat(c.probability()).isNaN();
            assertThat(c.missDistanceMetres()).isBetween(20.0, 40.0);
        });
        stream.moment(List.of(ShellOfOrbits.orbit("2", 1, EPOCH, gone.state())), EPOCH + 2 * HOUR);
        assertThat(stream.events).extracting(Conjunction::status).containsExactly(Status.NEW, Status.WITHDRAWN);
    }

    @Test
    void anObjectIsScreenedForAsLongAsItIsKnownAndNoLonger() {
        List<Update> updates = randomUpdates(7, 45);
        long until = EPOCH + 7 * HOUR;
        OrbitTables tables = new OrbitTables(propagator, LEAP_SECONDS, 6 * 3600, 4);
        // Three hundred times a metre and a millimetre a second: 25 km along the orbit after some hours.
        List<Update> vague = updates.stream()
                .map(u -> new Update(
                        u.micros(),
                        ShellOfOrbits.orbit(
                                u.orbit().objectId(),
                                u.orbit().revision(),
                                EPOCH,
                                u.orbit().stateGcrf(),
                                300)))
                .toList();
        List<Conjunction> all = play(updates, 2, 1, until, SPHERE).live(EPOCH + HOUR);
        List<Conjunction> some = play(vague, 2, 1, until, SPHERE).live(EPOCH + HOUR);
        double known = vague.stream()
                .mapToDouble(u -> tables.knownUntil(u.orbit()) - tables.seconds(EPOCH))
                .max()
                .orElseThrow();
        assertThat(known).isBetween(2 * 3600.0, 6 * 3600.0);
        assertThat(some).hasSizeLessThan(all.size()).isNotEmpty();
        assertThat(some).allSatisfy(c -> assertThat(c.tcaMicros()).isLessThan(EPOCH + (long) (1e6 * known)));
        assertThat(tables.known(ShellOfOrbits.orbit("1", 0, EPOCH, STATE, 30_000), EPOCH))
                .isFalse();
    }

    private static final double[] STATE = new Kepler(7.1e6, 0.001, 1.4, 1, 2, 3).state();

    @Test
    void anObjectWhoseTableHasEndedIsScreenedToTheNewHorizon() {
        ScreeningVolumes wide = ScreeningVolumes.same(new ScreeningVolume.Sphere(2000e3));
        CatalogueOrbit query = ShellOfOrbits.orbit("1", 0, EPOCH, new Kepler(7.1e6, 0.001, 1.4, 1, 2, 3).state());
        CatalogueOrbit member = ShellOfOrbits.orbit("2", 0, EPOCH, new Kepler(7.1e6, 0.001, 0.4, 1, 2, 3).state());
        ShardScreening kept = share(wide);
        kept.put(member);
        assertThat(kept.screen(query, EPOCH, EPOCH + 2 * HOUR, Set.of("1"))).isNotEmpty();
        ShardScreening fresh = share(wide);
        fresh.put(member);
        List<Conjunction> late = kept.screen(query, EPOCH + 2 * HOUR, EPOCH + 11 * HOUR, Set.of("1"));
        assertThat(late)
                .usingRecursiveFieldByFieldElementComparator(TO_THE_BIT)
                .containsExactlyElementsOf(fresh.screen(query, EPOCH + 2 * HOUR, EPOCH + 11 * HOUR, Set.of("1")));
        assertThat(late.get(late.size() - 1).tcaMicros()).isGreaterThan(EPOCH + 10 * HOUR);
    }

    /** Who takes the tables has a propagator of another field: only with the tables that were given are the encounters the same. */
    @Test
    void tablesThatWereMadeElsewhereGiveTheSameEncountersToTheBit() {
        ScreeningVolumes wide = ScreeningVolumes.same(new ScreeningVolume.Sphere(2000e3));
        CatalogueOrbit query = ShellOfOrbits.orbit("1", 0, EPOCH, new Kepler(7.1e6, 0.001, 1.4, 1, 2, 3).state());
        CatalogueOrbit member = ShellOfOrbits.orbit("2", 0, EPOCH, new Kepler(7.1e6, 0.001, 0.4, 1, 2, 3).state());
        long until = EPOCH + 3 * HOUR;
        OrbitTables makes = new OrbitTables(propagator, LEAP_SECONDS, 6 * 3600, 1);
        ConjunctionScreener screener =
                new ConjunctionScreener(LEAP_SECONDS, new OrbitPrediction(propagator, LEAP_SECONDS, 64));
        OrbitPropagator other =
                new OrbitPropagator(ShellOfOrbits.PHYSICS, new ForceModel(2, false, false, false, false));
        OrbitTables takes = new OrbitTables(other, LEAP_SECONDS, 6 * 3600, 4);
        takes.give(makes.tabulate(query, EPOCH, until).orElseThrow());
        takes.give(makes.tabulate(member, EPOCH, until).orElseThrow());
        ShardScreening given = new ShardScreening(takes, screener, wide);
        given.put(member);
        ShardScreening alone = share(wide);
        alone.put(member);
        List<Conjunction> found = given.screen(query, EPOCH, until, Set.of("1"));
        List<Conjunction> expected = alone.screen(query, EPOCH, until, Set.of("1"));
        assertThat(found).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).tcaMicros()).isEqualTo(expected.get(i).tcaMicros());
            assertThat(found.get(i).missRtnMetres())
                    .containsExactly(expected.get(i).missRtnMetres());
        }
    }

    @Test
    void anOrbitThatIsNotScreenedHasNoTableToSend() {
        OrbitTables makes = new OrbitTables(propagator, LEAP_SECONDS, 6 * 3600, 1);
        CatalogueOrbit vague = ShellOfOrbits.orbit("1", 0, EPOCH, STATE, 30_000);
        assertThat(makes.tabulate(vague, EPOCH, EPOCH + HOUR)).isEmpty();
    }
}

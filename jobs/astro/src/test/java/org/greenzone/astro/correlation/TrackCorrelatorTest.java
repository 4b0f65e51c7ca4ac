package org.greenzone.astro.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.greenzone.astro.correlation.Correlation.Ambiguous;
import org.greenzone.astro.correlation.Correlation.Correlated;
import org.greenzone.astro.correlation.Correlation.Hypothesis;
import org.greenzone.astro.correlation.Correlation.Uncorrelated;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

class TrackCorrelatorTest {
    private static final double[] SIGMAS = {50, 150, 100, 0.15, 0.05, 0.1, 0.005};
    private static final Site.Noise BEAM = new Site.Noise(15, 0.1, Math.toRadians(1), Math.toRadians(1));
    private static final Plan FULL = new Plan(20_000, 20, 10, true, true);
    private static final Plan RANGES = new Plan(20_000, 20, 10, false, false);

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final SyntheticTracks tracks = new SyntheticTracks(data, propagator, 21);
    private final TrackCorrelator correlator = new TrackCorrelator(data, propagator);

    private List<OrbitalState> catalogue(CatalogueSnapshot snapshot, int count) {
        List<OrbitalState> truths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            OrbitalState truth = tracks.orbit();
            truths.add(truth);
            snapshot.put(tracks.prior(truth, String.valueOf(1000 + i), SIGMAS));
        }
        return truths;
    }

    private static String objectOf(Correlation correlation) {
        return correlation instanceof Correlated correlated ? correlated.prior().objectId() : "";
    }

    @Test
    void findsTheObjectAmongManyAlsoByRangesAlone() {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<OrbitalState> truths = catalogue(snapshot, 150);
        int right = 0;
        for (int i = 0; i < 40; i++) {
            Plan plan = i % 2 == 0 ? FULL : RANGES;
            Site site = tracks.siteUnder(truths.get(i), plan.centreSeconds(), BEAM);
            Track track = tracks.track(truths.get(i), site, plan);
            List<Correlation> found = correlator.correlate(List.of(track), site, snapshot);
            right += objectOf(found.get(0)).equals(String.valueOf(1000 + i)) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(39);
    }

    @Test
    void unknownObjectBelongsToNobody() {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        catalogue(snapshot, 150);
        for (int i = 0; i < 20; i++) {
            OrbitalState stranger = tracks.orbit();
            Site site = tracks.siteUnder(stranger, FULL.centreSeconds(), BEAM);
            Track track = tracks.track(stranger, site, i % 2 == 0 ? FULL : RANGES);
            assertThat(correlator.correlate(List.of(track), site, snapshot).get(0))
                    .isInstanceOf(Uncorrelated.class);
        }
    }

    /** Five in a train a kilometre apart, which are known to about half a kilometre when they are seen. */
    @Test
    void closeNeighboursAreAssignedJointlyWhateverTheOrderOfTheirTracks() {
        List<Correlation> found = train(Arrays.stream(SIGMAS).map(s -> s / 3).toArray());
        assertThat(found).hasOnlyElementsOfType(Correlated.class);
        assertThat(found).extracting(TrackCorrelatorTest::objectOf).doesNotHaveDuplicates();
    }

    /** The same, known to more than a kilometre. */
    @Test
    void neighboursThatAreNotKnownApartAreAmbiguousWhateverTheOrderOfTheirTracks() {
        assertThat(train(SIGMAS)).hasAtLeastOneElementOfType(Ambiguous.class);
    }

    /** What comes of the tracks of a train; checks that their order does not matter. */
    private List<Correlation> train(double[] sigmas) {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        OrbitalState leader = tracks.orbit();
        List<OrbitalState> train = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Trajectory trajectory = propagator.propagate(leader, 0, 10);
            double[] state = new double[6];
            trajectory.state(0.15 * i, state);
            OrbitalState member = new OrbitalState(
                    leader.epochMicros(), state, leader.ballisticCoefficient(), leader.radiationCoefficient());
            train.add(member);
            snapshot.put(tracks.prior(member, String.valueOf(1000 + i), sigmas));
        }
        Site site = tracks.siteUnder(leader, 5_000, BEAM);
        List<Track> seen = new ArrayList<>();
        for (OrbitalState member : train) {
            seen.add(tracks.track(member, site, new Plan(5_000, 20, 10, true, true)));
        }
        List<Correlation> expected = correlator.correlate(seen, site, snapshot);
        Random random = new Random(1);
        for (int trial = 0; trial < 4; trial++) {
            List<Track> shuffled = new ArrayList<>(seen);
            Collections.shuffle(shuffled, random);
            List<Correlation> found = new TrackCorrelator(data, propagator).correlate(shuffled, site, snapshot);
            for (int i = 0; i < seen.size(); i++) {
                int at = shuffled.indexOf(seen.get(i));
                assertThat(found.get(at)).isEqualTo(expected.get(i));
            }
        }
        return expected;
    }

    /** Near the zenith two fields of view of one radar see the same object at the same time. */
    @Test
    void twoLooksAtOneObjectAtOnceAreBothItsOwn() {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<OrbitalState> truths = catalogue(snapshot, 20);
        Site site = tracks.siteUnder(truths.get(3), 5_000, BEAM);
        Track first = tracks.track(truths.get(3), site, new Plan(5_000, 12, 1, true, true));
        Track second = tracks.track(truths.get(3), site, new Plan(5_004, 5, 1, true, true));

        List<Correlation> found = correlator.correlate(List.of(first, second), site, snapshot);

        assertThat(found).extracting(TrackCorrelatorTest::objectOf).containsExactly("1003", "1003");
    }

    @Test
    void looksThatFollowEachOtherAreOfOneObjectThoughAnotherTrackBridgesThem() {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<OrbitalState> truths = catalogue(snapshot, 20);
        for (int i = 0; i < truths.size(); i++) {
            Site site = tracks.siteUnder(truths.get(i), 5_000, BEAM);
            Track before = tracks.track(truths.get(i), site, new Plan(4_930, 10, 1, true, true));
            Track after = tracks.track(truths.get(i), site, new Plan(5_070, 10, 1, true, true));
            Track bridge = tracks.track(tracks.orbit(), site, new Plan(5_000, 150, 1, true, true));

            List<Correlation> found = correlator.correlate(List.of(before, bridge, after), site, snapshot);

            String object = String.valueOf(1000 + i);
            assertThat(found).extracting(TrackCorrelatorTest::objectOf).containsExactly(object, "", object);
        }
    }

    @Test
    void wrongClaimDoesNotMakeAMatch() {
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<OrbitalState> truths = catalogue(snapshot, 20);
        Site site = tracks.siteUnder(truths.get(3), FULL.centreSeconds(), BEAM);
        Track honest = tracks.track(truths.get(3), site, FULL);
        Track claiming = Track.of("s", "s", "test", "1007", honest.correctionsApplied(), honest.measurements());

        assertThat(objectOf(
                        correlator.correlate(List.of(claiming), site, snapshot).get(0)))
                .isEqualTo("1003");
    }

    /** Two objects of one orbit, so close that nothing tells them apart: until one of them is known better. */
    @Test
    void aTrackBetweenTwoObjectsIsAmbiguousUntilOneOfThemIsKnownBetter() {
        double[] vague = {300, 3000, 300, 3, 0.3, 0.3, 0.005};
        double[] sharp = {5, 15, 5, 0.02, 0.005, 0.005, 1e-4};
        OrbitalState first = tracks.orbit();
        Trajectory trajectory = propagator.propagate(first, 0, 10);
        double[] state = new double[6];
        trajectory.state(0.1, state);
        OrbitalState second = new OrbitalState(
                first.epochMicros(), state, first.ballisticCoefficient(), first.radiationCoefficient());
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        snapshot.put(tracks.prior(first, "1000", vague));
        snapshot.put(tracks.prior(second, "1001", vague));
        Plan plan = new Plan(5_000, 20, 1, true, true);
        Site site = tracks.siteUnder(first, plan.centreSeconds(), BEAM);
        Track track = tracks.track(first, site, plan);

        Correlation before =
                correlator.correlate(List.of(track), site, snapshot).get(0);
        assertThat(before).isInstanceOfSatisfying(Ambiguous.class, open -> {
            assertThat(open.hypotheses()).extracting(h -> h.prior().objectId()).containsOnly("1000", "1001");
            assertThat(open.hypotheses().stream()
                            .mapToDouble(Hypothesis::probability)
                            .sum())
                    .isBetween(0.9, 1 + 1e-12);
            assertThat(open.hypotheses().get(0).probability())
                    .isGreaterThanOrEqualTo(open.hypotheses().get(1).probability());
        });

        snapshot.put(tracks.prior(second, "1001", sharp));
        Map<String, Set<String>> both = Map.of(track.trackId(), Set.of("1000", "1001"));
        assertThat(objectOf(correlator
                        .reconsider(List.of(track), site, both, snapshot)
                        .get(0)))
                .isEqualTo("1000");
        // Only what it was ambiguous between is asked.
        Map<String, Set<String>> one = Map.of(track.trackId(), Set.of("1001"));
        assertThat(correlator.reconsider(List.of(track), site, one, snapshot).get(0))
                .isInstanceOf(Uncorrelated.class);
    }
}

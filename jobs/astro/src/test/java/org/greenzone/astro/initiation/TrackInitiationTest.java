package org.greenzone.astro.initiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

/** A breakup of some fragments, seen by radars whose angles are those of a beam. */
class TrackInitiationTest {
    private static final int FRAGMENTS = 14;
    private static final double SPEED_SIGMA = 50;
    private static final int OTHERS_ASKED = 3;
    private static final double[] PASSES = {3_100, 13_900, 31_000, 47_500};
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(1), Math.toRadians(1));
    private static final PhysicalData DATA = PhysicalData.builtIn();

    private record Seen(Track track, Site site, int fragment) {}

    /** The fragments, and what of them is seen by the order of its end. */
    private static final class Breakup {
        private final OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
        private final SyntheticTracks synthetic = new SyntheticTracks(DATA, propagator, 7);
        private final List<CatalogueOrbit> catalogue;
        private final List<OrbitalState> truths = new ArrayList<>();
        private final List<Seen> seen = new ArrayList<>();
        private final Map<String, Integer> truthOf = new HashMap<>();
        private final Map<String, Initiated> objects = new TreeMap<>();
        private final Map<String, CatalogueOrbit> started = new TreeMap<>();
        private TrackInitiation initiation = new TrackInitiation(DATA, InitiationState.EMPTY);

        Breakup() {
            OrbitalState parent = new OrbitalState(
                    SyntheticTracks.EPOCH, new double[] {6_880_000, 0, 0, 0, 1_000, 7_560}, 0.01, 0.006);
            catalogue = List.of(synthetic.prior(parent, "P", new double[] {10, 200, 50, 0.2, 0.01, 0.05, 0.002}));
            Random random = new Random(1408);
            for (int f = 0; f < FRAGMENTS; f++) {
                double[] state = parent.stateGcrf().clone();
                for (int j = 3; j < 6; j++) {
                    state[j] += SPEED_SIGMA * random.nextGaussian();
                }
                truths.add(new OrbitalState(parent.epochMicros(), state, 0.05 + 0.3 * random.nextDouble(), 0.1));
            }
            for (double pass : PASSES) {
                Site site = synthetic.siteUnder(parent, pass, NOISE);
                for (int f = 0; f < FRAGMENTS; f++) {
                    double at = nearest(propagator, truths.get(f), parent, pass);
                    seen.add(new Seen(synthetic.track(truths.get(f), site, new Plan(at, 15, 1, true, true)), site, f));
                }
            }
            seen.sort(Comparator.comparingLong(s -> s.track().endMicros()));
            seen.forEach(s -> truthOf.put(s.track().trackId(), s.fragment()));
        }

        void play(List<Seen> tracks) {
            for (int i = 0; i < tracks.size(); i++) {
                Seen s = tracks.get(i);
                if (i % 20 == 19) {
                    initiation = new TrackInitiation(DATA, initiation.state());
                }
                for (Initiated object : initiation.accept(s.track(), s.site(), () -> catalogue)) {
                    objects.put(object.objectId(), object);
                    object.determination()
                            .filter(Determined.class::isInstance)
                            .ifPresent(d -> started.put(object.objectId(), ((Determined) d).orbit()));
                }
            }
        }

        int fragmentOf(Initiated object) {
            return truthOf.getOrDefault(object.tracks().get(0).trackId(), -1);
        }
    }

    @Test
    void aCorrelatedTrackIsLeftToItsObjectAndTakenFromTheOthers() {
        Breakup breakup = new Breakup();
        int before = FRAGMENTS * (PASSES.length - 1);
        breakup.play(breakup.seen.subList(0, before));
        int agreed = 0;
        int asked = 0;
        for (Initiated object : List.copyOf(breakup.objects.values())) {
            for (Seen s : breakup.seen.subList(before, breakup.seen.size())) {
                int apart = Math.floorMod(s.fragment() - breakup.fragmentOf(object), FRAGMENTS);
                if (apart > OTHERS_ASKED) {
                    continue;
                }
                boolean own = apart == 0;
                TrackInitiation other = new TrackInitiation(DATA, breakup.initiation.state());
                boolean isOf = other.ask(s.track(), s.site(), object.objectId()).isOfObject();
                asked += own ? 1 : 0;
                agreed += own && isOf ? 1 : 0;
                if (!own) {
                    assertThat(isOf)
                            .as("a track of %s is one of %s", s.fragment(), breakup.fragmentOf(object))
                            .isFalse();
                }
            }
        }

        assertThat(asked).isGreaterThanOrEqualTo(FRAGMENTS / 2);
        assertThat(agreed).isEqualTo(asked);
        Seen any = breakup.seen.get(before);
        assertThat(breakup.initiation
                        .ask(any.track(), any.site(), "of the catalogue")
                        .isOfObject())
                .isTrue();
    }

    @Test
    void aTrackThatSeemedToBeOfNoCloudComesToItsObjectWhenThatGrows() {
        Breakup breakup = new Breakup();
        int stray = FRAGMENTS;
        Seen missed = breakup.seen.get(stray);
        List<Seen> others = new ArrayList<>(breakup.seen);
        others.remove(stray);
        int last = others.stream().map(Seen::fragment).toList().lastIndexOf(missed.fragment());
        breakup.play(others.subList(0, last));
        InitiationState before = breakup.initiation.state();
        List<InitiationState.Seen> seen = new ArrayList<>(before.seen());
        seen.add(new InitiationState.Seen(missed.track(), missed.site()));
        breakup.initiation = new TrackInitiation(
                DATA,
                new InitiationState(
                        seen,
                        List.of(missed.track().trackId()),
                        before.clouds(),
                        before.unsearched(),
                        before.searched(),
                        before.inObjects(),
                        before.withOrbit()));

        breakup.play(others.subList(last, last + 1));

        Map<String, String> joined = breakup.initiation.joinedTracks();
        String object = joined.get(others.get(last).track().trackId());
        assertThat(object).isNotNull();
        assertThat(joined.get(missed.track().trackId())).isEqualTo(object);
        assertThat(breakup.initiation.state().pool()).isEmpty();
    }

    @Test
    void fragmentsOfABreakupGetOneOrbitEachFromTheirTracksAlone() {
        Breakup breakup = new Breakup();
        breakup.play(breakup.seen);
        TrackInitiation initiation = breakup.initiation;
        Map<String, Integer> truthOf = breakup.truthOf;
        Map<String, CatalogueOrbit> started = breakup.started;

        assertThat(initiation.origins()).hasSize(1);
        Origin origin = initiation.origins().get(0);
        assertThat(origin.parentId()).isEqualTo("P");
        double off = (origin.epochMicros() - SyntheticTracks.EPOCH) / 1e6;
        assertThat(Math.abs(off)).isLessThan(Math.max(1, 4 * origin.epochSigmaSeconds()));
        assertThat(Math.abs(off)).isLessThan(5);
        Set<Integer> found = new HashSet<>();
        for (Initiated object : breakup.objects.values()) {
            List<Integer> of = object.tracks().stream()
                    .map(t -> truthOf.get(t.trackId()))
                    .distinct()
                    .toList();
            assertThat(of)
                    .as("tracks of %s are of one fragment", object.objectId())
                    .hasSize(1);
            assertThat(found.add(of.get(0)))
                    .as("fragment %s has one object", of.get(0))
                    .isTrue();
        }
        // Given normal errors the sum is chi-squared with six degrees of freedom for each orbit: within four sigmas.
        double sum = 0;
        for (CatalogueOrbit orbit : started.values()) {
            int of = orbit.restsOn().stream()
                    .flatMap(id -> Optional.ofNullable(truthOf.get(id)).stream())
                    .findFirst()
                    .orElseThrow();
            sum += SyntheticTracks.nees(orbit, breakup.synthetic.truth(breakup.truths.get(of), orbit.epochMicros()), 6);
        }
        assertThat(started).hasSizeGreaterThanOrEqualTo(FRAGMENTS * 9 / 10);
        double degrees = 6.0 * started.size();
        assertThat(sum)
                .as("of %d orbits", started.size())
                .isBetween(degrees - 4 * Math.sqrt(2 * degrees), degrees + 4 * Math.sqrt(2 * degrees));
    }

    /** When a fragment is where the parent is at an instant, within a few seconds. */
    private static double nearest(OrbitPropagator propagator, OrbitalState fragment, OrbitalState parent, double pass) {
        double[] place = new double[3];
        double[] here = new double[3];
        propagator.propagate(parent, 0, pass).position(pass, place);
        Trajectory trajectory = propagator.propagate(fragment, 0, pass + 1_500);
        double best = Double.POSITIVE_INFINITY;
        double at = pass;
        for (double t = pass - 1_500; t < pass + 1_490; t += 5) {
            trajectory.position(t, here);
            double distance = Math.sqrt(Math.pow(here[0] - place[0], 2)
                    + Math.pow(here[1] - place[1], 2)
                    + Math.pow(here[2] - place[2], 2));
            if (distance < best) {
                best = distance;
                at = t;
            }
        }
        return at;
    }
}

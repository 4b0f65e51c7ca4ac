package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.greenzone.astro.breakup.Breakup.Certainty;
import org.greenzone.astro.breakup.BreakupDetector.Observation;
import org.greenzone.astro.catalogue.CatalogueOrbit;
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

/** Objects that part at one instant, seen by radars whose angles are those of a beam. */
class BreakupDetectorTest {
    private static final long WINDOW_MICROS = 30_000_000L;
    private static final double FIRST_PASS = 5_900;
    /** Seven of them stand within the time in which an origin is looked for. */
    private static final double HALF_REVOLUTION = 2_850;

    private static final double SECOND_PASS = 13_300;
    private static final double[] PARENT = {6_880_000, 0, 0, 0, 1_000, 7_560};
    private static final double[] PARENT_SIGMAS = {10, 200, 50, 0.2, 0.01, 0.05, 0.002};
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(1), Math.toRadians(1));
    private static final PhysicalData DATA = PhysicalData.builtIn();

    private final OrbitPropagator propagator = new OrbitPropagator(DATA, ForceModel.STANDARD);
    private final SyntheticTracks synthetic = new SyntheticTracks(DATA, propagator, 7);
    private final Random random = new Random(1408);
    private final OrbitalState parent = new OrbitalState(SyntheticTracks.EPOCH, PARENT, 0.01, 0.006);
    private final TreeMap<Long, List<Observation>> windows = new TreeMap<>();

    /** Objects that leave a state at its epoch, with velocities about a mean, m/s each axis. */
    private List<OrbitalState> parting(OrbitalState from, int count, double[] mean, double sigma) {
        List<OrbitalState> objects = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            double[] state = from.stateGcrf().clone();
            for (int j = 0; j < 3; j++) {
                state[3 + j] += mean[j] + sigma * random.nextGaussian();
            }
            objects.add(new OrbitalState(from.epochMicros(), state, 0.05 + 0.2 * random.nextDouble(), 0.1));
        }
        return objects;
    }

    /** A pass over a radar under an orbit at so many seconds after its epoch. */
    private void pass(List<OrbitalState> objects, OrbitalState under, double seconds) {
        Site site = synthetic.siteUnder(under, seconds, NOISE);
        double[] place = new double[3];
        propagator.propagate(under, 0, seconds).position(seconds, place);
        for (OrbitalState object : objects) {
            double at = nearest(object, place, seconds);
            Track track = synthetic.track(object, site, new Plan(at, 12, 1, true, true));
            long decided = (Math.floorDiv(track.endMicros(), WINDOW_MICROS) + 1) * WINDOW_MICROS;
            windows.computeIfAbsent(decided, w -> new ArrayList<>())
                    .add(new Observation(track, site, "UCT-" + track.trackId(), true));
        }
    }

    private double nearest(OrbitalState object, double[] place, double seconds) {
        double[] here = new double[3];
        Trajectory trajectory = propagator.propagate(object, 0, seconds + 900);
        double best = Double.POSITIVE_INFINITY;
        double at = seconds;
        for (double t = seconds - 900; t < seconds + 890; t += 5) {
            trajectory.position(t, here);
            double distance =
                    Math.pow(here[0] - place[0], 2) + Math.pow(here[1] - place[1], 2) + Math.pow(here[2] - place[2], 2);
            if (distance < best) {
                best = distance;
                at = t;
            }
        }
        return at;
    }

    private BreakupDetector detector(BreakupState state, List<CatalogueOrbit> catalogue) {
        BreakupDetector detector = new BreakupDetector(DATA, new ParentMasses(Map.of("P", 1750.0)), state);
        catalogue.forEach(detector::learn);
        return detector;
    }

    private CatalogueOrbit catalogued(OrbitalState state, String id) {
        return synthetic.prior(state, id, PARENT_SIGMAS);
    }

    /** All events of the windows, through a detector that is taken apart and put together again every so many windows. */
    private List<Breakup> run(List<CatalogueOrbit> catalogue, int restartEach) {
        BreakupDetector detector = detector(BreakupState.EMPTY, catalogue);
        List<Breakup> events = new ArrayList<>();
        int n = 0;
        for (Map.Entry<Long, List<Observation>> window : windows.entrySet()) {
            window.getValue()
                    .sort(Comparator.comparingLong((Observation o) -> o.track().endMicros())
                            .thenComparing(o -> o.track().trackId()));
            if (++n % restartEach == 0) {
                detector = detector(detector.state(), catalogue);
            }
            events.addAll(detector.decide(window.getKey(), window.getValue()));
        }
        return events;
    }

    private List<Breakup> run(List<CatalogueOrbit> catalogue) {
        return run(catalogue, Integer.MAX_VALUE);
    }

    private CatalogueOrbit intact() {
        return catalogued(parent, "P");
    }

    @Test
    void theParentIsNamedInTheFirstPassAndConfirmedInTheNextOne() {
        List<OrbitalState> fragments = parting(parent, 14, new double[3], 85);
        pass(fragments, parent, FIRST_PASS);
        pass(fragments, parent, SECOND_PASS);
        CatalogueOrbit known = intact();

        List<Breakup> events = run(List.of(known));

        Breakup first = events.get(0);
        long fifth = windows.values().stream()
                .flatMap(List::stream)
                .mapToLong(o -> o.track().endMicros())
                .sorted()
                .toArray()[4];
        assertThat(first.certainty()).isEqualTo(Certainty.SUSPECTED);
        assertThat(first.parents())
                .singleElement()
                .extracting(Breakup.Parent::objectId)
                .isEqualTo("P");
        assertThat(first.createdMicros()).isLessThanOrEqualTo(fifth + 60_000_000L);
        Breakup last = events.get(events.size() - 1);
        assertThat(last.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(last.breakupId()).isEqualTo(first.breakupId());
        assertThat(last.count().tracks()).isGreaterThanOrEqualTo(25);
        assertThat(last.parents().get(0).expectedAboveTenCentimetres()).isCloseTo(1388, within(1.0));
        for (Breakup event : events) {
            double off = Math.abs(event.epochMicros() - SyntheticTracks.EPOCH) / 1e6;
            assertThat(off).as("epoch of revision %d", event.revision()).isLessThan(3 * event.epochSigmaSeconds());
            assertThat(event.count().uniqueObjects()).isLessThanOrEqualTo(14);
        }
        assertThat(last.count().uniqueObjects()).isGreaterThan(7);
        assertThat(last.deltaV().medianSpeed()).isBetween(70.0, 250.0);
        assertThat(run(List.of(known), 3)).usingRecursiveComparison().isEqualTo(events);
    }

    @Test
    void satellitesThatALauncherSetsFreeAreNoBreakup() {
        pass(parting(parent, 60, new double[] {0.5, 0.5, 1}, 0.7), parent, FIRST_PASS);

        assertThat(run(List.of(intact()))).isEmpty();
    }

    @Test
    void satellitesOfAnUnknownLauncherInANeighbouringOrbitAreNoBreakup() {
        pass(parting(parent, 60, new double[] {20, 5, 35}, 0.7), parent, FIRST_PASS);

        assertThat(run(List.of(intact()))).isEmpty();
    }

    @Test
    void anObjectThatManoeuvredIsNoBreakup() {
        List<OrbitalState> moved = parting(parent, 1, new double[] {0, 10, 25}, 0);
        for (int half = 2; half <= 8; half++) {
            pass(moved, parent, half * HALF_REVOLUTION);
        }

        assertThat(run(List.of(intact()))).isEmpty();
    }

    @Test
    void anObjectThatIsFoundAgainIsNoBreakup() {
        double[] elsewhere = {6_900_000, 40_000, 0, 30, 1_010, 7_540};
        OrbitalState found = new OrbitalState(SyntheticTracks.EPOCH, elsewhere, 0.02, 0.02);
        for (int half = 2; half <= 8; half++) {
            pass(List.of(found), found, half * HALF_REVOLUTION);
        }

        assertThat(run(List.of(intact()))).isEmpty();
    }

    @Test
    void twoThatDockAndPartAreNoBreakup() {
        List<OrbitalState> visitors = new ArrayList<>(parting(parent, 1, new double[] {0.3, 0, 0.4}, 0));
        visitors.addAll(parting(parent, 1, new double[] {0, -0.5, 12}, 0));
        for (int half = 2; half <= 7; half++) {
            pass(visitors, parent, half * HALF_REVOLUTION);
        }

        assertThat(run(List.of(intact()))).isEmpty();
    }

    @Test
    void aCollisionIsOneEventWithTwoParents() {
        OrbitalState other = new OrbitalState(
                SyntheticTracks.EPOCH, new double[] {6_880_300, 200, 0, 30, 7_450, -1_570}, 0.01, 0.006);
        List<OrbitalState> ofParent = parting(parent, 12, new double[3], 60);
        List<OrbitalState> ofOther = parting(other, 12, new double[3], 60);
        pass(ofParent, parent, FIRST_PASS);
        pass(ofOther, other, FIRST_PASS + 1_200);
        pass(ofParent, parent, SECOND_PASS);
        pass(ofOther, other, SECOND_PASS + 1_200);

        List<Breakup> events = run(List.of(intact(), catalogued(other, "Q")));

        Breakup last = events.get(events.size() - 1);
        assertThat(events).extracting(Breakup::breakupId).containsOnly(last.breakupId());
        assertThat(last.parents()).extracting(Breakup.Parent::objectId).containsExactlyInAnyOrder("P", "Q");
        assertThat(last.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(last.epochSigmaSeconds()).isLessThan(1);
        assertThat((double) last.epochMicros())
                .isCloseTo(SyntheticTracks.EPOCH, within(3e6 * last.epochSigmaSeconds()));
        assertThat(last.count().tracks()).isEqualTo(48);
    }

    @Test
    void aSuspicionThatNothingConfirmsForADayIsWithdrawn() {
        pass(parting(parent, 8, new double[3], 60), parent, FIRST_PASS);
        long later = windows.lastKey() + 25 * 3_600_000_000L;
        windows.put(later, new ArrayList<>());

        List<Breakup> events = run(List.of(intact()));

        assertThat(events.get(0).certainty()).isEqualTo(Certainty.SUSPECTED);
        Breakup last = events.get(events.size() - 1);
        assertThat(last.certainty()).isEqualTo(Certainty.WITHDRAWN);
        assertThat(last.createdMicros()).isEqualTo(later);
        assertThat(last.revision()).isEqualTo(events.size() - 1);
        assertThat(last.reason()).contains("nothing more was seen");
    }

    @Test
    void theYearOfTheLaunchIsThatOfTheDesignator() {
        assertThat(BreakupReport.launchYear("1982-092A")).isEqualTo(1982);
        assertThat(BreakupReport.launchYear("")).isZero();
        assertThat(BreakupReport.launchYear("82092A")).isZero();
    }
}

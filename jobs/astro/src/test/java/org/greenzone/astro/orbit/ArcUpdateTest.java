package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.ArcStep.Fate;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

class ArcUpdateTest {
    private static final double[] PRIOR_SIGMAS = {100, 300, 120, 0.3, 0.1, 0.12, 0.005};
    private static final double[] PASSES = {5_000, 17_000, 28_000, 41_000, 52_000};
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));

    private final PhysicalData data = PhysicalData.builtIn();
    /** Degree 12 in truth and orbit alike: five times as fast. */
    private final ForceModel forces = new ForceModel(12, true, true, true, true);

    private final OrbitPropagator propagator = new OrbitPropagator(data, forces);
    private final ArcUpdate update = new ArcUpdate(data, forces);

    /** A track with its receiver. */
    private record Seen(Track track, Site site, boolean claimed) {
        Seen onlyClaimed() {
            return new Seen(track, site, true);
        }
    }

    private Seen seen(SyntheticTracks tracks, OrbitalState truth, double seconds) {
        Site site = tracks.siteUnder(truth, seconds, NOISE);
        return new Seen(tracks.track(truth, site, new Plan(seconds, 20, 10, true, true)), site, false);
    }

    private List<Seen> seen(SyntheticTracks tracks, OrbitalState truth, double... passes) {
        List<Seen> all = new ArrayList<>();
        for (double pass : passes) {
            all.add(seen(tracks, truth, pass));
        }
        return all;
    }

    private ArcUpdate.Outcome add(ObjectArc arc, Seen seen) {
        return update.add(arc, seen.track(), seen.site(), seen.claimed(), "1");
    }

    private ObjectArc addAll(ObjectArc arc, List<Seen> all) {
        ObjectArc grown = arc;
        for (Seen seen : all) {
            grown = add(grown, seen).arc();
        }
        return grown;
    }

    private static void assertSame(CatalogueOrbit one, CatalogueOrbit other) {
        assertThat(one.orbitId()).isEqualTo(other.orbitId());
        assertThat(one.revision()).isEqualTo(other.revision());
        assertThat(one.epochMicros()).isEqualTo(other.epochMicros());
        assertThat(one.availableMicros()).isEqualTo(other.availableMicros());
        assertThat(one.stateGcrf()).isEqualTo(other.stateGcrf());
        assertThat(one.ballisticCoefficient()).isEqualTo(other.ballisticCoefficient());
        assertThat(one.radiationCoefficient()).isEqualTo(other.radiationCoefficient());
        assertThat(one.covarianceRtn()).isEqualTo(other.covarianceRtn());
        assertThat(one.radiationCovarianceRtn()).isEqualTo(other.radiationCovarianceRtn());
        assertThat(one.realism()).isEqualTo(other.realism());
        assertThat(one.restsOn()).isEqualTo(other.restsOn());
        assertThat(one.tracksUsed()).isEqualTo(other.tracksUsed());
        assertThat(one.weightedRms()).isEqualTo(other.weightedRms());
    }

    private void anyOrderGivesTheOrbitOfTimelyTracks(ObjectArc start, List<Seen> timely, long seed) {
        ObjectArc inOrder = addAll(start, timely);
        CatalogueOrbit orbit = inOrder.newest().orElseThrow();
        List<List<Seen>> orders = new ArrayList<>();
        List<Seen> reversed = new ArrayList<>(timely);
        Collections.reverse(reversed);
        orders.add(reversed);
        List<Seen> oldestLast = new ArrayList<>(timely);
        Collections.rotate(oldestLast, -1);
        orders.add(oldestLast);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            List<Seen> shuffled = new ArrayList<>(timely);
            Collections.shuffle(shuffled, random);
            orders.add(shuffled);
        }
        for (List<Seen> order : orders) {
            ObjectArc arc = addAll(start, order);
            assertSame(arc.newest().orElseThrow(), orbit);
            assertThat(arc.steps().stream().map(s -> s.track().trackId()))
                    .containsExactlyElementsOf(
                            timely.stream().map(s -> s.track().trackId()).toList());
            assertThat(arc.steps().stream().map(ArcStep::fate))
                    .containsExactlyElementsOf(
                            inOrder.steps().stream().map(ArcStep::fate).toList());
        }
    }

    @Test
    void tracksOfAKnownObjectGiveInAnyOrderTheOrbitOfTimelyOnes() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 21);
        OrbitalState truth = tracks.orbit();
        ObjectArc start = ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS));

        anyOrderGivesTheOrbitOfTimelyTracks(start, seen(tracks, truth, PASSES), 1);
    }

    @Test
    void tracksOfANewObjectGiveInAnyOrderTheOrbitOfTimelyOnes() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 22);
        OrbitalState truth = tracks.orbit();

        anyOrderGivesTheOrbitOfTimelyTracks(ObjectArc.EMPTY, seen(tracks, truth, PASSES), 2);
    }

    @Test
    void tracksBeforeTheEpochOfThePriorAreFusedToo() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 23);
        OrbitalState truth = tracks.orbit();
        ObjectArc start = ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS));
        List<Seen> timely = seen(tracks, truth, -22_000, -9_000, 5_000);

        anyOrderGivesTheOrbitOfTimelyTracks(start, timely, 3);

        ObjectArc arc = addAll(start, timely);
        assertThat(arc.steps()).allMatch(s -> s.fate() == Fate.FUSED);
        CatalogueOrbit orbit = arc.newest().orElseThrow();
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }

    @Test
    void orbitOfANewObjectIsAsGoodAsItsCovarianceSays() {
        double sum = 0;
        int cases = 12;
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 24);
        for (int i = 0; i < cases; i++) {
            OrbitalState truth = tracks.orbit();
            CatalogueOrbit orbit = addAll(ObjectArc.EMPTY, seen(tracks, truth, 0, 6_000, 22_000))
                    .newest()
                    .orElseThrow();
            assertThat(orbit.tracksUsed()).isEqualTo(3);
            sum += SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6);
        }
        // Chi-squared with 6 degrees of freedom: mean 6; over 12 cases its sigma is 1.
        assertThat(sum / cases).isBetween(2.5, 9.5);
    }

    @Test
    void aTrackIsTakenOnce() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 25);
        Seen seen = seen(tracks, tracks.orbit(), 0);
        ObjectArc arc = add(ObjectArc.EMPTY, seen).arc();

        assertThatThrownBy(() -> add(arc, seen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arcKeepsItsNewestStepsAndTheOrbitBeforeThem() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 26);
        OrbitalState truth = tracks.orbit();
        ObjectArc arc = ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS));
        for (int i = 0; i < ArcUpdate.LONGEST_STEPS + 2; i++) {
            arc = add(arc, seen(tracks, truth, 3_000 * (i + 1))).arc();
        }

        assertThat(arc.steps()).hasSize(ArcUpdate.LONGEST_STEPS);
        assertThat(arc.anchor().get(0).tracksUsed()).isEqualTo(3);
        long before = arc.newest().orElseThrow().epochMicros();
        ArcUpdate.Outcome late = add(arc, seen(tracks, truth, 1_500));
        assertThat(late.arc().newest().orElseThrow().epochMicros()).isEqualTo(before);
        CatalogueOrbit orbit = late.arc().newest().orElseThrow();
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }

    /** The orbit after a change of speed along track, as a state at the same epoch. */
    private OrbitalState burnt(OrbitalState orbit, double burnSeconds, double alongMetresPerSecond) {
        double[] state = new double[6];
        propagator.propagate(orbit, 0, burnSeconds).state(burnSeconds, state);
        double[] axes = new double[9];
        RtnFrame.axes(state, axes);
        for (int i = 0; i < 3; i++) {
            state[3 + i] += alongMetresPerSecond * axes[3 + i];
        }
        long micros = data.leapSeconds().plusSeconds(orbit.epochMicros(), burnSeconds);
        double[] back = new double[6];
        propagator
                .propagate(
                        new OrbitalState(micros, state, orbit.ballisticCoefficient(), orbit.radiationCoefficient()),
                        -burnSeconds,
                        0)
                .state(-burnSeconds, back);
        return new OrbitalState(orbit.epochMicros(), back, orbit.ballisticCoefficient(), orbit.radiationCoefficient());
    }

    @Test
    void secondTrackAfterABurnMakesTheManoeuvreCertain() {
        for (long seed = 31; seed < 34; seed++) {
            SyntheticTracks tracks = new SyntheticTracks(data, propagator, seed);
            OrbitalState truth = tracks.orbit();
            double burnSeconds = 57_000;
            OrbitalState after = burnt(truth, burnSeconds, 1);
            ObjectArc arc = addAll(ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS)), seen(tracks, truth, PASSES));
            List<Seen> later = seen(tracks, after, 66_000, 79_000, 90_000);

            ArcUpdate.Outcome first = add(arc, later.get(0).onlyClaimed());
            ArcUpdate.Outcome second = add(first.arc(), later.get(1).onlyClaimed());
            ArcUpdate.Outcome third = add(second.arc(), later.get(2));

            assertThat(first.step().fate()).as("seed " + seed).isEqualTo(Fate.SUSPICIOUS);
            assertThat(first.manoeuvre()).isEmpty();
            assertThat(first.arc().newest()).isEqualTo(arc.newest());
            assertThat(second.step().fate()).as("seed " + seed).isEqualTo(Fate.MANOEUVRED);
            Manoeuvre manoeuvre = second.manoeuvre().orElseThrow();
            long burn = data.leapSeconds().plusSeconds(SyntheticTracks.EPOCH, burnSeconds);
            assertThat(manoeuvre.timeMicros() / 1e6).as("seed " + seed).isCloseTo(burn / 1e6, within(600.0));
            double[] truly = {0, 1, 0};
            for (int i = 0; i < 3; i++) {
                assertThat(manoeuvre.deltaVRtn()[i])
                        .as("seed " + seed + " axis " + i)
                        .isCloseTo(truly[i], within(4 * manoeuvre.deltaVSigmaRtn()[i] + 0.05));
            }
            assertThat(manoeuvre.tracks())
                    .containsExactly(
                            later.get(0).track().trackId(), later.get(1).track().trackId());
            assertThat(third.step().fate()).isEqualTo(Fate.FUSED);
            assertThat(third.manoeuvre()).isEmpty();
            CatalogueOrbit orbit = third.arc().newest().orElseThrow();
            assertThat(SyntheticTracks.nees(orbit, tracks.truth(after, orbit.epochMicros()), 6))
                    .as("seed " + seed)
                    .isLessThan(25);
        }
    }

    /** As in the scenario quiet: after three tracks, two of them in one pass, the next comes hours later, and a false drag would explain where it is but not how fast. */
    @Test
    void aBurnIsNotTakenForDragAndNoise() {
        for (long seed = 41; seed < 44; seed++) {
            SyntheticTracks tracks = new SyntheticTracks(data, propagator, seed);
            OrbitalState truth = tracks.orbit();
            OrbitalState after = burnt(truth, 28_800, 1.5);
            ObjectArc arc = addAll(
                    ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS)), seen(tracks, truth, 5_836, 6_005, 11_931));
            List<Seen> later = seen(tracks, after, 33_617, 33_803);

            ArcUpdate.Outcome first = add(arc, later.get(0).onlyClaimed());
            ArcUpdate.Outcome second = add(first.arc(), later.get(1).onlyClaimed());

            assertThat(first.step().fate()).as("seed " + seed).isEqualTo(Fate.SUSPICIOUS);
            assertThat(second.step().fate()).as("seed " + seed).isEqualTo(Fate.MANOEUVRED);
            assertThat(second.manoeuvre()).isPresent();
        }
    }

    @Test
    void manoeuvreIsFoundInAnyOrderOfTheTracks() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 38);
        OrbitalState truth = tracks.orbit();
        OrbitalState after = burnt(truth, 57_000, 1);
        ObjectArc start = ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS));
        List<Seen> timely = new ArrayList<>(seen(tracks, truth, PASSES));
        List<Seen> later = seen(tracks, after, 66_000, 79_000);
        later.forEach(s -> timely.add(s.onlyClaimed()));

        ObjectArc inOrder = addAll(start, timely);
        ObjectArc withoutFirst = addAll(start, timely.subList(0, 5));
        withoutFirst = add(withoutFirst, timely.get(6)).arc();
        ArcUpdate.Outcome late = add(withoutFirst, timely.get(5));
        assertSame(late.arc().newest().orElseThrow(), inOrder.newest().orElseThrow());
        assertThat(late.step().fate()).isEqualTo(Fate.SUSPICIOUS);
        assertThat(late.manoeuvre()).isPresent();
        // One that changes nothing after it tells no news.
        ArcUpdate.Outcome again = add(late.arc(), seen(tracks, after, 90_000));
        assertThat(again.manoeuvre()).isEmpty();
    }

    @Test
    void oneTrackOfAnotherObjectMakesNoManoeuvre() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 39);
        OrbitalState truth = tracks.orbit();
        ObjectArc arc = addAll(ObjectArc.from(tracks.prior(truth, "1", PRIOR_SIGMAS)), seen(tracks, truth, PASSES));
        double[] behind = new double[6];
        propagator.propagate(truth, -4, 0).state(-4, behind);
        OrbitalState other = new OrbitalState(
                truth.epochMicros(), behind, truth.ballisticCoefficient(), truth.radiationCoefficient());

        ArcUpdate.Outcome wrong = add(arc, seen(tracks, other, 66_000).onlyClaimed());
        ArcUpdate.Outcome right = add(wrong.arc(), seen(tracks, truth, 79_000));

        assertThat(wrong.step().fate()).isIn(Fate.SUSPICIOUS, Fate.REFUSED);
        assertThat(wrong.step().reason()).isNotBlank();
        assertThat(wrong.manoeuvre()).isEmpty();
        assertThat(wrong.arc().newest()).isEqualTo(arc.newest());
        assertThat(right.step().fate()).isEqualTo(Fate.FUSED);
        assertThat(right.manoeuvre()).isEmpty();
        CatalogueOrbit orbit = right.arc().newest().orElseThrow();
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }

    @Test
    void priorThatIsTenSigmaOffIsRecoveredByThreeTracks() {
        for (long seed = 41; seed < 45; seed++) {
            SyntheticTracks tracks = new SyntheticTracks(data, propagator, seed);
            OrbitalState truth = tracks.orbit();
            CatalogueOrbit good = tracks.prior(truth, "1", PRIOR_SIGMAS);
            double[] off = good.stateGcrf().clone();
            double[] axes = new double[9];
            RtnFrame.axes(off, axes);
            for (int i = 0; i < 3; i++) {
                off[i] += 10
                        * (PRIOR_SIGMAS[0] * axes[i] + PRIOR_SIGMAS[1] * axes[3 + i] + PRIOR_SIGMAS[2] * axes[6 + i]);
                off[3 + i] += 10 * PRIOR_SIGMAS[4] * axes[3 + i];
            }
            ObjectArc arc = ObjectArc.from(new CatalogueOrbit(
                    "bad",
                    "1",
                    "",
                    "",
                    0,
                    good.epochMicros(),
                    good.availableMicros(),
                    off,
                    good.ballisticCoefficient(),
                    good.radiationCoefficient(),
                    good.covarianceRtn(),
                    good.source(),
                    1,
                    0,
                    0,
                    1,
                    good.rmsByKind(),
                    1,
                    List.of()));
            List<Fate> fates = new ArrayList<>();
            for (Seen seen : seen(tracks, truth, 5_000, 17_000, 28_000)) {
                ArcUpdate.Outcome outcome = add(arc, seen.onlyClaimed());
                assertThat(outcome.manoeuvre()).as("seed " + seed).isEmpty();
                fates.add(outcome.step().fate());
                arc = outcome.arc();
            }

            assertThat(fates).as("seed " + seed).contains(Fate.RECOVERED).doesNotContain(Fate.MANOEUVRED);
            CatalogueOrbit orbit = arc.newest().orElseThrow();
            assertThat(orbit.epochMicros()).isEqualTo(arc.steps().get(2).track().endMicros());
            assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                    .as("seed " + seed)
                    .isLessThan(25);
        }
    }

    @Test
    void trackOfADecayedObjectIsRefusedWithAReason() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 51);
        OrbitalState truth = tracks.orbit();
        double[] low = truth.stateGcrf().clone();
        double r = Math.sqrt(low[0] * low[0] + low[1] * low[1] + low[2] * low[2]);
        for (int i = 0; i < 6; i++) {
            low[i] *= i < 3 ? 6_518_137 / r : Math.sqrt(r / 6_518_137);
        }
        OrbitalState falling = new OrbitalState(truth.epochMicros(), low, 0.05, 0.02);
        ObjectArc arc = ObjectArc.from(tracks.prior(falling, "1", PRIOR_SIGMAS));

        for (boolean claimed : new boolean[] {false, true}) {
            Seen seen = seen(tracks, truth, 200_000 + 9_000 * arc.steps().size());
            ArcUpdate.Outcome outcome = update.add(arc, seen.track(), seen.site(), claimed, "1");
            assertThat(outcome.step().fate()).isEqualTo(Fate.REFUSED);
            assertThat(outcome.step().reason())
                    .contains("re-entered")
                    .doesNotContain("NaN")
                    .doesNotContain("\n");
            assertThat(outcome.arc().newest())
                    .isEqualTo(Optional.of(arc.anchor().get(0)));
            arc = outcome.arc();
        }
        // A third one that sees the object all the same is believed.
        ArcUpdate.Outcome alive = add(arc, seen(tracks, truth, 220_000).onlyClaimed());
        assertThat(alive.step().fate()).isEqualTo(Fate.RECOVERED);
        CatalogueOrbit orbit = alive.arc().newest().orElseThrow();
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }

    @Test
    void objectIsFollowedWhileItFalls() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 52);
        OrbitalState truth = tracks.orbit();
        double[] low = truth.stateGcrf().clone();
        double r = Math.sqrt(low[0] * low[0] + low[1] * low[1] + low[2] * low[2]);
        for (int i = 0; i < 6; i++) {
            low[i] *= i < 3 ? 6_558_137 / r : Math.sqrt(r / 6_558_137);
        }
        OrbitalState falling = new OrbitalState(truth.epochMicros(), low, 0.02, 0.02);
        ObjectArc arc = addAll(
                ObjectArc.from(tracks.prior(falling, "1", PRIOR_SIGMAS)), seen(tracks, falling, 3_000, 8_000, 14_000));

        CatalogueOrbit orbit = arc.newest().orElseThrow();
        assertThat(arc.steps()).allMatch(s -> s.fate() == Fate.FUSED);
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(falling, orbit.epochMicros()), 6))
                .isLessThan(25);
    }

    @Test
    void rangesOfOneStationWithoutPriorNeverMakeAnOrbit() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 53);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 0, NOISE);
        ObjectArc arc = ObjectArc.EMPTY;
        for (int i = 0; i < 3; i++) {
            Track track = tracks.track(truth, site, new Plan(60 * i, 10, 5, false, false));
            ArcUpdate.Outcome outcome = update.add(arc, track, site, true, "1");
            arc = outcome.arc();
            assertThat(outcome.step().fate()).isEqualTo(Fate.WAITING);
            assertThat(outcome.step().reason()).isNotBlank();
            assertThat(arc.newest()).isEmpty();
        }
        // They are not lost: the first track that gives an orbit takes them along.
        ArcUpdate.Outcome begun = add(arc, seen(tracks, truth, 6_000));
        CatalogueOrbit orbit = begun.arc().newest().orElseThrow();
        assertThat(orbit.tracksUsed()).isEqualTo(4);
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }
}

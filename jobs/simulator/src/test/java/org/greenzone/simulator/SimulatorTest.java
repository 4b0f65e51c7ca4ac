package org.greenzone.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;
import org.greenzone.simulator.scenario.Scenario;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static Scenario scenario;
    private static SimulationResult result;

    @BeforeAll
    static void simulateOnce() throws Exception {
        scenario = TestScenarios.small();
        result = Simulator.simulate(scenario, TestScenarios.PHYSICS, ProgressListener.NONE, 2);
    }

    private static String bytes(SimulationResult simulated) throws IOException {
        StringWriter out = new StringWriter();
        TruthWriter.objects(simulated, out);
        TruthWriter.tracks(simulated, out);
        TruthWriter.states(simulated, out);
        simulated.tracks().forEach(track -> out.write(track + "\n"));
        for (CatalogueOrbit orbit : simulated.catalogue()) {
            out.write(orbit.orbitId() + " " + java.util.Arrays.toString(orbit.stateGcrf()) + " "
                    + java.util.Arrays.toString(orbit.covarianceRtn()) + "\n");
        }
        return out.toString();
    }

    @Test
    void theSameSeedGivesTheSameBytesOnAnyNumberOfThreadsAndTellsProgress() throws IOException {
        List<Integer> progress = new ArrayList<>();
        SimulationResult onOne =
                Simulator.simulate(scenario, TestScenarios.PHYSICS, (done, total) -> progress.add(done), 1);
        assertThat(bytes(onOne)).isEqualTo(bytes(result));
        assertThat(progress).hasSameSizeAs(result.trueObjects()).isSorted().endsWith(progress.size());
    }

    @Test
    void anotherSeedGivesOtherTracks() {
        SimulationResult other =
                Simulator.simulate(scenario.withSeed(12), TestScenarios.PHYSICS, ProgressListener.NONE, 2);
        assertThat(other.tracks()).doesNotContainAnyElementsOf(result.tracks());
    }

    @Test
    void tracksStandInTheOrderOfTheirEndsAndEachHasItsTruth() {
        assertThat(result.tracks())
                .hasSizeGreaterThan(20)
                .isSortedAccordingTo(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        assertThat(result.trueTracks().stream().map(TrueTrack::trackId))
                .containsExactlyElementsOf(
                        result.tracks().stream().map(Track::trackId).toList());
    }

    @Test
    void theParentEndsAtTheBreakupAndTheFragmentsBegin() {
        long breakup = scenario.breakups().get(0).timeMicros();
        TrueObject parent = object("13552");
        assertThat(parent.toMicros()).isEqualTo(breakup);
        List<TrueObject> fragments = result.trueObjects().stream()
                .filter(o -> o.parentId().equals("13552"))
                .toList();
        assertThat(fragments).hasSize(24);
        double[] atBreakup = parent.states().get(parent.states().size() - 1).stateGcrf();
        for (TrueObject fragment : fragments) {
            assertThat(fragment.fromMicros()).isEqualTo(breakup);
            double[] first = fragment.states().get(0).stateGcrf();
            for (int i = 0; i < 3; i++) {
                assertThat(first[i]).isEqualTo(atBreakup[i], within(1e-3));
                assertThat(first[3 + i] - atBreakup[3 + i])
                        .isEqualTo(fragment.deltaVMetresPerSecond()[i], within(1e-6));
            }
        }
        for (int i = 0; i < result.tracks().size(); i++) {
            Track track = result.tracks().get(i);
            String id = result.trueTracks().get(i).objectId();
            if (id.equals("13552")) {
                assertThat(track.endMicros()).isLessThanOrEqualTo(breakup);
            } else if (id.startsWith("13552-F")) {
                assertThat(track.startMicros()).isGreaterThanOrEqualTo(breakup);
                assertThat(track.claimedObjectId()).isEmpty();
            }
        }
    }

    @Test
    void measurementsErrAboutTheTruthAsTheSiteSays() {
        Map<String, Trajectory> trajectories = trajectories();
        for (Site site : result.sites()) {
            Residuals residuals = residuals(site, trajectories);
            assertThat(residuals.range).hasSizeGreaterThan(200);
            assertNormal(
                    residuals.range, site.bias().rangeMetres() / site.noise().rangeMetres());
            assertNormal(
                    residuals.rate,
                    site.bias().rangeRateMetresPerSecond() / site.noise().rangeRateMetresPerSecond());
            assertNormal(residuals.azimuth, 0);
            assertNormal(residuals.elevation, 0);
        }
    }

    private static void assertNormal(List<Double> normalized, double mean) {
        int n = normalized.size();
        double average = normalized.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance = normalized.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        assertThat(average).isEqualTo(mean, within(4 / Math.sqrt(n)));
        assertThat(variance).isEqualTo(1, within(5 * Math.sqrt(2.0 / n)));
    }

    private static final class Residuals {
        final List<Double> range = new ArrayList<>();
        final List<Double> rate = new ArrayList<>();
        final List<Double> azimuth = new ArrayList<>();
        final List<Double> elevation = new ArrayList<>();
    }

    /** Residuals over sigma, with the geometry computed from rotated Earth-fixed places by other code. */
    private static Residuals residuals(Site site, Map<String, Trajectory> trajectories) {
        SiteFrame frame = new SiteFrame(new EarthRotation(TestScenarios.PHYSICS), site);
        Residuals residuals = new Residuals();
        double[] state = new double[6];
        double[] there = new double[6];
        double[] axes = new double[9];
        for (int i = 0; i < result.tracks().size(); i++) {
            Track track = result.tracks().get(i);
            if (!track.siteId().equals(site.siteId())) {
                continue;
            }
            Trajectory trajectory =
                    requireNonNull(trajectories.get(result.trueTracks().get(i).objectId()));
            for (Measurement m : track.measurements()) {
                trajectory.state((m.timeMicros() - trajectory.epochMicros()) / 1e6, state);
                frame.stateGcrf(m.timeMicros(), there);
                frame.enuAxes(m.timeMicros(), axes);
                double[] d = new double[6];
                for (int k = 0; k < 6; k++) {
                    d[k] = state[k] - there[k];
                }
                double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
                double east = axes[0] * d[0] + axes[1] * d[1] + axes[2] * d[2];
                double north = axes[3] * d[0] + axes[4] * d[1] + axes[5] * d[2];
                double up = axes[6] * d[0] + axes[7] * d[1] + axes[8] * d[2];
                residuals.range.add((m.rangeMetres() - range) / m.rangeSigmaMetres());
                residuals.rate.add((m.rangeRateMetresPerSecond() - (d[0] * d[3] + d[1] * d[4] + d[2] * d[5]) / range)
                        / m.rangeRateSigmaMetresPerSecond());
                if (up < range * Math.sin(Math.toRadians(75))) {
                    double azimuth = Math.IEEEremainder(m.azimuthRadians() - Math.atan2(east, north), 2 * Math.PI);
                    residuals.azimuth.add(azimuth / m.azimuthSigmaRadians());
                    residuals.elevation.add((m.elevationRadians() - Math.asin(up / range)) / m.elevationSigmaRadians());
                }
            }
        }
        return residuals;
    }

    private static Map<String, Trajectory> trajectories() {
        OrbitPropagator propagator = new OrbitPropagator(TestScenarios.PHYSICS, ForceModel.TRUTH);
        Map<String, Trajectory> trajectories = new TreeMap<>();
        for (TrueObject object : result.trueObjects()) {
            TrueState first = object.states().get(0);
            OrbitalState state = new OrbitalState(
                    first.timeMicros(),
                    first.stateGcrf(),
                    object.ballisticCoefficient(),
                    object.radiationCoefficient());
            trajectories.put(
                    object.objectId(), propagator.propagate(state, 0, (object.toMicros() - first.timeMicros()) / 1e6));
        }
        return trajectories;
    }

    private static TrueObject object(String id) {
        return result.trueObjects().stream()
                .filter(o -> o.objectId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCatalogueStandsFromTheStartWithoutFragments() {
        assertThat(result.catalogue()).hasSize(14).allSatisfy(orbit -> {
            assertThat(orbit.availableMicros()).isEqualTo(scenario.startMicros());
            assertThat(orbit.objectId()).doesNotContain("-F");
        });
    }

    @Test
    void aSiteNamesMostOfWhatIsCatalogued() {
        int named = 0;
        int catalogued = 0;
        for (int i = 0; i < result.tracks().size(); i++) {
            String id = result.trueTracks().get(i).objectId();
            if (!id.contains("-F")) {
                catalogued++;
                named += result.tracks().get(i).claimedObjectId().equals(id) ? 1 : 0;
            }
        }
        assertThat(named / (double) catalogued).isBetween(0.7, 0.98);
    }
}

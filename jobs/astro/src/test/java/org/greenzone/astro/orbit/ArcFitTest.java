package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.ArcFit.Failed;
import org.greenzone.astro.orbit.ArcFit.Fitted;
import org.greenzone.astro.orbit.ArcFit.Verdict;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.junit.jupiter.api.Test;

class ArcFitTest {
    private static final double[] PASSES = {-40_000, -22_000, -9_000, 1_000, 14_000};
    private static final double BALLISTIC = 0.025;
    private static final double BALLISTIC_SIGMA = 0.01;

    private final PhysicalData data = PhysicalData.builtIn();
    /** Degree 12 in truth and fit alike: five times as fast, and the errors are those of the fit. */
    private final OrbitPropagator propagator = new OrbitPropagator(data, new ForceModel(12, true, true, true, true), 8);

    private final EarthRotation rotation = new EarthRotation(data);
    /** The truth of these tests has no process noise. */
    private final ArcFit fit = new ArcFit(
            data,
            propagator,
            ArcFit.Options.STANDARD.withBallistic(BALLISTIC_SIGMA).withoutProcessNoise());

    private static Site.Noise noise(double factor) {
        return new Site.Noise(15 * factor, 0.1 * factor, Math.toRadians(0.1) * factor, Math.toRadians(0.1) * factor);
    }

    private static Site withNoise(Site site, Site.Noise noise) {
        return new Site(
                site.siteId(),
                site.aliases(),
                site.name(),
                site.latitudeRadians(),
                site.longitudeRadians(),
                site.altitudeMetres(),
                noise,
                site.bias(),
                site.transmitFrequencyHertz(),
                site.dopplerSign(),
                site.fields(),
                site.maximumRangeMetres());
    }

    private ArcTrack seen(Track track, Site site) {
        return new ArcTrack(track, new TrackObservations(rotation, track, site));
    }

    /** Passes over sites below; the noise is so many times what is stated. */
    private List<ArcTrack> arc(SyntheticTracks tracks, OrbitalState truth, double times) {
        List<ArcTrack> arc = new ArrayList<>();
        for (double pass : PASSES) {
            Site site = tracks.siteUnder(truth, pass, noise(times));
            Track track = tracks.track(truth, site, new Plan(pass, 20, 10, true, true));
            arc.add(seen(track, withNoise(site, noise(1))));
        }
        return arc;
    }

    private static OrbitalState coarse(OrbitalState truth) {
        double[] state = truth.stateGcrf().clone();
        state[0] += 3_000;
        state[1] -= 2_000;
        state[5] += 3;
        return new OrbitalState(truth.epochMicros(), state, BALLISTIC, truth.radiationCoefficient());
    }

    private static double nees(Fitted fitted, OrbitalState truth, int parameters) {
        double[][] part = new double[parameters][];
        double[] error = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            part[i] = Arrays.copyOf(fitted.covariance()[i], parameters);
            error[i] = i < 6
                    ? fitted.state().stateGcrf()[i] - truth.stateGcrf()[i]
                    : fitted.state().ballisticCoefficient() - truth.ballisticCoefficient();
        }
        double sum = 0;
        for (double x : SymmetricMatrix.forward(SymmetricMatrix.cholesky(part), error)) {
            sum += x * x;
        }
        return sum;
    }

    private static double away(Fitted fitted, OrbitalState truth) {
        double[] a = fitted.state().stateGcrf();
        double[] b = truth.stateGcrf();
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private double meanNees(int cases, double times) {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 5);
        double sum = 0;
        for (int i = 0; i < cases; i++) {
            OrbitalState truth = tracks.orbit();
            sum += nees((Fitted) fit.fit(coarse(truth), arc(tracks, truth, times)), truth, 6);
        }
        return sum / cases;
    }

    @Test
    void arcIsAsGoodAsItsCovarianceSays() {
        // Mean 6; over 40 cases its sigma is 0.55.
        assertThat(meanNees(40, 1)).isBetween(4.4, 7.6);
    }

    @Test
    void sigmasWrongByAFactorOfThreeAreFound() {
        assertThat(meanNees(15, 3)).isBetween(3.4, 9.0);
    }

    @Test
    void trackOfAnotherObjectIsRejectedWhole() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 8);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        double[] behind = truth.stateGcrf().clone();
        double seconds = 1.5;
        for (int i = 0; i < 3; i++) {
            behind[i] -= seconds * behind[3 + i];
        }
        OrbitalState other = new OrbitalState(
                truth.epochMicros(), behind, truth.ballisticCoefficient(), truth.radiationCoefficient());
        Site site = tracks.siteUnder(other, 6_000, noise(1));
        arc.add(2, seen(tracks.track(other, site, new Plan(6_000, 20, 10, true, true)), site));

        Fitted fitted = (Fitted) fit.fit(coarse(truth), arc);

        assertThat(fitted.tracks().get(2).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(fitted.tracks().stream().filter(t -> t.verdict() == Verdict.USED))
                .hasSize(5);
        assertThat(nees(fitted, truth, 6)).isLessThan(17);
    }

    @Test
    void outliersAreRejectedOneByOne() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 9);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        Site site = tracks.siteUnder(truth, 6_000, noise(1));
        Track clean = tracks.track(truth, site, new Plan(6_000, 20, 10, true, true));
        List<Measurement> spoiled = new ArrayList<>(clean.measurements());
        for (int i : new int[] {3, 9, 15}) {
            spoiled.set(i, spoiled.get(i).withRange(spoiled.get(i).rangeMetres() + 2_000, Double.NaN));
        }
        arc.add(seen(Track.of("s", "s", "test", "", clean.correctionsApplied(), spoiled), site));

        Fitted fitted = (Fitted) fit.fit(coarse(truth), arc);

        assertThat(fitted.tracks().get(5).rejected()).isBetween(3, 5);
        assertThat(fitted.tracks().get(5).verdict()).isEqualTo(Verdict.USED);
        assertThat(nees(fitted, truth, 6)).isLessThan(17);
    }

    @Test
    void rangesOfOnePassWithoutPriorAreRefused() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 10);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 0, noise(1));
        ArcTrack pass = seen(tracks.track(truth, site, new Plan(0, 30, 10, false, false)), site);

        ArcFit.Result result = fit.fit(coarse(truth), List.of(pass));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.reason()).contains("unobservable"));
    }

    @Test
    void rangesOfOnePassWithAPriorCarryItsCovariance() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 10);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 0, noise(1));
        ArcTrack pass = seen(tracks.track(truth, site, new Plan(0, 30, 10, false, false)), site);
        double[][] prior = new double[7][7];
        for (int i = 0; i < 7; i++) {
            double sigma = i < 3 ? 3_000 : i < 6 ? 3 : BALLISTIC_SIGMA;
            prior[i][i] = sigma * sigma;
        }

        Fitted fitted = (Fitted) fit.fit(coarse(truth), prior, List.of(pass));

        double[][] c = fitted.covariance();
        assertThat(Math.sqrt(c[0][0] + c[1][1] + c[2][2])).isBetween(100.0, 3_000.0);
        assertThat(nees(fitted, truth, 6)).isLessThan(17);
    }

    @Test
    void startFarOffIsBroughtInFromTheTracksNearestToTheEpoch() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 12);
        OrbitalState truth = tracks.orbit();
        double[] state = truth.stateGcrf().clone();
        state[0] += 60_000;
        state[2] -= 50_000;
        state[3] += 60;
        OrbitalState start = new OrbitalState(truth.epochMicros(), state, BALLISTIC, truth.radiationCoefficient());

        Fitted fitted = (Fitted) fit.fit(start, arc(tracks, truth, 1));

        assertThat(fitted.tracks()).allMatch(t -> t.verdict() == Verdict.USED);
        assertThat(away(fitted, truth)).isLessThan(60);
    }

    @Test
    void rangeBiasOfASiteIsFoundAndDoesNotMoveTheOrbit() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 13);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        Site site = withNoise(tracks.siteUnder(truth, PASSES[2], noise(1)), noise(1));
        Track again = tracks.track(truth, site, new Plan(PASSES[2], 20, 10, true, true));
        List<Measurement> longer = again.measurements().stream()
                .map(m -> m.withRange(m.rangeMetres() + 80, Double.NaN))
                .toList();
        Track biased = Track.of("biased", "biased", "test", "", again.correctionsApplied(), longer);
        arc.set(2, seen(biased, site));
        ArcFit withBiases = new ArcFit(
                data,
                propagator,
                ArcFit.Options.STANDARD.withBallistic(BALLISTIC_SIGMA).withRangeBiases(100, 0));

        Fitted fitted = (Fitted) withBiases.fit(coarse(truth), arc);

        ArcFit.RangeBias found = fitted.biases().stream()
                .filter(b -> b.siteOrTrackId().equals("biased"))
                .findFirst()
                .orElseThrow();
        assertThat(found.metres()).isCloseTo(80, within(4 * found.sigmaMetres()));
        assertThat(found.sigmaMetres()).isLessThan(30);
        assertThat(nees(fitted, truth, 6)).isLessThan(17);
    }

    @Test
    void resultIsRepeatedToTheBitAndHardlyKnowsTheOrderOfTracks() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 14);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        List<ArcTrack> reversed = new ArrayList<>(arc);
        Collections.reverse(reversed);

        Fitted once = (Fitted) fit.fit(coarse(truth), arc);
        Fitted twice = (Fitted) fit.fit(coarse(truth), arc);
        Fitted turned = (Fitted) fit.fit(coarse(truth), reversed);

        assertThat(twice.state().stateGcrf()).isEqualTo(once.state().stateGcrf());
        assertThat(away(turned, once.state())).isLessThan(0.05);
    }

    @Test
    void objectThatDecaysWithinTheArcIsRefusedWithAReason() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 15);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        double[] low = truth.stateGcrf().clone();
        double r = Math.sqrt(low[0] * low[0] + low[1] * low[1] + low[2] * low[2]);
        for (int i = 0; i < 6; i++) {
            low[i] *= i < 3 ? 6_498_137 / r : Math.sqrt(r / 6_498_137);
        }

        ArcFit.Result result = fit.fit(new OrbitalState(truth.epochMicros(), low, 0.2, 0.02), arc);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.reason()).isNotBlank().doesNotContain("NaN"));
    }

    @Test
    void arcRefinesAnOrbitOfTheCatalogueAndTellsWhatItRestsOn() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 16);
        OrbitalState truth = tracks.orbit();
        List<ArcTrack> arc = arc(tracks, truth, 1);
        CatalogueOrbit known = tracks.prior(truth, "1", new double[] {100, 300, 120, 0.3, 0.1, 0.12, 0.005});
        ArcDeterminer determiner =
                new ArcDeterminer(data, propagator, ArcFit.Options.STANDARD.withBallistic(BALLISTIC_SIGMA));

        CatalogueOrbit refined = ((Determination.Determined) determiner.refine(known, arc)).orbit();

        assertThat(refined.epochMicros()).isEqualTo(arc.get(4).track().endMicros());
        assertThat(refined.restsOn()).hasSize(5).isSorted();
        assertThat(refined.tracksUsed()).isEqualTo(5);
        assertThat(SyntheticTracks.nees(refined, tracks.truth(truth, refined.epochMicros()), 6))
                .isLessThan(17);
    }
}

package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.OrbitDeterminer;
import org.greenzone.astro.orbit.PassForecast;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

class PassOutlookTest {
    private static final double[] PRIOR_SIGMAS = {100, 300, 120, 0.3, 0.1, 0.12, 0.005};
    private static final Site.Noise RADAR = new Site.Noise(15, 0.3, Math.toRadians(1), Math.toRadians(1));
    private static final long DAY = 86_400_000_000L;

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 16);
    private final OrbitDeterminer determiner = new OrbitDeterminer(data, propagator, prediction);

    private double[] sigmas(CatalogueOrbit orbit, long micros) {
        var there = prediction.predict(orbit, micros).orElseThrow();
        double[] rtn = RtnFrame.toRtn(there.covariance(), there.state().stateGcrf());
        return new double[] {Math.sqrt(rtn[0]), Math.sqrt(rtn[2]), Math.sqrt(rtn[5])};
    }

    /** The measurements of a true pass with noise, at the times and with the stated sigmas of the one that was foretold. */
    private static Track measured(SyntheticTracks tracks, OrbitalState truth, Site site, Track foretold) {
        double centre = 0.5e-6 * (foretold.startMicros() + foretold.endMicros() - 2 * SyntheticTracks.EPOCH);
        Track noisy = tracks.track(
                truth, site, new Plan(centre, foretold.measurements().size(), 1, true, true));
        List<Measurement> stated = new java.util.ArrayList<>();
        for (int i = 0; i < noisy.measurements().size(); i++) {
            Measurement m = noisy.measurements().get(i);
            Measurement f = foretold.measurements().get(i);
            stated.add(m.withRange(m.rangeMetres(), f.rangeSigmaMetres())
                    .withRangeRate(m.rangeRateMetresPerSecond(), f.rangeRateSigmaMetresPerSecond())
                    .withAzimuthElevation(
                            m.azimuthRadians(),
                            f.azimuthSigmaRadians(),
                            m.elevationRadians(),
                            f.elevationSigmaRadians()));
        }
        return Track.of("s", "s", "test", "", noisy.correctionsApplied(), stated);
    }

    @Test
    void sigmaAfterAPassIsWhatTheDeterminationFindsWhenThePassHasCome() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 42);
        long tca = SyntheticTracks.EPOCH + DAY;
        double worst = 0;
        for (int i = 0; i < 8; i++) {
            OrbitalState truth = tracks.orbit();
            Site site = tracks.siteUnder(truth, 21_600, RADAR);
            CatalogueOrbit prior = tracks.prior(truth, "1", PRIOR_SIGMAS);
            PassForecast.Pass pass = new PassForecast(data, prediction, List.of(site))
                    .next(prior, SyntheticTracks.EPOCH, tca)
                    .orElseThrow();
            CatalogueOrbit expected = ((Determined) determiner.expected(prior, pass.track(), pass.site())).orbit();
            CatalogueOrbit found =
                    ((Determined) determiner.update(prior, measured(tracks, truth, site, pass.track()), site)).orbit();
            double[] before = sigmas(prior, tca);
            double[] after = sigmas(found, tca);
            double[] foretold = sigmas(expected, tca);
            assertThat(after[1]).isLessThan(0.5 * before[1]);
            for (int k = 0; k < 3; k++) {
                worst = Math.max(worst, Math.abs(foretold[k] / after[k] - 1));
            }
        }
        assertThat(worst).isLessThan(0.05);
    }

    @Test
    void thePassIsTheFirstOneInAFieldOfViewAndLongEnough() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 3);
        OrbitalState truth = tracks.orbit();
        CatalogueOrbit orbit = tracks.prior(truth, "1", PRIOR_SIGMAS);
        Site site = tracks.siteUnder(truth, 7_200, RADAR);
        PassForecast forecast = new PassForecast(data, prediction, List.of(site));
        long from = SyntheticTracks.EPOCH;
        Track first = forecast.next(orbit, from, from + DAY).orElseThrow().track();
        assertThat(first.startMicros()).isBetween(from, from + 7_200_000_000L);
        assertThat(first.measurements()).hasSize(21);
        assertThat(first.measurements()).allSatisfy(m -> {
            assertThat(m.elevationRadians()).isGreaterThan(Math.toRadians(10));
            assertThat(m.rangeMetres()).isBetween(400e3, 3000e3);
        });
        // Asked from its end on, it is over; before its start nothing is seen.
        assertThat(forecast.next(orbit, first.startMicros() - 300_000_000L, first.startMicros() - 295_000_000L))
                .isEmpty();
        Optional<PassForecast.Pass> later = forecast.next(orbit, first.endMicros() + 900_000_000L, from + DAY);
        assertThat(later.orElseThrow().track().startMicros()).isGreaterThan(first.endMicros() + 900_000_000L);
        assertThat(new PassForecast(data, prediction, List.of()).next(orbit, from, from + DAY))
                .isEmpty();
    }

    @Test
    void anEncounterIsToldWithTheSigmaAfterThePassAndThePcIfTheMissStays() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 8);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 21_600, RADAR);
        CatalogueOrbit secondary = tracks.prior(truth, "1", PRIOR_SIGMAS);
        long tca = SyntheticTracks.EPOCH + DAY;
        Conjunction c = meeting(secondary, tca);
        PassOutlook outlook = new PassOutlook(data, propagator, List.of(site));
        ExpectedPass pass = outlook.of(c, secondary, SyntheticTracks.EPOCH).orElseThrow();
        double[] before = EncounterHistory.relativeSigmaRtn(c);
        assertThat(pass.siteId()).isEqualTo("s");
        assertThat(pass.startMicros()).isBetween(SyntheticTracks.EPOCH, tca);
        assertThat(pass.sigmaRtnMetres()[0]).isLessThan(before[0]);
        // The primary does not get better: its 100 m remain.
        assertThat(pass.sigmaRtnMetres()[0]).isGreaterThan(100);
        assertThat(pass.probability()).isBetween(0.0, 1.0);

        // From the message alone, whose covariance is carried back to the pass.
        ExpectedPass ofMessage = outlook.of(c, c.hardBodyRadiusMetres()).orElseThrow();
        assertThat(ofMessage.startMicros()).isCloseTo(pass.startMicros(), within(60_000_000L));
        assertThat(ofMessage.sigmaRtnMetres()[1]).isLessThan(before[1]);
    }

    /** Something that crosses the path of an orbit, a hundred metres above it. */
    private Conjunction meeting(CatalogueOrbit orbit, long tca) {
        var there = prediction.predict(orbit, tca).orElseThrow();
        double[] second = there.state().stateGcrf();
        double[] axes = new double[9];
        RtnFrame.axes(second, axes);
        double[] first = second.clone();
        for (int i = 0; i < 3; i++) {
            first[i] -= 100 * axes[i];
            first[3 + i] = 7500 * axes[6 + i];
        }
        double[] known = new double[21];
        for (int i = 0; i < 6; i++) {
            known[i * (i + 1) / 2 + i] = i < 3 ? 1e4 : 1e-2;
        }
        double[] covariance = ConjunctionScreener.covarianceRtn(there.covariance(), second);
        return new Conjunction(
                "c",
                0,
                Conjunction.Status.NEW,
                SyntheticTracks.EPOCH,
                new Conjunction.Participant("25544", "", "", first, known),
                new Conjunction.Participant("1", "", "", second, covariance),
                tca,
                100,
                new double[] {100, 0, 0},
                10_600,
                20,
                1e-5,
                "FOSTER-1992",
                1e-4,
                Conjunction.Dilution.DILUTED,
                List.of(),
                List.of());
    }
}

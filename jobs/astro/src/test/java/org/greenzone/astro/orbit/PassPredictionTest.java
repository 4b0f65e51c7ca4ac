package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.PassPrediction;
import org.greenzone.astro.correlation.PassPrediction.Residuals;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;
import org.junit.jupiter.api.Test;

class PassPredictionTest {
    private static final double NOISE = 15;
    private static final Site.Noise RADAR = new Site.Noise(NOISE, 0.1, 0.002, 0.002);
    private static final double[] GOOD = {1e-3, 1e-3, 1e-3, 1e-6, 1e-6, 1e-6, 1e-6};
    /** Semi-major axis good to 10 m: hundreds of metres after six hours. */
    private static final double[] FAIR = {10, 50, 30, 0.03, 0.01, 0.03, 1e-3};

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final SyntheticTracks tracks = new SyntheticTracks(data, propagator, 41);
    private final OrbitPrediction prediction = new OrbitPrediction(propagator, data.leapSeconds(), 8);
    private final PassPrediction passes = new PassPrediction(data, propagator);

    private Residuals residuals(double hours, double[] sigmas, Kind kind) {
        OrbitalState truth = tracks.orbit();
        Plan plan = new Plan(hours * 3600, 20, 5, true, false);
        Site site = tracks.siteUnder(truth, plan.centreSeconds(), RADAR);
        Track track = tracks.track(truth, site, plan);
        CatalogueOrbit orbit = tracks.prior(truth, "1", sigmas);
        PredictedOrbit predicted = prediction.predict(orbit, track.endMicros()).orElseThrow();
        return passes.residuals(predicted, new TrackObservations(new EarthRotation(data), track, site), kind);
    }

    @Test
    void aKnownOrbitLeavesTheNoiseOfThePass() {
        Residuals residuals = residuals(0.5, GOOD, Kind.RANGE);

        assertThat(residuals.count()).isEqualTo(20);
        assertThat(residuals.rms()).isBetween(0.6 * NOISE, 1.5 * NOISE);
        assertThat(residuals.predictedSigma()).isLessThan(5);
    }

    @Test
    void residualsAreAsLargeAsTheCovarianceForetells() {
        double sum = 0;
        int passesSeen = 60;
        for (int i = 0; i < passesSeen; i++) {
            Residuals residuals = residuals(6, FAIR, Kind.RANGE);
            assertThat(residuals.predictedSigma()).isGreaterThan(20);
            sum += residuals.rms()
                    * residuals.rms()
                    / (residuals.predictedSigma() * residuals.predictedSigma() + NOISE * NOISE);
        }
        // A mean of 60 squares of one degree of freedom: 1 +- 0.18, at three sigma.
        assertThat(sum / passesSeen).isBetween(0.45, 1.55);
    }

    @Test
    void aKindThatWasNotMeasuredHasNoResiduals() {
        Residuals residuals = residuals(0.5, GOOD, Kind.AZIMUTH);

        assertThat(residuals.count()).isZero();
        assertThat(residuals.rms()).isNaN();
    }
}

package org.greenzone.astro.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.TrackObservations.Kind;
import org.junit.jupiter.api.Test;

class SiteCalibratorTest {
    private static final int SEEDS = 12;

    private static void recovered(SiteCalibration calibration, double sigmas) {
        for (BiasKind kind : BiasKind.values()) {
            SiteCalibration.Bias bias = calibration.bias(kind);
            assertThat(bias.observable()).as(kind.label()).isTrue();
            assertThat(bias.value())
                    .as("%s of %s", kind.label(), calibration)
                    .isBetween(
                            kind.of(BiasedRadar.BIAS) - sigmas * bias.sigma(),
                            kind.of(BiasedRadar.BIAS) + sigmas * bias.sigma());
        }
    }

    @Test
    void biasesAndNoiseThreeTimesTheStatedAreFound() {
        double nees = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SiteCalibration calibration = SiteCalibrator.calibrate(new BiasedRadar(seed).againstTruth(24));
            // 60 values: one beyond 3 sigma is expected in six such tests, so 3.5.
            recovered(calibration, 3.5);
            for (NoiseKind kind : NoiseKind.values()) {
                assertThat(calibration.noise(kind).scale()).as(kind.label()).isBetween(2.7, 3.3);
            }
            assertThat(calibration.bias(BiasKind.RANGE).sigma()).isLessThan(2);
            assertThat(calibration.bias(BiasKind.TIME).sigma()).isLessThan(0.4e-3);
            nees += BiasedRadar.nees(calibration);
        }
        // Chi-squared of 60 degrees of freedom: 0.1 and 99.9 per cent.
        assertThat(nees).isBetween(31.7, 99.6);
    }

    @Test
    void tenPerCentOfOutliersDoNotMoveIt() {
        for (int seed = 0; seed < 4; seed++) {
            BiasedRadar radar = new BiasedRadar(100 + seed);
            radar.outliers = 0.1;
            SiteCalibration calibration = SiteCalibrator.calibrate(radar.againstTruth(24));
            recovered(calibration, 3.5);
            assertThat(calibration.noise(NoiseKind.RANGE).scale()).isBetween(2.7, 3.3);
            assertThat(calibration.outliers()).isBetween(50, 140);
        }
    }

    @Test
    void poorlyKnownOrbitsCountWithTheirCovariance() {
        double nees = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SiteCalibration calibration = SiteCalibrator.calibrate(new BiasedRadar(200 + seed).againstCatalogue(24, 1));
            nees += BiasedRadar.nees(calibration);
            recovered(calibration, 4);
        }
        assertThat(nees).isBetween(31.7, 99.6);
    }

    @Test
    void scatterFromPassToPassWidensTheSigma() {
        double sum = 0;
        int seeds = 6;
        for (int seed = 0; seed < seeds; seed++) {
            BiasedRadar radar = new BiasedRadar(300 + seed);
            radar.scatterMetres = 40;
            SiteCalibration.Bias range =
                    SiteCalibrator.calibrate(radar.againstTruth(24)).bias(BiasKind.RANGE);
            assertThat(range.scatter()).isBetween(20.0, 65.0);
            double ratio = (range.value() - 25) / range.sigma();
            sum += ratio * ratio;
        }
        assertThat(sum / seeds).isBetween(0.05, 3.7);
    }

    @Test
    void wrongPassesGoAsAWhole() {
        BiasedRadar radar = new BiasedRadar(7);
        List<PassResiduals> passes = new ArrayList<>(radar.againstTruth(20));
        for (int i = 0; i < 3; i++) {
            double[] moved = passes.get(i).residual().clone();
            for (int s = 0; s < moved.length; s++) {
                moved[s] += passes.get(i).kind()[s] == Kind.RANGE ? 900 : 0;
            }
            PassResiduals p = passes.get(i);
            passes.set(
                    i,
                    new PassResiduals(
                            p.trackId(),
                            p.siteId(),
                            p.objectId(),
                            p.endMicros(),
                            p.kind(),
                            moved,
                            p.sigma(),
                            p.biasPartials(),
                            p.errorPartials()));
        }
        SiteCalibration calibration = SiteCalibrator.calibrate(passes);
        assertThat(calibration.outlierPasses()).isBetween(3, 4);
        recovered(calibration, 3.5);
    }

    @Test
    void whatOnePassWithoutAnglesCannotTellIsSaid() {
        BiasedRadar radar = new BiasedRadar(8);
        radar.angles = false;
        SiteCalibration calibration = SiteCalibrator.calibrate(radar.againstTruth(1));
        assertThat(calibration.bias(BiasKind.AZIMUTH).observable()).isFalse();
        assertThat(calibration.bias(BiasKind.ELEVATION).observable()).isFalse();
        assertThat(calibration.bias(BiasKind.RANGE).observable()).isTrue();
        assertThat(calibration.bias(BiasKind.RANGE).scatter()).isNaN();
        assertThat(calibration.noise(NoiseKind.AZIMUTH).scale()).isNaN();
        Site site = calibration.applyTo(radarSite(), 1);
        assertThat(site.bias().azimuthRadians()).isZero();
        // One pass does not make a rule of its noise.
        assertThat(site.calibration().noiseScale()).isEqualTo(Site.NoiseScale.NONE);
    }

    @Test
    void aTimeBiasHidesBehindAnOrbitThatIsUnknownAlongTrack() {
        SiteCalibration few = SiteCalibrator.calibrate(new BiasedRadar(9).againstCatalogue(1, 50));
        SiteCalibration many = SiteCalibrator.calibrate(new BiasedRadar(9).againstTruth(12));
        assertThat(few.bias(BiasKind.TIME).sigma()).isGreaterThan(0.05);
        assertThat(few.bias(BiasKind.TIME).significant()).isFalse();
        assertThat(many.bias(BiasKind.TIME).significant()).isTrue();
    }

    @Test
    void theOrderOfThePassesChangesNoBit() {
        List<PassResiduals> passes = new ArrayList<>(new BiasedRadar(10).againstTruth(10));
        SiteCalibration once = SiteCalibrator.calibrate(passes);
        Collections.shuffle(passes, new Random(3));
        SiteCalibration again = SiteCalibrator.calibrate(passes);
        assertThat(again.biases()).isEqualTo(once.biases());
        assertThat(again.noise()).isEqualTo(once.noise());
    }

    private static Site radarSite() {
        return new Site(
                "s", List.of(), "s", 0, 0, 0, Site.Noise.GENERIC, Site.Bias.NONE, Double.NaN, 1, List.of(), Double.NaN);
    }
}

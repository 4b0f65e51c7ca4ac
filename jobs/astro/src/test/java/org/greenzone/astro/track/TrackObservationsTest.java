package org.greenzone.astro.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

class TrackObservationsTest {
    private static final long TIME = 1_636_944_420_000_000L;
    private final EarthRotation rotation = new EarthRotation(PhysicalData.builtIn());

    private static Site site(String id, double latitude, double longitude, Site.Bias bias) {
        return new Site(
                id,
                List.of(),
                id,
                Math.toRadians(latitude),
                Math.toRadians(longitude),
                100,
                Site.Noise.GENERIC,
                bias,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }

    private double[] above(Site site, double east, double north, double up) {
        SiteFrame frame = new SiteFrame(rotation, site);
        double[] at = new double[6];
        double[] axes = new double[9];
        frame.stateGcrf(TIME, at);
        frame.enuAxes(TIME, axes);
        double[] state = new double[6];
        for (int j = 0; j < 3; j++) {
            state[j] = at[j] + east * axes[j] + north * axes[3 + j] + up * axes[6 + j];
            state[3 + j] = at[3 + j] + 5000 * axes[j] - 4000 * axes[3 + j] + 3000 * axes[6 + j];
        }
        return state;
    }

    private static Track track(String transmitter, List<String> corrections, Measurement m) {
        return Track.of("a", transmitter, "test", "", corrections, List.of(m));
    }

    @Test
    void partialsAreThoseOfFiniteDifferencesMonostaticAndBistatic() {
        Site receiver = site("a", 40, 10, Site.Bias.NONE);
        for (Site transmitter : List.of(receiver, site("b", 42, 14, Site.Bias.NONE))) {
            Measurement m = Measurement.at(TIME).withRange(9e5, 1);
            TrackObservations observations = new TrackObservations(
                    rotation, track(transmitter.siteId(), List.of(Track.TROPOSPHERE), m), receiver, transmitter);
            double[] state = above(receiver, 4e5, -3e5, 7e5);
            double[] partials = new double[36];
            double[] plus = new double[6];
            double[] minus = new double[6];
            observations.predict(0, state, plus, partials);
            double[] unused = new double[36];
            for (int c = 0; c < 6; c++) {
                double step = c < 3 ? 1 : 0.001;
                double[] moved = state.clone();
                moved[c] += step;
                observations.predict(0, moved, plus, unused);
                moved[c] -= 2 * step;
                observations.predict(0, moved, minus, unused);
                for (int k = 0; k < 6; k++) {
                    double difference = (plus[k] - minus[k]) / (2 * step);
                    assertThat(partials[k * 6 + c]).isCloseTo(difference, Offset.offset(k < 2 ? 1e-6 : 1e-12));
                }
            }
        }
    }

    @Test
    void predictsWhatGeometrySaysAndPointsBack() {
        Site site = site("a", 40, 10, Site.Bias.NONE);
        double[] state = above(site, 3e5, 4e5, 5e5);
        double range = Math.sqrt(5e11);
        Measurement m = Measurement.at(TIME)
                .withRange(range, 1)
                .withAzimuthElevation(Math.atan2(3, 4), 1e-4, Math.PI / 4, 1e-4);
        TrackObservations observations =
                new TrackObservations(rotation, track("a", List.of(Track.TROPOSPHERE), m), site);
        double[] values = new double[6];

        observations.predict(0, state, values, new double[36]);

        assertThat(values[0]).isCloseTo(range, Offset.offset(1e-6));
        assertThat(values[1]).isCloseTo((3e5 * 5000 - 4e5 * 4000 + 5e5 * 3000) / range, Offset.offset(1e-3));
        assertThat(values[2]).isCloseTo(Math.atan2(3, 4), Offset.offset(1e-12));
        assertThat(values[3]).isCloseTo(Math.PI / 4, Offset.offset(1e-12));
        double[] place = new double[3];
        assertThat(observations.position(0, place)).isTrue();
        for (int j = 0; j < 3; j++) {
            assertThat(place[j]).isCloseTo(state[j], Offset.offset(1e-5));
        }
    }

    @Test
    void airLengthensTheRangeUnlessTheTrackIsCorrected() {
        Site site = site("a", 40, 10, Site.Bias.NONE);
        double[] state = above(site, 0, 5e5, 5e5 * Math.tan(Math.toRadians(10)));
        Measurement m = Measurement.at(TIME).withRange(5e5, 1);
        double[] raw = new double[6];
        double[] corrected = new double[6];

        new TrackObservations(rotation, track("a", List.of(), m), site).predict(0, state, raw, new double[36]);
        new TrackObservations(rotation, track("a", List.of(Track.TROPOSPHERE), m), site)
                .predict(0, state, corrected, new double[36]);

        assertThat(raw[0] - corrected[0]).isBetween(12.0, 14.5);
        assertThat(raw[3] - corrected[3]).isBetween(0.0015, 0.002);
    }

    @Test
    void biasesOfTheSiteAreTakenOff() {
        Site biased = site("a", 40, 10, new Site.Bias(25, 0.5, 0.001, 0.002, 0.01));
        Measurement m = Measurement.at(TIME)
                .withRange(900_025, Double.NaN)
                .withRangeRate(100.5, 2)
                .withAzimuthElevation(1.001, Double.NaN, 0.502, Double.NaN);

        TrackObservations observations = new TrackObservations(rotation, track("a", List.of(), m), biased);

        assertThat(observations.observed(0)).isCloseTo(900_000, Offset.offset(1e-6));
        assertThat(observations.observed(1)).isCloseTo(100, Offset.offset(1e-9));
        assertThat(observations.observed(2)).isCloseTo(1, Offset.offset(1e-12));
        assertThat(observations.observed(3)).isCloseTo(0.5, Offset.offset(1e-12));
        assertThat(observations.micros(0)).isEqualTo(TIME - 10_000);
        assertThat(observations.sigma(0)).isEqualTo(Site.Noise.GENERIC.rangeMetres());
        assertThat(observations.sigma(1)).isEqualTo(2);
    }
}

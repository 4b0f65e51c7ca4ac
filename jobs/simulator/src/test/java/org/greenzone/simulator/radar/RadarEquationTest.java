package org.greenzone.simulator.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.track.Site;
import org.greenzone.simulator.scenario.Observation;
import org.greenzone.simulator.scenario.Radar;
import org.junit.jupiter.api.Test;

class RadarEquationTest {
    @Test
    void crossSectionIsOpticalForLargeAndRayleighForSmallObjects() {
        assertThat(RadarEquation.crossSection(5, 0.1)).isEqualTo(Math.PI * 25 / 4, within(0.01));
        double x = 0.01 / 0.68;
        assertThat(RadarEquation.crossSection(0.01, 0.68))
                .isEqualTo(0.68 * 0.68 * 9 * Math.pow(Math.PI, 5) * Math.pow(x, 6) / 4, within(1e-10));
    }

    @Test
    void signalFallsWithTheFourthPowerOfTheRangeFromTheThreshold() {
        Site site = new Site(
                "s", List.of(), "", 0, 0, 0, Site.Noise.GENERIC, Site.Bias.NONE, 3e9, 1, List.of(), Double.NaN);
        Radar radar = new Radar(site, 0.1, 0.1, 1e6, 1, 1, 0, 0, 0, List.of());
        double mean = RadarEquation.crossSection(0.1, 0.1);
        assertThat(RadarEquation.signalToNoise(radar, Observation.DEFAULT, mean, 1e6))
                .isEqualTo(12, within(1e-9));
        assertThat(RadarEquation.signalToNoise(radar, Observation.DEFAULT, mean, 2e6))
                .isEqualTo(12 - 12.04, within(0.01));
        assertThat(RadarEquation.signalToNoise(radar, Observation.DEFAULT, 10 * mean, 1e6))
                .isEqualTo(22, within(1e-9));
    }
}

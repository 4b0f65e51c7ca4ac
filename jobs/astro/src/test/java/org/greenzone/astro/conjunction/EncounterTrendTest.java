package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.greenzone.astro.conjunction.EncounterTrend.Direction;
import org.junit.jupiter.api.Test;

class EncounterTrendTest {
    private static EncounterTrend trend(double... probabilities) {
        return EncounterTrend.ofProbabilities(probabilities);
    }

    @Test
    void aPowerOfTenWithinTheNewestFourUpdatesIsATrend() {
        assertThat(trend(1e-7, 2e-7, 3e-7, 2e-6).direction()).isEqualTo(Direction.GROWING);
        assertThat(trend(1e-7, 2e-7, 3e-7, 2e-6).decades()).isCloseTo(Math.log10(20), within(1e-12));
        assertThat(trend(2e-6, 1e-6, 1e-7).direction()).isEqualTo(Direction.FALLING);
        assertThat(trend(2e-6, 3e-6, 9e-7).direction()).isEqualTo(Direction.STABLE);
        // What was before the newest four is past.
        assertThat(trend(1e-9, 1e-6, 2e-6, 1e-6, 2e-6).direction()).isEqualTo(Direction.STABLE);
    }

    @Test
    void whatNobodyWouldReportHasNoTrendAndWhatIsNotKnownIsPassedOver() {
        assertThat(trend(1e-200, 1e-100, 0).direction()).isEqualTo(Direction.STABLE);
        assertThat(trend(0, 1e-8).decades()).isCloseTo(2, within(1e-12));
        assertThat(trend(1e-8).direction()).isEqualTo(Direction.UNKNOWN);
        assertThat(trend(Double.NaN, 1e-8).direction()).isEqualTo(Direction.UNKNOWN);
        assertThat(trend(1e-8, Double.NaN, 1e-6).direction()).isEqualTo(Direction.GROWING);
        assertThat(trend().decades()).isNaN();
    }
}

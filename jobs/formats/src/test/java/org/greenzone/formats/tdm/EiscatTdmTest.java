package org.greenzone.formats.tdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class EiscatTdmTest {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    private static ReadResult<Track> read() {
        return new TdmReader(SiteCatalogue.builtIn(), PhysicalData.builtIn(), TdmOptions.DEFAULT)
                .read(SharedData.require("eiscat-envisat/2002-009A-2016-09-06_08-27-08.tdm"));
    }

    @Test
    void sixBurstsWithinFiveMinutesAreOneTrackOfTheSiteAndTheObjectNamedInTheFile() {
        ReadResult<Track> result = read();
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(1);
        Track track = result.records().get(0);
        assertThat(track.siteId()).isEqualTo("eiscat-uhf");
        assertThat(track.transmitterSiteId()).isEqualTo("eiscat-uhf");
        assertThat(track.claimedObjectId()).isEqualTo("2002-009A");
        assertThat(track.publishedBy()).isEqualTo("EISCAT");
        assertThat(track.measurements()).hasSize(913);
        assertThat(track.correctionsApplied()).isEmpty();
    }

    @Test
    void twoWaySecondsAreHalvedAndTransmitTimesMovedToTheBounce() throws Exception {
        Measurement first = read().records().get(0).measurements().get(0);
        double expected = 0.009107743750 * SPEED_OF_LIGHT / 2;
        assertThat(first.rangeMetres()).isEqualTo(expected);
        long tag = UtcText.micros("2016-09-06T08:27:08.660");
        assertThat(first.timeMicros()).isEqualTo(tag + Math.round(expected / SPEED_OF_LIGHT * 1e6));
    }

    @Test
    void rangeRateHasTheSignOfTheChangeOfRange() {
        List<Measurement> measurements = read().records().get(0).measurements();
        int compared = 0;
        for (int i = 0; i + 20 < measurements.size(); i++) {
            Measurement a = measurements.get(i);
            Measurement b = measurements.get(i + 20);
            double seconds = (b.timeMicros() - a.timeMicros()) * 1e-6;
            if (seconds < 1) {
                double slope = (b.rangeMetres() - a.rangeMetres()) / seconds;
                double mean = (a.rangeRateMetresPerSecond() + b.rangeRateMetresPerSecond()) / 2;
                // 20 m of range noise at both ends of 0.4 s are 70 m/s; the Doppler comes in steps of 79 m/s.
                assertThat(mean).isCloseTo(slope, org.assertj.core.data.Offset.offset(450.0));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }
}

package org.greenzone.formats.leolabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class LeoLabsReaderTest {
    private static final LeoLabsReader READER = new LeoLabsReader(SiteCatalogue.builtIn());

    @Test
    void publicSamplesBecomeOneTrackForEachPassWithCorrectedValues() throws Exception {
        ReadResult<Track> result = READER.read(SharedData.require("leolabs/measurements.json"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).extracting(Track::siteId).containsExactly("msr", "pfisr");
        Track envisat = result.records().get(1);
        assertThat(envisat.claimedObjectId()).isEqualTo("27386");
        assertThat(envisat.correctionsApplied()).containsExactly("doppler-bias", "ionosphere", "range-bias");
        Measurement measurement = envisat.measurements().get(0);
        assertThat(measurement.timeMicros()).isEqualTo(UtcText.micros("2017-08-14T18:59:24.124471"));
        assertThat(measurement.rangeMetres()).isEqualTo(844051.73662067);
        assertThat(measurement.rangeSigmaMetres()).isEqualTo(14.0771121565189);
        assertThat(measurement.rangeRateMetresPerSecond()).isEqualTo(-541.573712963274);
        assertThat(Math.toDegrees(measurement.elevationRadians())).isCloseTo(64.32, within(1e-9));
        assertThat(Math.toDegrees(measurement.azimuthSigmaRadians())).isCloseTo(1.0, within(1e-9));
        assertThat(measurement.snrDecibels()).isEqualTo(21.9874788479196);
    }

    private static String measurement(int pass, String time, String values) {
        return "{\"instrument\":\"msr\",\"noradCatalogNumber\":42,\"targetPass\":" + pass + ",\"measuredAt\":\"" + time
                + "\",\n\"values\":{" + values + "}}";
    }

    @Test
    void measurementsAreGroupedByPassAndSortedByTime() {
        String text = "{\"measurements\":[\n"
                + measurement(2, "2021-11-15T16:20:10", "\"range\":700000") + ",\n"
                + measurement(1, "2021-11-15T16:20:05", "\"range\":800000") + ",\n"
                + measurement(2, "2021-11-15T16:20:08", "\"range\":710000,\"doppler\":-3000") + "]}";
        ReadResult<Track> result = Read.text(text, READER::read);
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(2);
        assertThat(result.records().get(1).measurements())
                .extracting(Measurement::rangeMetres)
                .containsExactly(710_000.0, 700_000.0);
        assertThat(result.records().get(1).correctionsApplied()).isEmpty();
    }

    @Test
    void badFieldIsNamedWithItsLineAndTheOthersAreKept() {
        String text = "[\n" + measurement(1, "2021-11-15T16:20:10", "\"range\":\"far\"") + ",\n"
                + measurement(1, "2021-11-15T16:20:11", "\"range\":700000") + ",\n"
                + measurement(1, "yesterday", "\"range\":700000") + "]";
        ReadResult<Track> result = Read.text(text, READER::read);
        assertThat(result.records().get(0).measurements()).hasSize(1);
        assertThat(result.problems()).hasSize(2);
        assertThat(result.problems().get(0).toString())
                .isEqualTo("test:3: values.range: 'far' is not a number; the measurement is left out");
        assertThat(result.problems().get(1).toString()).startsWith("test:6: measuredAt: 'yesterday' is not a time");
    }

    private static String passless(String object, String time) {
        return "{\"instrument\":\"msr\"," + object + ",\"measuredAt\":\"" + time + "\",\"values\":{\"range\":700000}}";
    }

    @Test
    void measurementsWithoutAPassAreSplitAtPausesAndByObject() {
        String named = "\"noradCatalogNumber\":42";
        String text = "["
                + String.join(
                        ",",
                        passless(named, "2021-11-15T16:20:00"),
                        passless(named, "2021-11-15T16:20:10"),
                        passless(named, "2021-11-15T17:55:00"),
                        passless("\"catalogNumber\":\"L1\"", "2021-11-15T16:20:00"),
                        passless("\"catalogNumber\":\"L2\"", "2021-11-15T16:20:05"))
                + "]";
        ReadResult<Track> result = Read.text(text, READER::read);
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(4);
        assertThat(result.records()).extracting(Track::claimedObjectId).containsExactlyInAnyOrder("", "", "42", "42");
    }

    @Test
    void measurementThatComesTwiceCountsOnce() {
        String one = "{\"id\":7,"
                + measurement(1, "2021-11-15T16:20:10", "\"range\":700000").substring(1);
        ReadResult<Track> result = Read.text("[" + one + "," + one + "]", READER::read);
        assertThat(result.records().get(0).measurements()).hasSize(1);
        assertThat(result.hasErrors()).isFalse();
        assertThat(result.problems().get(0).field()).isEqualTo("id");
    }

    @Test
    void valueThatIsNoNumberCostsItsMeasurementAndNotTheRestOfTheFile() {
        String text = "[" + measurement(1, "2021-11-15T16:20:10", "\"range\":NaN") + ","
                + measurement(1, "2021-11-15T16:20:11", "\"range\":700000") + "]";
        ReadResult<Track> result = Read.text(text, READER::read);
        assertThat(result.records().get(0).measurements()).hasSize(1);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).toString()).contains("values.range: 'NaN' is not a number");
    }
}

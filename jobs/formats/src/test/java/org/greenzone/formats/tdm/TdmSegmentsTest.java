package org.greenzone.formats.tdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.tdm.Observation;
import org.orekit.files.ccsds.ndm.tdm.ObservationType;
import org.orekit.files.ccsds.ndm.tdm.Tdm;

/** What a message may put into several segments, and what it may say in ways of its own. */
class TdmSegmentsTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    private static ReadResult<Track> read(String... segments) {
        String text = "CCSDS_TDM_VERS = 2.0\nCREATION_DATE = 2021-11-15T17:00:00\nORIGINATOR = TEST\n"
                + String.join("", segments);
        return Read.text(text, new TdmReader(SiteCatalogue.builtIn(), PHYSICS, TdmOptions.DEFAULT)::read);
    }

    private static String segment(String object, String metadata, String data) {
        return "META_START\nTIME_SYSTEM = UTC\nPARTICIPANT_1 = KSR\nPARTICIPANT_2 = " + object
                + "\nMODE = SEQUENTIAL\nPATH = 1,2,1\n" + metadata + "META_STOP\nDATA_START\n" + data + "DATA_STOP\n";
    }

    private static Measurement only(ReadResult<Track> result) {
        assertThat(result.records()).hasSize(1);
        assertThat(result.records().get(0).measurements()).hasSize(1);
        return result.records().get(0).measurements().get(0);
    }

    private static List<String> errors(ReadResult<?> result) {
        return result.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .map(Problem::toString)
                .toList();
    }

    private static final String RANGES = "RANGE = 2021-11-15T16:25:00 700.5\nRANGE = 2021-11-15T16:25:10 705.5\n";
    private static final String ANGLES = "ANGLE_1 = 2021-11-15T16:25:00 120\nANGLE_2 = 2021-11-15T16:25:00 50\n";

    @Test
    void kindsOfOnePassInSegmentsOfTheirOwnBecomeOneTrack() {
        ReadResult<Track> result = read(
                segment("13552", "", RANGES),
                segment("13552", "ANGLE_TYPE = AZEL\n", ANGLES),
                segment("13552", "", "DOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 0.5\n"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(1);
        List<Measurement> measurements = result.records().get(0).measurements();
        assertThat(measurements).hasSize(2);
        assertThat(measurements.get(0).rangeMetres()).isEqualTo(700_500);
        assertThat(measurements.get(0).rangeRateMetresPerSecond()).isEqualTo(500);
        assertThat(Math.toDegrees(measurements.get(0).azimuthRadians())).isCloseTo(120, within(1e-12));
    }

    @Test
    void burstsOfOnePassInSegmentsOfTheirOwnBecomeOneTrack() {
        ReadResult<Track> result =
                read(segment("13552", "", RANGES), segment("13552", "", RANGES.replace("16:25", "16:26")));
        assertThat(result.records()).hasSize(1);
        assertThat(result.records().get(0).measurements()).hasSize(4);
    }

    @Test
    void objectsThatAreNotNamedStayApart() {
        String later = RANGES.replace("16:25", "16:26");
        ReadResult<Track> result = read(segment("UNKNOWN", "", RANGES), segment("UNKNOWN", "", later));
        assertThat(result.records()).hasSize(2);
        assertThat(result.records()).allMatch(t -> t.claimedObjectId().isEmpty());
        assertThat(read(
                                segment("UNKNOWN", "TRACK_ID = A1\n", RANGES),
                                segment("UNKNOWN", "TRACK_ID = A1\n", later),
                                segment("UNKNOWN", "TRACK_ID = A2\n", later))
                        .records())
                .hasSize(2);
    }

    @Test
    void segmentsThatMeasuredTheSameAtTheSameTimeStayApart() {
        ReadResult<Track> result =
                read(segment("13552", "", RANGES), segment("13552", "", RANGES.replace("700.5", "900.5")));
        assertThat(result.records()).hasSize(2);
        assertThat(result.records()).allMatch(t -> t.measurements().size() == 2);
    }

    @Test
    void opticalTrackOfAnUnknownObjectHasItsReceiverAsSite() {
        ReadResult<Track> result = read("""
                META_START
                TRACK_ID = S_1
                TIME_SYSTEM = UTC
                PARTICIPANT_1 = SOME-TELESCOPE
                PARTICIPANT_2 = UNKNOWN
                MODE = SEQUENTIAL
                PATH = 2,1
                ANGLE_TYPE = RADEC
                REFERENCE_FRAME = EME2000
                META_STOP
                DATA_START
                ANGLE_1 = 2019-10-21T18:59:38.869008 333.5
                ANGLE_2 = 2019-10-21T18:59:38.869008 5.25
                MAG = 2019-10-21T18:59:38.869008 10.5
                DATA_STOP
                """);
        assertThat(errors(result)).isEmpty();
        assertThat(result.records().get(0).siteId()).isEqualTo("some-telescope");
        assertThat(result.records().get(0).claimedObjectId()).isEmpty();
    }

    @Test
    void keywordsThatDoNotExistAndLinesOutsideOfSegmentsAreNamed() {
        ReadResult<Track> result = read(
                "PURPOSE = TESTING\n",
                segment("13552", "TIMETAG_REFF = TRANSMIT\n", RANGES + "RNAGE = 2021-11-15T16:25:20 1\n"),
                "RANGE = 2021-11-15T16:25:30 700\n");
        assertThat(result.records().get(0).measurements()).hasSize(2);
        assertThat(errors(result)).hasSize(4);
        assertThat(errors(result).get(0)).startsWith("test:4: PURPOSE: stands outside of META_START");
        assertThat(errors(result).get(1)).startsWith("test:11: TIMETAG_REFF: is not a keyword of the metadata");
        assertThat(errors(result).get(2)).startsWith("test:16: RNAGE: is not a kind of measurement");
        assertThat(errors(result).get(3)).startsWith("test:18: RANGE: stands outside of META_START");
    }

    @Test
    void instantsWithoutRangeRateOrAnglesMakeNoMeasurement() {
        ReadResult<Track> signalOnly = read(segment(
                "13552",
                "",
                "RANGE = 2021-11-15T16:25:00 700.5\nRCS = 2021-11-15T16:25:05 0.5\nPC_N0 = 2021-11-15T16:25:06 40\n"));
        assertThat(only(signalOnly).rangeMetres()).isEqualTo(700_500);
        assertThat(signalOnly.problems().get(0).message()).startsWith("2 instants");
        ReadResult<Track> halfPair =
                read(segment("13552", "ANGLE_TYPE = AZEL\n", "ANGLE_1 = 2021-11-15T16:25:00 120\n"));
        assertThat(halfPair.records()).isEmpty();
        assertThat(errors(halfPair).get(0)).contains("ANGLE_1: the other angle of the pair is missing");
    }

    @Test
    void unitsThatAreWrittenMustBeThoseThatAreRead() {
        ReadResult<Track> result = read(segment(
                "13552",
                "RANGE_UNITS = km\n",
                "RANGE = 2021-11-15T16:25:00 700.5 [km]\nRANGE = 2021-11-15T16:25:01 700500 [m]\n"));
        assertThat(only(result).rangeMetres()).isEqualTo(700_500);
        assertThat(errors(result).get(0)).contains("unit is [m], read is only [km]");
    }

    @Test
    void valuesInTheWrongUnitAreNotTakenForMeasurements() {
        ReadResult<Track> result = read(segment(
                "13552",
                "",
                "RANGE = 2021-11-15T16:25:00 1700500\nDOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 -6500\n"));
        assertThat(result.records()).isEmpty();
        assertThat(errors(result)).hasSize(2);
    }

    @Test
    void wildRangeDoesNotPutTheTrackOutOfOrder() {
        ReadResult<Track> result = read(segment(
                "13552",
                "",
                "RANGE = 2021-11-15T16:25:00.00 700.5\nRANGE = 2021-11-15T16:25:00.02 900000\n"
                        + "RANGE = 2021-11-15T16:25:00.04 700.7\n"));
        List<Measurement> measurements = result.records().get(0).measurements();
        assertThat(measurements).hasSize(3);
        for (int i = 1; i < 3; i++) {
            assertThat(measurements.get(i).timeMicros())
                    .isGreaterThanOrEqualTo(measurements.get(i - 1).timeMicros());
        }
    }

    @Test
    void frequenciesThereAndBackGiveTheRangeRate() {
        double rate = -4321.0;
        double sent = 440e6;
        double heard = sent * (1 - rate / SPEED_OF_LIGHT) / (1 + rate / SPEED_OF_LIGHT);
        ReadResult<Track> result = read(segment(
                "13552",
                "FREQ_OFFSET = 4.4E8\n",
                "TRANSMIT_FREQ_1 = 2021-11-15T16:20:00 440000000\nRANGE = 2021-11-15T16:25:00 700.5\n"
                        + "RECEIVE_FREQ_1 = 2021-11-15T16:25:00 " + (heard - 4.4e8) + "\n"));
        assertThat(result.problems()).isEmpty();
        assertThat(only(result).rangeRateMetresPerSecond()).isCloseTo(rate, within(0.1));
    }

    @Test
    void correctionsOfWhichNothingIsSaidAreAddedAndNoted() {
        ReadResult<Track> result =
                read(segment("13552", "CORRECTION_RANGE = -0.5\n", "RANGE = 2021-11-15T16:25:00 700.5\n"));
        assertThat(only(result).rangeMetres()).isEqualTo(700_000);
        assertThat(result.problems().get(0).toString()).contains("CORRECTIONS_APPLIED: is missing; taken as NO");
    }

    @Test
    void degradedDataAreUsedAndNoted() {
        ReadResult<Track> result = read(segment("13552", "DATA_QUALITY = DEGRADED\n", RANGES));
        assertThat(result.hasErrors()).isFalse();
        assertThat(result.problems()).anyMatch(p -> p.field().equals("DATA_QUALITY"));
    }

    @Test
    void elevationBeyondTheZenithIsTheSameDirectionOnTheOtherSide() {
        Measurement m = only(read(segment(
                "13552",
                "ANGLE_TYPE = AZEL\nTIMETAG_REF = BOUNCE\n",
                "ANGLE_1 = 2021-11-15T16:25:00 120\nANGLE_2 = 2021-11-15T16:25:00 130\n")));
        assertThat(Math.toDegrees(m.azimuthRadians())).isCloseTo(300, within(1e-9));
        assertThat(Math.toDegrees(m.elevationRadians())).isCloseTo(50, within(1e-9));
    }

    @Test
    void dayOfYearAndLeapSecondAreRead() throws Exception {
        Measurement m = only(
                read(segment("13552", "TIMETAG_REF = BOUNCE\n", "DOPPLER_INSTANTANEOUS = 2016-366T23:59:60.5Z 1\n")));
        assertThat(m.timeMicros()).isEqualTo(UtcText.micros("2017-01-01T00:00:00.5"));
        assertThat(errors(read(segment("13552", "", "DOPPLER_INSTANTANEOUS = 2021-11-15T16:25:60 1\n"))))
                .hasSize(1);
    }

    @Test
    void orekitReadsWhatIsWritten() {
        Track track = Track.of(
                "ksr",
                "ksr",
                "TEST",
                "",
                List.of(),
                List.of(
                        Measurement.at(1_636_993_500_123_456L)
                                .withRange(654_321.123456, Double.NaN)
                                .withRangeRate(-1234.5, Double.NaN)
                                .withAzimuthElevation(1.25, Double.NaN, 0.75, Double.NaN),
                        Measurement.at(1_636_993_501_123_456L)
                                .withRightAscensionDeclination(1.5, Double.NaN, -0.5, Double.NaN)));
        String written = new TdmWriter(SiteCatalogue.builtIn()).kvn(List.of(track), "TEST", 0);
        Tdm tdm = new ParserBuilder(OrekitData.context())
                .buildTdmParser()
                .parseMessage(new DataSource(
                        "written", () -> new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8))));
        assertThat(tdm.getSegments()).hasSize(2);
        Observation range = tdm.getSegments().get(0).getData().getObservations().get(0);
        assertThat(range.getType()).isEqualTo(ObservationType.RANGE);
        assertThat(range.getMeasurement()).isCloseTo(654_321.123456, within(1e-6));
        ReadResult<Track> back =
                Read.text(written, new TdmReader(SiteCatalogue.builtIn(), PHYSICS, TdmOptions.DEFAULT)::read);
        assertThat(back.hasErrors()).isFalse();
        assertThat(back.records().get(0).claimedObjectId()).isEmpty();
    }

    @Test
    void messageWithoutSegmentsOrObservationsIsNotSilent() {
        assertThat(errors(read())).hasSize(1);
        ReadResult<Track> empty = read(segment("13552", "", ""));
        assertThat(empty.hasErrors()).isFalse();
        assertThat(empty.problems().get(0).message()).isEqualTo("a segment without observations");
    }
}

package org.greenzone.formats.tdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.junit.jupiter.api.Test;

class TdmReaderTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    private static ReadResult<Track> read(String text) {
        return read(text, TdmOptions.DEFAULT);
    }

    private static ReadResult<Track> read(String text, TdmOptions options) {
        return Read.text(text, new TdmReader(SiteCatalogue.builtIn(), PHYSICS, options)::read);
    }

    /** A segment of the Kiwi radar; metadata replace the usual ones of the same keyword. */
    private static String message(String metadata, String data) {
        String usual = """
                TIME_SYSTEM = UTC
                PARTICIPANT_1 = KSR
                PARTICIPANT_2 = 13552
                MODE = SEQUENTIAL
                PATH = 1,2,1
                TIMETAG_REF = RECEIVE
                RANGE_UNITS = km
                """;
        StringBuilder kept = new StringBuilder();
        for (String line : usual.lines().toList()) {
            if (!metadata.contains(line.substring(0, line.indexOf('=')))) {
                kept.append(line).append('\n');
            }
        }
        return "CCSDS_TDM_VERS = 2.0\nORIGINATOR = TEST\nMETA_START\n" + kept + metadata + "META_STOP\nDATA_START\n"
                + data + "DATA_STOP\n";
    }

    private static Measurement only(ReadResult<Track> result) {
        assertThat(result.records()).hasSize(1);
        assertThat(result.records().get(0).measurements()).hasSize(1);
        return result.records().get(0).measurements().get(0);
    }

    private static long micros(String text) throws Exception {
        return UtcText.micros(text);
    }

    @Test
    void badLinesAreNamedByFileLineAndFieldAndTheGoodRestIsKept() {
        ReadResult<Track> result = read(message("", """
                RANGE = 2021-11-15T16:25:00 700.5
                RANGE = 2021-11-15T16:25:01 7OO.5
                RANGE = 2021-11-15T16:65:02 700.5
                RANGE = 2021-11-15T16:25:03
                this is no datum
                RANGE = 2021-11-15T16:25:04 NaN
                RANGE = 2021-11-15T16:25:05 701.5
                """));
        assertThat(result.records().get(0).measurements()).hasSize(2);
        assertThat(result.hasErrors()).isTrue();
        assertThat(result.problems().stream().map(Problem::toString))
                .containsExactly(
                        "test:14: RANGE: '7OO.5' is not a number; the value is left out",
                        "test:15: RANGE: '2021-11-15T16:65:02' is not a time; write 2021-11-15T02:47:00.000 or"
                                + " 2021-319T02:47:00.000; the value is left out",
                        "test:16: RANGE: '2021-11-15T16:25:03' is not a time and a value; the line is left out",
                        "test:17: 'this is no datum' is not KEYWORD = value; the line is left out",
                        "test:18: RANGE: 'NaN' is not a number; the value is left out");
    }

    @Test
    void timeTagsOfReceptionAreMovedBackAndOfTransmissionForward() throws Exception {
        long tag = micros("2021-11-15T16:25:00");
        long way = Math.round(700_500 / SPEED_OF_LIGHT * 1e6);
        String data = "RANGE = 2021-11-15T16:25:00 700.5\n";
        assertThat(only(read(message("", data))).timeMicros()).isEqualTo(tag - way);
        assertThat(only(read(message("TIMETAG_REF = TRANSMIT\n", data))).timeMicros())
                .isEqualTo(tag + way);
        assertThat(only(read(message("TIMETAG_REF = BOUNCE\n", data))).timeMicros())
                .isEqualTo(tag);
    }

    @Test
    void downlinkIsAtTheObjectWhenItTransmits() throws Exception {
        String data = "RANGE = 2021-11-15T16:25:00 700.5\n";
        Measurement measurement = only(read(message("TIMETAG_REF = TRANSMIT\nPATH = 2,1\n", data)));
        assertThat(measurement.timeMicros()).isEqualTo(micros("2021-11-15T16:25:00"));
        assertThat(measurement.rangeMetres()).isCloseTo(700_500, within(1e-6));
    }

    @Test
    void secondsOfATwoWayPathAreTheRoundTripAndKilometresTheDistance() {
        Measurement seconds = only(read(message("RANGE_UNITS = s\n", "RANGE = 2021-11-15T16:25:00 0.005\n")));
        assertThat(seconds.rangeMetres()).isEqualTo(0.005 * SPEED_OF_LIGHT / 2);
        Measurement kilometres = only(read(message("", "RANGE = 2021-11-15T16:25:00 700.5\n")));
        assertThat(kilometres.rangeMetres()).isEqualTo(700_500);
        TdmOptions roundTrip =
                new TdmOptions(TdmOptions.Convention.ROUND_TRIP, TdmOptions.Convention.ROUND_TRIP, Double.NaN, 600);
        Measurement halved = only(read(
                message("", "RANGE = 2021-11-15T16:25:00 1401\nDOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 4\n"),
                roundTrip));
        assertThat(halved.rangeMetres()).isEqualTo(700_500);
        assertThat(halved.rangeRateMetresPerSecond()).isEqualTo(2000);
    }

    @Test
    void rangeUnitsNeedTheirLength() {
        String message = message("RANGE_UNITS = RU\n", "RANGE = 2021-11-15T16:25:00 7005\n");
        ReadResult<Track> unknown = read(message);
        assertThat(unknown.records()).isEmpty();
        assertThat(unknown.problems().get(0).message())
                .contains("one RU (RANGE_UNITS) has a length that the file does not say");
        TdmOptions known = new TdmOptions(TdmOptions.Convention.BY_UNITS, TdmOptions.Convention.BY_UNITS, 100, 600);
        assertThat(only(read(message, known)).rangeMetres()).isEqualTo(700_500);
    }

    @Test
    void rangesThatMayHaveWrappedAroundAreRefused() {
        ReadResult<Track> result = read(message(
                "RANGE_MODULUS = 500\n",
                "RANGE = 2021-11-15T16:25:00 200.5\nRANGE = 2021-11-15T16:25:01 201.5\n"
                        + "DOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 1.5\n"));
        assertThat(result.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR))
                .hasSize(1);
        assertThat(only(result).hasRange()).isFalse();
        assertThat(only(result).rangeRateMetresPerSecond()).isEqualTo(1500);
    }

    @Test
    void correctionsAreAddedOnlyWhereTheyWereNotApplied() {
        String data = "RANGE = 2021-11-15T16:25:00 700.5\nDOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 1.5\n";
        String corrections = "CORRECTION_RANGE = -0.5\nCORRECTION_DOPPLER = 0.25\nCORRECTIONS_APPLIED = ";
        ReadResult<Track> raw = read(message(corrections + "NO\n", data));
        assertThat(only(raw).rangeMetres()).isEqualTo(700_000);
        assertThat(only(raw).rangeRateMetresPerSecond()).isEqualTo(1750);
        assertThat(raw.records().get(0).correctionsApplied()).containsExactly("range", "range-rate");
        assertThat(only(read(message(corrections + "YES\n", data))).rangeMetres())
                .isEqualTo(700_500);
    }

    @Test
    void integratedDopplerIsPutIntoTheMiddleOfItsInterval() throws Exception {
        String metadata = "TIMETAG_REF = BOUNCE\nINTEGRATION_INTERVAL = 2\nINTEGRATION_REF = ";
        String data = "DOPPLER_INTEGRATED = 2021-11-15T16:25:00 1.5\n";
        assertThat(only(read(message(metadata + "START\n", data))).timeMicros())
                .isEqualTo(micros("2021-11-15T16:25:01"));
        assertThat(only(read(message(metadata + "END\n", data))).timeMicros()).isEqualTo(micros("2021-11-15T16:24:59"));
        assertThat(only(read(message(metadata + "MIDDLE\n", data))).timeMicros())
                .isEqualTo(micros("2021-11-15T16:25:00"));
    }

    @Test
    void dopplerOfASiteThatCountsApproachingPositiveIsTurnedRound() {
        String data = "RANGE = 2021-11-15T16:25:00 700.5\nDOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 1.5\n";
        assertThat(only(read(message("PARTICIPANT_1 = eiscat_uhf_tromso\n", data)))
                        .rangeRateMetresPerSecond())
                .isEqualTo(-1500);
    }

    @Test
    void timesOfOtherSystemsBecomeUtc() throws Exception {
        String data = "RANGE = 2021-11-15T16:25:37 700.5\n";
        long utc = only(read(message("TIME_SYSTEM = UTC\nTIMETAG_REF = BOUNCE\n", data)))
                .timeMicros();
        assertThat(utc
                        - only(read(message("TIME_SYSTEM = TAI\nTIMETAG_REF = BOUNCE\n", data)))
                                .timeMicros())
                .isEqualTo(37_000_000);
        assertThat(utc
                        - only(read(message("TIME_SYSTEM = GPS\nTIMETAG_REF = BOUNCE\n", data)))
                                .timeMicros())
                .isEqualTo(18_000_000);
        assertThat(utc
                        - only(read(message("TIME_SYSTEM = TT\nTIMETAG_REF = BOUNCE\n", data)))
                                .timeMicros())
                .isEqualTo(69_184_000);
        // UT1 - UTC was -0.108 s.
        assertThat(only(read(message("TIME_SYSTEM = UT1\nTIMETAG_REF = BOUNCE\n", data)))
                                .timeMicros()
                        - utc)
                .isBetween(100_000L, 116_000L);
        assertThat(read(message("TIME_SYSTEM = SCLK\n", data)).problems().get(0).toString())
                .startsWith("test:10: TIME_SYSTEM: 'SCLK' is not a time system");
    }

    @Test
    void anglesOfAllMountsAreBroughtToTheHorizon() {
        // Azimuth 120, elevation 50: east 0.5567, north -0.3214, up 0.7660.
        double east = Math.cos(Math.toRadians(50)) * Math.sin(Math.toRadians(120));
        double north = Math.cos(Math.toRadians(50)) * Math.cos(Math.toRadians(120));
        double up = Math.sin(Math.toRadians(50));
        check("AZEL", 120, 50);
        check("XEYN", Math.toDegrees(Math.atan2(east, up)), Math.toDegrees(Math.asin(north)));
        check("XSYE", Math.toDegrees(Math.atan2(-north, up)), Math.toDegrees(Math.asin(east)));
    }

    private static void check(String type, double angle1, double angle2) {
        Measurement measurement = only(read(message(
                "ANGLE_TYPE = " + type + "\n",
                "RANGE = 2021-11-15T16:25:00 700.5\nANGLE_1 = 2021-11-15T16:25:00 " + angle1
                        + "\nANGLE_2 = 2021-11-15T16:25:00 " + angle2 + "\n")));
        assertThat(Math.toDegrees(measurement.azimuthRadians())).isCloseTo(120, within(1e-9));
        assertThat(Math.toDegrees(measurement.elevationRadians())).isCloseTo(50, within(1e-9));
    }

    @Test
    void rightAscensionsNeedAFrameAndAreTurnedToGcrf() {
        String data = "ANGLE_1 = 2021-11-15T16:25:00 10\nANGLE_2 = 2021-11-15T16:25:00 20\n";
        Measurement icrf = only(read(message("ANGLE_TYPE = RADEC\nREFERENCE_FRAME = ICRF\n", data)));
        assertThat(Math.toDegrees(icrf.rightAscensionRadians())).isCloseTo(10, within(1e-9));
        Measurement eme = only(read(message("ANGLE_TYPE = RADEC\nREFERENCE_FRAME = EME2000\n", data)));
        // The frame bias is 23 mas at most.
        assertThat(Math.toDegrees(eme.declinationRadians()))
                .isCloseTo(20, within(3e-5))
                .isNotEqualTo(20.0);
        ReadResult<Track> none = read(message("ANGLE_TYPE = RADEC\n", data));
        assertThat(none.records()).isEmpty();
        assertThat(none.hasErrors()).isTrue();
    }

    @Test
    void segmentsThatCannotBeUsedAreRefusedWithTheirReason() {
        String data = "RANGE = 2021-11-15T16:25:00 700.5\n";
        assertThat(read(message("MODE = SINGLE_DIFF\n", data)).problems().get(0).message())
                .contains("differences of two paths");
        assertThat(read(message("PATH = 1,2,3,2,1\n", data)).records()).isEmpty();
        assertThat(read(message("PATH = 1,3,1\n", data)).problems().get(0).toString())
                .contains("PATH: names participant 3");
    }

    @Test
    void badSegmentLeavesTheOthersAlone() {
        String good = message("", "RANGE = 2021-11-15T16:25:00 700.5\n");
        String bad = message("MODE = SINGLE_DIFF\n", "RANGE = 2021-11-15T16:25:00 700.5\n");
        ReadResult<Track> result = read(bad + good);
        assertThat(result.records()).hasSize(1);
        assertThat(result.hasErrors()).isTrue();
    }

    @Test
    void bistaticPathNamesBothSites() {
        ReadResult<Track> result = read(
                message("PARTICIPANT_3 = MSR\nPATH = 1,2,3\nRANGE_UNITS = s\n", "RANGE = 2021-11-15T16:25:00 0.005\n"));
        assertThat(result.records().get(0).transmitterSiteId()).isEqualTo("ksr");
        assertThat(result.records().get(0).siteId()).isEqualTo("msr");
    }

    @Test
    void kindsThatAreNotUsedAreReportedOnceAndWeatherNot() {
        ReadResult<Track> result = read(message("", """
                RANGE = 2021-11-15T16:25:00 700.5
                RECEIVE_FREQ_1 = 2021-11-15T16:25:00 440000000
                RECEIVE_FREQ_1 = 2021-11-15T16:25:01 440000000
                TEMPERATURE = 2021-11-15T16:25:01 280
                """));
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).field()).isEqualTo("RECEIVE_FREQ_1");
    }

    @Test
    void longPauseBeginsAnotherTrack() {
        ReadResult<Track> result = read(
                message(
                        "",
                        "RANGE = 2021-11-15T16:25:00 700.5\nRANGE = 2021-11-15T16:34:00 700.5\nRANGE = 2021-11-15T18:00:00 700.5\n"));
        assertThat(result.records()).hasSize(2);
        assertThat(result.records().get(0).measurements()).hasSize(2);
    }

    @Test
    void linesOutOfOrderAreSortedAndMergedByTime() {
        List<Measurement> measurements = read(message("", """
                        RANGE = 2021-11-15T16:25:01 701.5
                        RANGE = 2021-11-15T16:25:00 700.5
                        DOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 1.0
                        RCS = 2021-11-15T16:25:00 0.25
                        """)).records().get(0).measurements();
        assertThat(measurements).hasSize(2);
        assertThat(measurements.get(0).rangeMetres()).isEqualTo(700_500);
        assertThat(measurements.get(0).rangeRateMetresPerSecond()).isEqualTo(1000);
        assertThat(measurements.get(0).rcsSquareMetres()).isEqualTo(0.25);
    }

    @Test
    void fileThatEndsInsideItsDataKeepsWhatIsThereAndSaysSo() {
        String whole = message("", "RANGE = 2021-11-15T16:25:00 700.5\n");
        ReadResult<Track> result = read(whole.replace("DATA_STOP\n", ""));
        assertThat(result.records()).hasSize(1);
        assertThat(result.hasErrors()).isTrue();
    }

    @Test
    void xmlGivesTheSameTracksAsKvn() {
        String kvn =
                message("", "RANGE = 2021-11-15T16:25:00 700.5\nDOPPLER_INSTANTANEOUS = 2021-11-15T16:25:00 1.0\n");
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <tdm id="CCSDS_TDM_VERS" version="2.0">
                 <header><CREATION_DATE>2021-11-15T17:00:00</CREATION_DATE><ORIGINATOR>TEST</ORIGINATOR></header>
                 <body><segment><metadata>
                  <TIME_SYSTEM>UTC</TIME_SYSTEM><PARTICIPANT_1>KSR</PARTICIPANT_1><PARTICIPANT_2>13552</PARTICIPANT_2>
                  <MODE>SEQUENTIAL</MODE><PATH>1,2,1</PATH><TIMETAG_REF>RECEIVE</TIMETAG_REF><RANGE_UNITS>km</RANGE_UNITS>
                 </metadata><data>
                  <observation><EPOCH>2021-11-15T16:25:00</EPOCH><RANGE>700.5</RANGE></observation>
                  <observation><EPOCH>2021-11-15T16:25:00</EPOCH><DOPPLER_INSTANTANEOUS>1.0</DOPPLER_INSTANTANEOUS></observation>
                 </data></segment></body>
                </tdm>
                """;
        assertThat(read(xml).problems()).isEmpty();
        assertThat(read(xml).records()).isEqualTo(read(kvn).records());
    }

    @Test
    void documentTypeDefinitionsAreRefused() {
        ReadResult<Track> result = read(
                "<?xml version=\"1.0\"?><!DOCTYPE tdm [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><tdm><A>&e;</A></tdm>");
        assertThat(result.records()).isEmpty();
        assertThat(result.hasErrors()).isTrue();
    }

    @Test
    void writtenTracksReadBackTheSame() {
        Measurement first = Measurement.at(1_636_993_500_123_456L)
                .withRange(654_321.123456, Double.NaN)
                .withRangeRate(-1234.5678, Double.NaN)
                .withAzimuthElevation(1.25, Double.NaN, 0.75, Double.NaN)
                .withSignal(Double.NaN, 0.125);
        Measurement second = Measurement.at(1_636_993_500_623_456L).withRange(653_700.0, Double.NaN);
        Measurement third = Measurement.at(1_636_993_501_123_457L).withRangeRate(-1230.0, Double.NaN);
        for (String site : List.of("ksr", "eiscat-uhf")) {
            Track track = Track.of(site, site, "TEST", "13552", List.of(), List.of(first, second, third));
            String written = new TdmWriter(SiteCatalogue.builtIn()).kvn(List.of(track), "TEST", 0);
            ReadResult<Track> again = read(written);
            assertThat(again.problems()).isEmpty();
            assertThat(again.records()).hasSize(1);
            Track back = again.records().get(0);
            assertThat(back.siteId()).isEqualTo(site);
            assertThat(back.measurements().stream().map(Measurement::timeMicros))
                    .containsExactly(first.timeMicros(), second.timeMicros(), third.timeMicros());
            assertThat(back.measurements().get(0).rangeMetres()).isCloseTo(first.rangeMetres(), within(1e-9));
            assertThat(back.measurements().get(0).azimuthRadians()).isCloseTo(1.25, within(1e-14));
            assertThat(back.measurements().get(0).rcsSquareMetres()).isEqualTo(0.125);
            assertThat(back.measurements().get(2).rangeRateMetresPerSecond()).isCloseTo(-1230, within(1e-9));
        }
    }
}

package org.greenzone.formats.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.junit.jupiter.api.Test;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.models.earth.troposphere.MariniMurray;
import org.orekit.models.earth.troposphere.TroposphericModelUtils;
import org.orekit.models.earth.weather.ConstantPressureTemperatureHumidityProvider;
import org.orekit.models.earth.weather.PressureTemperatureHumidity;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.TrackingCoordinates;

class CrdReaderTest {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    private static final Site STATION = new Site(
            "7090",
            List.of(),
            "test",
            Math.toRadians(-29.0464),
            Math.toRadians(115.3467),
            244,
            Site.Noise.GENERIC,
            Site.Bias.NONE,
            Double.NaN,
            1,
            List.of(),
            Double.NaN);

    /** Of LAGEOS, from its reflectors to its centre of mass, metres. */
    private static final double TO_CENTRE = 0.251;

    private static final String HEADERS = """
            h1 CRD  1 2016  2 13 14
            h2 YARL       7090  5 13 3
            h3 lageos2     9207002 5986    22195 0 1
            h4  0 2016  2 13 23 59 50 2016  2 14  0  6 46  0 0 0 0 1 0 2 0
            c0 0  532.000 std la1 mcp ti1
            """;

    private static ReadResult<Track> read(String text) {
        return Read.text(text, new CrdReader(SiteCatalogue.of(List.of(STATION)))::read);
    }

    private static List<String> errors(ReadResult<Track> result) {
        return result.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .map(Problem::toString)
                .toList();
    }

    @Test
    void flightOfTenMillisecondsIsHalfOfThatAtTheBounce() throws Exception {
        ReadResult<Track> result = read(HEADERS + "10 86399.0 0.010 std 2 2 0 0 0\nh8\nh9\n");
        Track track = result.records().get(0);
        assertThat(track.claimedObjectId()).isEqualTo("22195");
        Measurement measurement = track.measurements().get(0);
        assertThat(measurement.timeMicros()).isEqualTo(UtcText.micros("2016-02-13T23:59:59.005"));
        assertThat(measurement.rangeMetres()).isCloseTo(1_498_962.29 + TO_CENTRE, within(1e-6));
        assertThat(measurement.rangeSigmaMetres()).isNaN();
    }

    @Test
    void epochEventsMoveToTheBounceAndOneWayOnesAreRefused() throws Exception {
        ReadResult<Track> result = read(HEADERS + """
                10 86399.000 0.010 std 1 2 0 0 0
                10 86399.010 0.010 std 0 2 0 0 0
                10 86398.990 0.010 std 2 2 0 0 0
                10 86399.000 0.010 std 3 2 0 0 0
                """);
        assertThat(result.records().get(0).measurements())
                .extracting(Measurement::timeMicros)
                .containsExactly(
                        UtcText.micros("2016-02-13T23:59:58.995"),
                        UtcText.micros("2016-02-13T23:59:59.000"),
                        UtcText.micros("2016-02-13T23:59:59.005"));
        assertThat(errors(result))
                .containsExactly("test:9: epoch event: 3 is not 0, 1 or 2 (receive, bounce, transmit); the record is"
                        + " left out");
    }

    @Test
    void secondsStartAnewAtMidnightAndRecordsOutOfOrderAreSorted() throws Exception {
        ReadResult<Track> result = read(HEADERS + """
                10 12.0 0.012 std 1 2 0 0 0
                10 86399.0 0.010 std 1 2 0 0 0
                10 86410.0 0.011 std 1 2 0 0 0
                """);
        assertThat(errors(result)).isEmpty();
        assertThat(result.records().get(0).measurements())
                .extracting(Measurement::timeMicros)
                .containsExactly(
                        UtcText.micros("2016-02-13T23:59:59"),
                        UtcText.micros("2016-02-14T00:00:10"),
                        UtcText.micros("2016-02-14T00:00:12"));
    }

    @Test
    void badRecordCostsItselfAndBadHeaderItsPass() {
        ReadResult<Track> result = read(HEADERS + """
                10 86399.0 abc std 2 2 0 0 0
                10 86399.5 0.011 std 2 2 0 0 0
                77 what is this
                h8
                H2 YARL       70x0  5 13 3
                H4  0 2016  2 14 23 59 50 2016  2 15  0  6 46  0 0 0 0 1 0 2 0
                10 86399.5 0.011 std 2 2 0 0 0
                H8
                H1 CRD 2 2016 2 13 14
                H2 YARL 7090 5 13 3 ILRS
                H4 0 2016 2 14 23 59 50 na na na na na na 0 0 0 0 1 0 2 0
                10 86399.5 0.011 std 2 2 0 0 na na
                H8
                H4 0 2016 2 31 23 59 50 na na na na na na 0 0 0 0 1 0 2 0
                10 86399.5 0.011 std 2 2 0 0 na na
                """);
        assertThat(result.records()).hasSize(2);
        assertThat(errors(result))
                .containsExactly(
                        "test:6: time of flight: 'abc' is not a number; the record is left out",
                        "test:8: '77' is no record of CRD; the record is left out",
                        "test:10: CDP pad: '70x0' is not a whole number; the pass is left out",
                        "test:19: start date: 2016 2 31 is not a day; the pass is left out");
    }

    @Test
    void dataBeforeAnyHeaderAreOneError() {
        ReadResult<Track> result = read("h1 CRD 1 2016 2 13 14\n10 86399.0 0.010 std 2 2 0 0 0\n20 1 900 300 50 0\n");
        assertThat(result.records()).isEmpty();
        assertThat(errors(result)).hasSize(1);
        assertThat(errors(result).get(0)).startsWith("test:2: ").contains("H4");
    }

    @Test
    void anglesStandAtTheirTimesAndGiveTheTroposphereOfAllRanges() throws Exception {
        ReadResult<Track> result = read(HEADERS + """
                20 86000.0 983.70 301.40 24. 0
                30 86399.0 297.2990 30.0 0 2 1
                10 86399.0 0.010 std 1 2 0 0 0
                10 86400.0 0.0101 std 1 2 0 0 0
                30 86402.0 297.5 29.9 0 2 1
                """);
        assertThat(result.problems()).isEmpty();
        Track track = result.records().get(0);
        assertThat(track.correctionsApplied()).contains(Track.TROPOSPHERE);
        assertThat(track.measurements()).hasSize(3);
        Measurement both = track.measurements().get(0);
        assertThat(Math.toDegrees(both.elevationRadians())).isCloseTo(30, within(1e-9));
        assertThat(0.5 * SPEED_OF_LIGHT * 0.010 + TO_CENTRE - both.rangeMetres())
                .isCloseTo(orekitDelay(30, 983.70, 301.40, 0.24), within(1e-3));
        assertThat(track.measurements().get(1).hasAzimuthElevation()).isFalse();
        Measurement alone = track.measurements().get(2);
        assertThat(alone.hasRange()).isFalse();
        assertThat(alone.timeMicros()).isEqualTo(UtcText.micros("2016-02-14T00:00:02"));
    }

    @Test
    void delayIsThatOfOrekitsMariniAndMurray() {
        CrdPass.Weather weather = new CrdPass.Weather(0, 983.70, 301.40, 0.24);
        for (double elevation : new double[] {10, 20, 45, 80}) {
            assertThat(MariniMurray1973.delayMetres(STATION, weather, 0.532, Math.toRadians(elevation)))
                    .isCloseTo(orekitDelay(elevation, 983.70, 301.40, 0.24), within(1e-3));
        }
    }

    private static double orekitDelay(double elevation, double hectopascals, double kelvins, double humidity) {
        double celsius = kelvins - 273.15;
        double vapour = humidity * 6.11 * Math.pow(10, 7.5 * celsius / (237.3 + celsius));
        PressureTemperatureHumidity weather = new PressureTemperatureHumidity(
                STATION.altitudeMetres(),
                TroposphericModelUtils.HECTO_PASCAL.toSI(hectopascals),
                kelvins,
                TroposphericModelUtils.HECTO_PASCAL.toSI(vapour),
                Double.NaN,
                Double.NaN);
        return new MariniMurray(
                        0.532, TroposphericModelUtils.MICRO_M, new ConstantPressureTemperatureHumidityProvider(weather))
                .pathDelay(
                        new TrackingCoordinates(0, Math.toRadians(elevation), 1.5e6),
                        new GeodeticPoint(
                                STATION.latitudeRadians(), STATION.longitudeRadians(), STATION.altitudeMetres()),
                        new double[0],
                        AbsoluteDate.ARBITRARY_EPOCH)
                .getDelay();
    }
}

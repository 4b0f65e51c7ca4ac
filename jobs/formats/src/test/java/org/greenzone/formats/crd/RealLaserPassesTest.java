package org.greenzone.formats.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.site.SiteFiles;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataSource;
import org.orekit.files.ilrs.CRD;
import org.orekit.files.ilrs.CRDParser;
import org.orekit.time.TimeScale;

/** Numbers of records counted with awk in the files themselves. */
class RealLaserPassesTest {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;

    /** Two angles of a pass against up to 515 of them, metres. */
    private static final double TROPOSPHERE_TOLERANCE = 0.02;

    private static SiteCatalogue stations() {
        return SiteCatalogue.of(SiteFiles.read(SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz"))
                .records());
    }

    private static ReadResult<Track> read(String file) {
        return new CrdReader(stations()).read(SharedData.require(file));
    }

    private static long ranges(Track track) {
        return track.measurements().stream().filter(Measurement::hasRange).count();
    }

    private static long angles(Track track) {
        return track.measurements().stream()
                .filter(Measurement::hasAzimuthElevation)
                .count();
    }

    @Test
    void everyPassOfBlitsIsATrackOfItsStation() throws Exception {
        ReadResult<Track> result = read("slr-blits/blits_2012-06-01_21.frd.gz");
        assertThat(result.hasErrors()).isFalse();
        List<Track> tracks = result.records();
        assertThat(tracks).hasSize(39).allMatch(t -> t.claimedObjectId().equals("35871"));
        assertThat(tracks.stream().mapToLong(RealLaserPassesTest::ranges).sum()).isEqualTo(24_296);
        // 2361 records 30, of which five of Simeiz (1873) are 0 and 0.
        assertThat(tracks.stream().mapToLong(RealLaserPassesTest::angles).sum()).isEqualTo(2_356);
        Map<String, Integer> perStation = new HashMap<>();
        tracks.forEach(t -> perStation.merge(t.siteId(), 1, Integer::sum));
        assertThat(perStation)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("7237", 6, "7845", 2, "7840", 8, "1893", 4, "7841", 2, "7941", 8, "1873", 5, "8834", 4));
        // The first record: 47729.587001 s, 0.011671581703 s, half of which is 1,749,526.1 m and 5.836 ms.
        Track first = tracks.get(0);
        assertThat(first.startMicros()).isEqualTo(UtcText.micros("2012-06-18T13:15:29.592837"));
        assertThat(first.endMicros()).isEqualTo(UtcText.micros("2012-06-18T13:19:13.836531"));
        double raw = 0.5 * SPEED_OF_LIGHT * 0.011671581703;
        assertThat(raw).isCloseTo(1_749_526.1, within(0.1));
        // 976.5 hPa over the sine of 21.4 degrees: 6.4 m.
        assertThat(raw - first.measurements().get(0).rangeMetres()).isBetween(6.2, 6.6);
        assertThat(Math.toDegrees(first.measurements().get(0).elevationRadians()))
                .isCloseTo(21.3625, within(1e-9));
    }

    @Test
    void troposphereIsTakenOutWhereAPassHasAngles() {
        ReadResult<Track> result = read("slr-blits/blits_2012-06-01_21.frd.gz");
        List<Track> corrected = result.records().stream()
                .filter(t -> t.correctionsApplied().contains(Track.TROPOSPHERE))
                .toList();
        // 20 passes have usable records 30, all of them close enough to their ranges.
        assertThat(corrected).hasSize(20).allMatch(t -> angles(t) > 0);
        assertThat(result.problems())
                .filteredOn(p -> p.severity() == Problem.Severity.NOTE)
                .anyMatch(p -> p.message().startsWith("19 of 39 passes have no angles"));
    }

    @Test
    void normalPointsOfLageosHaveTheNoiseOfTheirBins() throws Exception {
        ReadResult<Track> result = read("slr-lageos2/lageos2_20160214.npt");
        assertThat(result.hasErrors()).isFalse();
        List<Track> tracks = result.records();
        assertThat(tracks).hasSize(11).allMatch(t -> t.claimedObjectId().equals("22195"));
        assertThat(tracks.stream().mapToLong(RealLaserPassesTest::ranges).sum()).isEqualTo(95);
        Track yarragadee = tracks.get(0);
        assertThat(yarragadee.publishedBy()).isEqualTo("YARL");
        assertThat(yarragadee.startMicros()).isEqualTo(UtcText.micros("2016-02-13T13:43:02.420181"));
        assertThat(yarragadee.measurements().get(0).rangeMetres())
                .isCloseTo(0.5 * SPEED_OF_LIGHT * 0.039237325685 + 0.251, within(1e-6));
        // 57 ps there and back.
        assertThat(yarragadee.measurements().get(0).rangeSigmaMetres()).isCloseTo(0.00854, within(1e-5));
        assertThat(yarragadee.correctionsApplied()).containsExactly("centre-of-mass", Track.IONOSPHERE, "system-delay");
    }

    @Test
    void allRecordsOfVersionTwoAreUnderstood() throws Exception {
        ReadResult<Track> result = read("slr-lageos2/crd201_all_samples");
        assertThat(result.hasErrors()).isFalse();
        List<Track> tracks = result.records();
        assertThat(tracks).hasSize(12);
        assertThat(tracks.stream().mapToLong(RealLaserPassesTest::ranges).sum()).isEqualTo(13 + 73);
        assertThat(tracks.stream().mapToLong(RealLaserPassesTest::angles).sum()).isEqualTo(16);
        // Graz: from 83987 s of the 25th to 380 s of the 26th.
        Track overMidnight = tracks.get(9);
        assertThat(overMidnight.siteId()).isEqualTo("7839");
        assertThat(UtcText.ofMicros(overMidnight.startMicros())).startsWith("2022-03-25T23:19:47.47");
        assertThat(UtcText.ofMicros(overMidnight.endMicros())).startsWith("2022-03-26T00:06:20.59");
    }

    @Test
    void orekitReadsTheSameTimesAndFlights() throws Exception {
        TimeScale utc = OrekitData.context().getTimeScales().getUTC();
        for (String name : List.of("slr-blits/blits_2012-06-01_21.frd.gz", "slr-lageos2/lageos2_20160214.npt")) {
            Path file = SharedData.require(name);
            CRD orekit = new CRDParser(utc).parse(new DataSource(name, () -> InputFiles.open(file)));
            List<CRD.RangeMeasurement> theirs = new ArrayList<>();
            orekit.getDataBlocks().forEach(block -> theirs.addAll(block.getRangeData()));
            List<CrdPass.Range> ours = InputFiles.read(file, CrdReader::passes).records().stream()
                    .flatMap(pass -> pass.ranges().stream())
                    .toList();
            assertThat(ours).hasSameSizeAs(theirs);
            for (int i = 0; i < ours.size(); i++) {
                double flight = theirs.get(i).getTimeOfFlight();
                assertThat(ours.get(i).metres()).isCloseTo(0.5 * SPEED_OF_LIGHT * flight, within(1e-6));
                double seconds =
                        theirs.get(i).getDate().getComponents(utc).getTime().getSecondsInUTCDay() + 0.5 * flight;
                double day = ours.get(i).bounceMicros() % 86_400_000_000L / 1e6;
                assertThat(day).isCloseTo(seconds, within(1e-6));
            }
        }
    }

    @Test
    void fewAnglesGiveTheSameTroposphereAsMany() {
        Path file = SharedData.require("slr-blits/blits_2012-06-01_21.frd.gz");
        SiteCatalogue stations = stations();
        int compared = 0;
        for (CrdPass pass : InputFiles.read(file, CrdReader::passes).records()) {
            List<CrdPass.Angles> all = pass.angles();
            if (all.size() < 10) {
                continue;
            }
            CrdPass sparse = new CrdPass(
                    pass.line(),
                    pass.stationName(),
                    pass.padId(),
                    pass.target(),
                    pass.troposphereApplied(),
                    pass.centreOfMassApplied(),
                    pass.systemDelayApplied(),
                    pass.startMicros(),
                    pass.ranges(),
                    List.of(all.get(0), all.get(all.size() - 1)),
                    pass.weather());
            List<Double> many = rangesOf(new CrdTracks(stations, new Problems("test")).track(pass));
            List<Double> few = rangesOf(new CrdTracks(stations, new Problems("test")).track(sparse));
            assertThat(few).hasSameSizeAs(many);
            for (int i = 0; i < many.size(); i++) {
                assertThat(few.get(i)).isCloseTo(many.get(i), within(TROPOSPHERE_TOLERANCE));
            }
            compared++;
        }
        assertThat(compared).isEqualTo(18);
    }

    private static List<Double> rangesOf(Track track) {
        return track.measurements().stream()
                .filter(Measurement::hasRange)
                .map(Measurement::rangeMetres)
                .toList();
    }
}

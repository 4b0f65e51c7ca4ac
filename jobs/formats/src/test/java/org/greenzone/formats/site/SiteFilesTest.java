package org.greenzone.formats.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFilesTest {

    @Test
    void builtInSitesAreFoundByIdAndAliasInAnyCase() {
        SiteCatalogue sites = SiteCatalogue.builtIn();
        assertThat(sites.sites())
                .extracting(Site::siteId)
                .containsExactly("azores", "crsr", "eiscat-uhf", "ksr", "msr", "pfisr", "wasr");
        assertThat(sites.find("EISCAT_UHF_TROMSO").orElseThrow().dopplerSign()).isEqualTo(-1);
        Site kiwi = sites.find("KSR").orElseThrow();
        assertThat(Math.toDegrees(kiwi.latitudeRadians())).isCloseTo(-45.03854, within(1e-12));
        assertThat(kiwi.fields()).hasSize(2);
        assertThat(sites.find("nowhere")).isEmpty();
    }

    @Test
    void sitesOfTheUserReplaceBuiltInOnesAndBadOnesAreNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sites");
        Files.writeString(file, """
                {"sites": [
                  {"id": "KSR", "latitudeDegrees": -45.5, "longitudeDegrees": 170, "altitudeMetres": 10,
                   "bias": {"rangeMetres": 3.5}, "aliases": ["nz"]},
                  {"id": "bad",
                   "latitudeDegrees": 95, "longitudeDegrees": 0, "altitudeMetres": 0},
                  {"id": "less", "latitudeDegrees": 9, "longitudeDegrees": 0}
                ]}
                """);
        ReadResult<Site> result = SiteFiles.read(file);
        assertThat(result.problems()).hasSize(2);
        assertThat(result.problems().get(0).toString())
                .endsWith("sites:5: latitudeDegrees: 95 is outside -90 to 90; the site is left out");
        assertThat(result.problems().get(1).toString())
                .endsWith("sites:6: altitudeMetres: is missing; add it; the site is left out");
        Site kiwi = SiteCatalogue.builtIn().with(result.records()).find("NZ").orElseThrow();
        assertThat(kiwi.siteId()).isEqualTo("ksr");
        assertThat(kiwi.bias().rangeMetres()).isEqualTo(3.5);
    }

    @Test
    void instrumentsOfLeoLabsAreSites() {
        ReadResult<Site> result = SiteFiles.read(SharedData.require("leolabs/instruments.json"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).extracting(Site::siteId).containsExactly("pfisr", "msr");
        assertThat(result.records().get(0).transmitFrequencyHertz()).isEqualTo(4.5e8);
    }

    @Test
    void stationsOfSinexAreWhereTheyStand() {
        ReadResult<Site> result = SiteFiles.read(SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz"));
        assertThat(result.problems()).isEmpty();
        Site potsdam = SiteCatalogue.of(result.records()).find("1181").orElseThrow();
        // The approximate position in SITE/ID: 13 3 55.0, 52 22 48.9, 148.5 m.
        assertThat(Math.toDegrees(potsdam.longitudeRadians())).isCloseTo(13 + 3 / 60.0 + 55 / 3600.0, within(1e-4));
        assertThat(Math.toDegrees(potsdam.latitudeRadians())).isCloseTo(52 + 22 / 60.0 + 48.9 / 3600.0, within(1e-4));
        assertThat(potsdam.altitudeMetres()).isCloseTo(148.5, within(5.0));
        assertThat(potsdam.name()).startsWith("Potsdam");
    }

    @Test
    void stationsMoveWithTheirVelocities(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("%=SNX 2.02\n+SOLUTION/ESTIMATE\n");
        double[] values = {6_378_137.0, 0, 0, 0, 0.1, 0};
        String[] types = {"STAX", "STAY", "STAZ", "VELX", "VELY", "VELZ"};
        for (int i = 0; i < 6; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    " %5d %-6s %4s %2s %4d %12s %-4s %1s %21.14E %11.5E\n",
                    i + 1,
                    types[i],
                    "9999",
                    "A",
                    1,
                    "20:001:00000",
                    i < 3 ? "m" : "m/y",
                    "2",
                    values[i],
                    0.001));
        }
        Path file = folder.resolve("made-up.snx");
        Files.writeString(file, text.append("-SOLUTION/ESTIMATE\n"));
        // Ten Julian years after 2020-01-01.
        long epoch = 1_577_836_800_000_000L + Math.round(10 * 365.25 * 86_400e6);
        ReadResult<Site> result = SiteFiles.read(file, OptionalLong.of(epoch));
        assertThat(result.problems()).isEmpty();
        Site site = result.records().get(0);
        assertThat(site.longitudeRadians() * 6_378_137.0).isCloseTo(1.0, within(1e-6));
        assertThat(site.altitudeMetres()).isCloseTo(0, within(1e-5));
    }

    @Test
    void lastSolutionThatHasBegunIsTakenAndItsPointHasTheNameOfThePad() {
        Path file = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        // San Juan (7406) moved on 2010-02-27: solution 1 until then, 2 from 2010:059 on.
        Site before = at(file, "2008-01-01T00:00:00", "7406");
        Site after = at(file, "2012-01-01T00:00:00", "7406");
        Site early = at(file, "2008-01-02T00:00:00", "7406");
        assertThat(6.4e6 * Math.abs(after.latitudeRadians() - before.latitudeRadians()))
                .isBetween(0.01, 1.0);
        assertThat(6.4e6 * Math.abs(early.latitudeRadians() - before.latitudeRadians()))
                .isLessThan(1e-3);
        // Zimmerwald (7810): point A until 1995, B since 1997.
        Site now = at(file, "2006-01-01T00:00:00", "7810");
        Site then = at(file, "1990-01-01T00:00:00", "7810");
        assertThat(now.aliases()).isNotEqualTo(then.aliases());
        assertThat(at(file, "2006-01-01T00:00:00", "7810-a").aliases()).isEqualTo(then.aliases());
        assertThat(now.noise().rangeMetres()).isEqualTo(0.02);
    }

    @Test
    void eccentricitiesMoveFromTheMarkerToTheInstrument() throws Exception {
        Path coordinates = SharedData.require("slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz");
        Path eccentricities = SharedData.require("slr-lageos2/ecc_une.snx.gz");
        assertThat(SiteFiles.inReadingOrder(List.of(eccentricities, coordinates)))
                .containsExactly(coordinates, eccentricities);
        OptionalLong epoch = OptionalLong.of(UtcText.micros("2016-02-13T00:00:00"));
        SiteCatalogue markers =
                SiteCatalogue.of(SiteFiles.read(coordinates, epoch).records());
        ReadResult<Site> moved = SiteFiles.read(eccentricities, epoch, markers);
        assertThat(moved.problems()).isEmpty();
        Site marker = markers.find("7090").orElseThrow();
        Site instrument = markers.with(moved.records()).find("7090").orElseThrow();
        // 7090 A 14:080 open: UNE 3.1827 -0.0064 0.0194.
        assertThat(instrument.altitudeMetres() - marker.altitudeMetres()).isCloseTo(3.1827, within(1e-9));
        assertThat(6_357_000 * (instrument.latitudeRadians() - marker.latitudeRadians()))
                .isCloseTo(-0.0064, within(1e-4));
        assertThat(6_383_000
                        * Math.cos(marker.latitudeRadians())
                        * (instrument.longitudeRadians() - marker.longitudeRadians()))
                .isCloseTo(0.0194, within(1e-4));
    }

    @Test
    void placesOfSiteIdStandInWhereAFileHasNothingElse() {
        ReadResult<Site> result = SiteFiles.read(SharedData.require("slr-lageos2/ecc_une.snx.gz"));
        assertThat(result.hasErrors()).isFalse();
        assertThat(result.problems()).hasSize(1);
        Site yarragadee = SiteCatalogue.of(result.records()).find("7090").orElseThrow();
        // 115 20 48.2 -29 -2-47.3 242.0
        assertThat(Math.toDegrees(yarragadee.longitudeRadians())).isCloseTo(115.34672, within(1e-4));
        assertThat(Math.toDegrees(yarragadee.latitudeRadians())).isCloseTo(-29.04647, within(1e-4));
    }

    @Test
    void whatIsWrittenIsReadAgainWithItsCalibration(@TempDir Path folder) throws Exception {
        Site ksr = SiteCatalogue.builtIn().find("ksr").orElseThrow();
        Site calibrated = ksr.withCalibration(
                new Site.Bias(25, 0.3, 0.25, -0.5, 5e-3),
                new Site.Calibration(
                        Site.CalibrationOrigin.GIVEN,
                        4,
                        UtcText.micros("2021-11-15T03:00:00.000001"),
                        new Site.Bias(1.5, 0.01, 0.125, 0.25, 1e-4),
                        new Site.NoiseScale(3, 1, 1.5, 0.9)));
        Path file = folder.resolve("sites.json");
        try (var writer = Files.newBufferedWriter(file)) {
            SiteJsonWriter.write(List.of(calibrated, ksr), writer);
        }
        ReadResult<Site> result = SiteFiles.read(file);
        assertThat(result.problems()).isEmpty();
        Site read = result.records().get(0);
        assertThat(read)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (a, b) -> a.equals(b) || Math.abs(a - b) < 1e-15 * Math.abs(a) + 1e-15 ? 0 : 1, Double.class)
                .isEqualTo(calibrated);
        assertThat(result.records().get(1).calibration()).isEqualTo(Site.Calibration.NONE);
    }

    private static Site at(Path file, String epoch, String id) {
        try {
            return SiteCatalogue.of(SiteFiles.read(file, OptionalLong.of(UtcText.micros(epoch)))
                            .records())
                    .find(id)
                    .orElseThrow();
        } catch (BadValueException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

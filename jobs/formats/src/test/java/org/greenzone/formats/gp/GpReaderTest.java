package org.greenzone.formats.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpReaderTest {
    private static final double REVOLUTION_PER_DAY = 2 * Math.PI / 86_400;

    /** Made up, near the orbit of a weather satellite. */
    private static final ElementSet MADE_UP = new ElementSet(
            "81234",
            "EXAMPLE SAT",
            "2019-031B",
            1_636_944_420_000_000L / 864 * 864,
            14.25 * REVOLUTION_PER_DAY,
            2 * 0.00001234 * REVOLUTION_PER_DAY / 86_400,
            0,
            0.0012345,
            Math.toRadians(98.7654),
            Math.toRadians(123.4567),
            Math.toRadians(234.5678),
            Math.toRadians(345.6789),
            -0.12345e-4,
            0,
            999,
            12345);

    private static ReadResult<ElementSet> read(String text) {
        return Read.text(text, GpFiles::read);
    }

    private static void isMadeUp(ElementSet set) {
        assertThat(set.objectId()).isEqualTo("81234");
        assertThat(set.internationalDesignator()).isEqualTo("2019-031B");
        assertThat(set.epochMicros()).isEqualTo(MADE_UP.epochMicros());
        assertThat(set.meanMotionRadiansPerSecond()).isCloseTo(MADE_UP.meanMotionRadiansPerSecond(), within(1e-14));
        assertThat(set.meanMotionDotRadiansPerSecond2())
                .isCloseTo(MADE_UP.meanMotionDotRadiansPerSecond2(), within(1e-24));
        assertThat(set.eccentricity()).isCloseTo(0.0012345, within(1e-12));
        assertThat(set.meanAnomalyRadians()).isCloseTo(MADE_UP.meanAnomalyRadians(), within(1e-12));
        assertThat(set.bStar()).isCloseTo(-0.12345e-4, within(1e-15));
        assertThat(set.revolutionNumber()).isEqualTo(12345);
    }

    @Test
    void twoLinesAndThreeLinesCarryTheSameSet() {
        isMadeUp(read(TleWriter.twoLines(MADE_UP)).records().get(0));
        ElementSet named = read(TleWriter.threeLines(MADE_UP)).records().get(0);
        isMadeUp(named);
        assertThat(named.objectName()).isEqualTo("EXAMPLE SAT");
    }

    @Test
    void wrongChecksumCostsOnlyItsOwnSet() {
        String good = TleWriter.twoLines(MADE_UP);
        String bad = good.replace("98.7654", "98.7655");
        ReadResult<ElementSet> result = read(good + bad + good);
        assertThat(result.records()).hasSize(2);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).toString()).startsWith("test:4: checksum: is ");
    }

    @Test
    void lineWithoutItsPartnerIsNamed() {
        String good = TleWriter.twoLines(MADE_UP);
        String first = good.lines().findFirst().orElseThrow() + "\n";
        ReadResult<ElementSet> result = read(first + good);
        assertThat(result.records()).hasSize(1);
        assertThat(result.problems().get(0).toString()).startsWith("test:1: line 1 of an element set without");
    }

    @Test
    void alphaFiveNumbersAreResolvedAndWritten() throws Exception {
        assertThat(CatalogueNumber.parse("A0000")).isEqualTo("100000");
        assertThat(CatalogueNumber.parse("E8493")).isEqualTo("148493");
        assertThat(CatalogueNumber.parse("J2931")).isEqualTo("182931");
        assertThat(CatalogueNumber.parse("P4018")).isEqualTo("234018");
        assertThat(CatalogueNumber.parse("Z9999")).isEqualTo("339999");
        assertThat(CatalogueNumber.parse("00005")).isEqualTo("5");
        assertThat(CatalogueNumber.alpha5("234018")).isEqualTo("P4018");
        assertThat(CatalogueNumber.alpha5("5")).isEqualTo("00005");
        assertThatThrownBy(() -> CatalogueNumber.parse("I0000")).hasMessageContaining("not a whole number");
        assertThatThrownBy(() -> CatalogueNumber.alpha5("340000")).hasMessageContaining("does not fit a TLE");
    }

    private static final String EPOCH = UtcText.ofMicros(MADE_UP.epochMicros());

    @Test
    void jsonOfCelestrakHasNumbersAndOfSpaceTrackStrings() {
        String numbers = "[{\"OBJECT_NAME\":\"EXAMPLE SAT\",\"OBJECT_ID\":\"2019-031B\",\"EPOCH\":\"" + EPOCH
                + "\",\"MEAN_MOTION\":14.25,\"ECCENTRICITY\":0.0012345,\"INCLINATION\":98.7654,\"RA_OF_ASC_NODE\":123.4567,"
                + "\"ARG_OF_PERICENTER\":234.5678,\"MEAN_ANOMALY\":345.6789,\"EPHEMERIS_TYPE\":0,\"CLASSIFICATION_TYPE\":\"U\","
                + "\"NORAD_CAT_ID\":81234,\"ELEMENT_SET_NO\":999,\"REV_AT_EPOCH\":12345,\"BSTAR\":-1.2345e-05,"
                + "\"MEAN_MOTION_DOT\":1.234e-05,\"MEAN_MOTION_DDOT\":0}]";
        ReadResult<ElementSet> celestrak = read(numbers);
        assertThat(celestrak.problems()).isEmpty();
        isMadeUp(celestrak.records().get(0));
        String strings = numbers.replaceAll(":(-?[0-9.e-]+)([,}])", ":\"$1\"$2")
                .replace("\"MEAN_MOTION_DDOT\":\"0\"", "\"DECAY_DATE\":null,\"TIME_SYSTEM\":\"UTC\"");
        ReadResult<ElementSet> spaceTrack = read(strings);
        assertThat(spaceTrack.problems()).isEmpty();
        isMadeUp(spaceTrack.records().get(0));
    }

    @Test
    void csvNamesTheLineAndColumnOfABadValue() {
        String header = "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
                + "ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,"
                + "REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n";
        String row = "\"EXAMPLE, SAT\",2019-031B," + EPOCH
                + ",14.25,.0012345,98.7654,123.4567,234.5678,345.6789,0,U,81234,999,12345,-.12345E-4,.1234E-4,0\n";
        ReadResult<ElementSet> result = read(
                header + row + row.replace(".0012345", "1.5") + "short,line\n" + row.replace("81234", "123456789"));
        assertThat(result.records()).hasSize(2);
        isMadeUp(result.records().get(0));
        assertThat(result.records().get(0).objectName()).isEqualTo("EXAMPLE, SAT");
        assertThat(result.records().get(1).objectId()).isEqualTo("123456789");
        assertThat(result.problems().stream().map(Object::toString))
                .containsExactly(
                        "test:3: ECCENTRICITY: 1.5 is outside 0 to 0.999999999; the set is left out",
                        "test:4: 2 values under 17 columns; the set is left out");
    }

    private static String kvn(String theory) {
        return "CCSDS_OMM_VERS = 2.0\nCREATION_DATE = 2021-11-15T00:00:00\nORIGINATOR = TEST\nOBJECT_NAME = EXAMPLE SAT\n"
                + "OBJECT_ID = 2019-031B\nCENTER_NAME = EARTH\nREF_FRAME = TEME\nTIME_SYSTEM = UTC\nMEAN_ELEMENT_THEORY = "
                + theory + "\nEPOCH = " + EPOCH
                + "\nMEAN_MOTION = 14.25 [rev/day]\nECCENTRICITY = 0.0012345\nINCLINATION = 98.7654 [deg]\n"
                + "RA_OF_ASC_NODE = 123.4567\nARG_OF_PERICENTER = 234.5678\nMEAN_ANOMALY = 345.6789\nEPHEMERIS_TYPE = 0\n"
                + "NORAD_CAT_ID = 81234\nELEMENT_SET_NO = 999\nREV_AT_EPOCH = 12345\nBSTAR = -0.000012345\n"
                + "MEAN_MOTION_DOT = 0.00001234\nMEAN_MOTION_DDOT = 0\n";
    }

    @Test
    void messagesOneAfterAnotherAreReadAndThoseOfOtherTheoriesRefused() {
        ReadResult<ElementSet> result = read(kvn("SGP4") + kvn("DSST") + kvn("SGP/SGP4"));
        assertThat(result.records()).hasSize(2);
        isMadeUp(result.records().get(1));
        assertThat(result.problems().get(0).toString())
                .startsWith("test:32: MEAN_ELEMENT_THEORY: 'DSST' cannot be used, only SGP4");
    }

    @Test
    void xmlCombinedMessageHoldsManySets() {
        StringBuilder fields = new StringBuilder();
        kvn("SGP4").lines().skip(3).forEach(line -> {
            String[] parts = line.split(" = ", -1);
            String value = parts[1].replaceAll(" \\[.*", "");
            fields.append('<')
                    .append(parts[0])
                    .append('>')
                    .append(value)
                    .append("</")
                    .append(parts[0])
                    .append(">\n");
        });
        String one =
                "<omm id=\"CCSDS_OMM_VERS\" version=\"2.0\"><header><ORIGINATOR>T</ORIGINATOR></header><body><segment><data>"
                        + fields + "</data></segment></body></omm>\n";
        ReadResult<ElementSet> result = read("<?xml version=\"1.0\"?>\n<ndm>\n" + one + one + "</ndm>");
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(2);
        isMadeUp(result.records().get(1));
    }

    @Test
    void jsonThatBreaksOffKeepsTheSetsBefore() {
        String one = "{\"NORAD_CAT_ID\":1,\"EPOCH\":\"" + EPOCH
                + "\",\"MEAN_MOTION\":14.25,\"ECCENTRICITY\":0.1,\"INCLINATION\":9,\"RA_OF_ASC_NODE\":1,"
                + "\"ARG_OF_PERICENTER\":2,\"MEAN_ANOMALY\":3}";
        ReadResult<ElementSet> result = read("[\n" + one + ",\n" + one + ",\n{\"NORAD_CAT_ID\":");
        assertThat(result.records()).hasSize(2);
        assertThat(result.problems().get(0).line()).isEqualTo(4);
    }

    @Test
    void gzippedFilesAreKnownByTheirContent(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TleWriter.twoLines(MADE_UP).getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("sets.txt");
        Files.write(file, bytes.toByteArray());
        isMadeUp(GpFiles.read(file).records().get(0));
        Path cut = folder.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
        assertThat(GpFiles.read(cut).hasErrors()).isTrue();
    }

    @Test
    void fileThatIsMissingOrOfAnotherKindIsAProblemInOneLine(@TempDir Path folder) throws IOException {
        assertThat(GpFiles.read(folder.resolve("none")).problems().get(0).toString())
                .endsWith("none: no such file; check the name");
        Path other = folder.resolve("other");
        Files.writeString(other, "hello\n");
        assertThat(GpFiles.read(other).problems().get(0).message()).startsWith("no element sets here");
    }
}

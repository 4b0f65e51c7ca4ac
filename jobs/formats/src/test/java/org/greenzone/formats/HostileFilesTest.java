package org.greenzone.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.cdm.CdmReader;
import org.greenzone.formats.gp.GpFiles;
import org.greenzone.formats.oem.OemReader;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.site.SiteFiles;
import org.greenzone.formats.tdm.TdmOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: every reader answers with lines that say where and what to do. */
class HostileFilesTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    static final String TLE = """
            1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996
            2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108
            """;

    static final String TDM = """
            CCSDS_TDM_VERS = 2.0
            CREATION_DATE = 2021-11-15T17:00:00
            ORIGINATOR = TEST
            META_START
            TIME_SYSTEM = UTC
            PARTICIPANT_1 = KSR
            PARTICIPANT_2 = 13552
            MODE = SEQUENTIAL
            PATH = 1,2,1
            RANGE_UNITS = km
            ANGLE_TYPE = AZEL
            META_STOP
            DATA_START
            RANGE = 2021-11-15T16:25:00 700.5
            ANGLE_1 = 2021-11-15T16:25:00 120.5
            ANGLE_2 = 2021-11-15T16:25:00 50.25
            DATA_STOP
            """;

    static final String OEM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <oem id="CCSDS_OEM_VERS" version="2.0">
            <header><CREATION_DATE>2021-11-15T00:00:00</CREATION_DATE><ORIGINATOR>TEST</ORIGINATOR></header>
            <body><segment><metadata><OBJECT_NAME>ISS</OBJECT_NAME><OBJECT_ID>1998-067-A</OBJECT_ID>
            <CENTER_NAME>EARTH</CENTER_NAME><REF_FRAME>ITRF</REF_FRAME><TIME_SYSTEM>UT1</TIME_SYSTEM></metadata><data>
            <stateVector><EPOCH>2021-319T12:00:00.000</EPOCH><X units="km">-2747.5</X><Y units="km">5012.5</Y>
            <Z units="km">3662.5</Z><X_DOT>-5.5</X_DOT><Y_DOT>1.25</Y_DOT><Z_DOT>-5.125</Z_DOT></stateVector>
            </data></segment></body></oem>
            """;

    static final String JSON = """
            {"measurements": [{"instrument": "ksr", "measuredAt": "2021-11-15T16:25:00.5", "targetPass": 7,
             "values": {"range": 700500.5, "doppler": -1500.25, "azimuth": 120, "elevation": 50}}]}
            """;

    static final String CRD = """
            h1 CRD  1 2016  2 13 14
            h2 YARL       7090  5 13 3
            h3 lageos2     9207002 5986    22195 0 1
            h4  1 2016  2 13 13 42 16 2016  2 13 14  6 46  0 0 0 0 1 0 2 0
            c0 0  532.000 std la1 mcp ti1
            20 49382.401  983.70 301.40  24. 0
            11 49382.400562600000     0.039237325685 std 2  120.0     94   57.0   0.183  -0.536      -1.0  15.67 0
            30 49383.0 120.5 45.25 0 2 1
            h8
            h9
            """;

    static final String CPF = """
            H1 CPF  1  SGF 2016  2 13  2  5441 lageos2
            H2  9207002 5986    22195 2016  2 13  0  0  0 2016  2 13 23 54  0   300 1 1  0 0 0
            H9
            10 0 57431      0.00000  0   7049498.186   5346456.274   8307028.039
            20 0 1500.5 2500.5 3500.5
            99
            """;

    static final String SP3 = """
            #cV2008  8 30 21  0  0.00000000       1 DORIS ITR05 FIT  LCA
            ## 1494 594000.00000000    60.00000000 54708 0.8750000000000
            %c L  cc TAI ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
            *  2008  8 30 21  0  0.00000000
            PL27   4568.999996  -1248.011684  -6092.098073 999999.999999
            VL27  52652.291780  31315.876190  33048.831580 999999.999999
            EOF
            """;

    static final String SINEX = """
            %=SNX 2.02 JCT 20:111:61200 JCT 68:041:00000 20:111:61200 L 00549 0 X
            +SITE/ID
             7090  A 50107M001 L Yarragadee MOBLAS-5    115 20 48.2 -29 -2-47.3   242.0     70900513
            -SITE/ID
            +SITE/ECCENTRICITY
             7090  A    1 L 14:080:00000 00:000:00000 UNE   3.1827  -0.0064   0.0194        70900513
            -SITE/ECCENTRICITY
            +SOLUTION/EPOCHS
             7090  A    1 C 83:011:58876 30:000:00000 99:007:13417
            -SOLUTION/EPOCHS
            +SOLUTION/ESTIMATE
               205 STAX   7090  A    1 10:001:00000 m    2 -.238900753398029E+07 0.51901E-03
               206 STAY   7090  A    1 10:001:00000 m    2 0.504332944749889E+07 0.30033E-03
               207 STAZ   7090  A    1 10:001:00000 m    2 -.307852422322662E+07 0.22901E-03
            -SOLUTION/ESTIMATE
            """;

    static Map<String, Function<Path, ReadResult<?>>> readers() {
        Map<String, Function<Path, ReadResult<?>>> readers = new LinkedHashMap<>();
        readers.put("tracks", HostileFilesTest::tracks);
        readers.put("element sets", GpFiles::read);
        readers.put("ephemerides", new OemReader(PHYSICS)::read);
        readers.put("any ephemerides", new EphemerisFiles(PHYSICS)::read);
        readers.put("conjunctions", new CdmReader(PHYSICS)::read);
        readers.put("sites", SiteFiles::read);
        return readers;
    }

    private static ReadResult<?> tracks(Path file) {
        return new TrackFiles(SiteCatalogue.builtIn(), PHYSICS, TdmOptions.DEFAULT).read(file);
    }

    private static void everyReaderSaysOneLine(Path file, String words) {
        readers().forEach((name, reader) -> {
            ReadResult<?> result = reader.apply(file);
            assertThat(result.records()).as(name).isEmpty();
            assertThat(result.problems()).as(name).hasSize(1);
            assertThat(result.problems().get(0).toString()).as(name).contains(words);
            assertThat(result.problems().get(0).message()).as(name).contains(";");
            assertThat(result.hasErrors()).as(name).isTrue();
        });
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void emptyFileFolderAndMissingFileAreSaidAsWhatTheyAre(@TempDir Path folder) throws IOException {
        everyReaderSaysOneLine(Files.createFile(folder.resolve("empty")), "the file is empty");
        everyReaderSaysOneLine(Files.write(folder.resolve("empty.gz"), gzip(new byte[0])), "the file is empty");
        everyReaderSaysOneLine(folder, "is a folder");
        everyReaderSaysOneLine(folder.resolve("none"), "no such file");
    }

    @Test
    void gzipThatBreaksOffInItsHeaderIsSaidInOneLine(@TempDir Path folder) throws IOException {
        byte[] packed = gzip(TDM.getBytes(StandardCharsets.UTF_8));
        everyReaderSaysOneLine(Files.write(folder.resolve("cut"), Arrays.copyOf(packed, 6)), "cannot be read");
    }

    @Test
    void gzipThatBreaksOffKeepsWhatCameBefore(@TempDir Path folder) throws IOException {
        String sets = TLE.repeat(3000);
        byte[] packed = gzip(sets.getBytes(StandardCharsets.UTF_8));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(packed, packed.length - 9));
        ReadResult<?> result = GpFiles.read(cut);
        assertThat(result.records()).hasSizeGreaterThan(2900);
        assertThat(result.problems()).anyMatch(p -> p.toString().contains("cannot be read"));
        byte[] small = gzip(TDM.getBytes(StandardCharsets.UTF_8));
        Path smallCut = Files.write(folder.resolve("small"), Arrays.copyOf(small, small.length - 9));
        assertThat(FormatDetector.detect(smallCut)).isEqualTo(FileFormat.TDM);
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFile(@TempDir Path folder) throws IOException {
        for (String text : List.of(TDM, OEM, TLE, JSON, CRD, CPF, SP3, SINEX)) {
            Path plain = Files.writeString(folder.resolve("plain"), text);
            Path marked = Files.writeString(folder.resolve("marked"), "\uFEFF" + text);
            readers()
                    .forEach((name, reader) -> assertThat(
                                    reader.apply(marked).records().size())
                            .as(name)
                            .isEqualTo(reader.apply(plain).records().size()));
        }
    }

    @Test
    void latinLettersInCommentsDoNotCostTheData(@TempDir Path folder) throws IOException {
        String text = TDM.replace("CREATION_DATE", "COMMENT Troms\u00f8 caf\u00e9\nCREATION_DATE");
        Path file = Files.write(folder.resolve("latin"), text.getBytes(StandardCharsets.ISO_8859_1));
        ReadResult<?> result = tracks(file);
        assertThat(result.records()).hasSize(1);
        assertThat(result.hasErrors()).isFalse();
        String xml = OEM.replace("<header>", "<header><COMMENT>caf\u00e9</COMMENT>");
        for (String encoding : List.of("UTF-8", "ISO-8859-1")) {
            String declared = xml.replace("UTF-8", encoding);
            Path oem = Files.write(folder.resolve("latin.xml"), declared.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new OemReader(PHYSICS).read(oem).records()).as(encoding).hasSize(1);
        }
    }

    @Test
    void linesOfAMegabyteAndBinaryJunkCostThemselvesOnly(@TempDir Path folder) throws IOException {
        Random random = new Random(7);
        byte[] junk = new byte[1 << 20];
        random.nextBytes(junk);
        everyReaderSaysOneLine(Files.write(folder.resolve("junk"), junk), "no format that is known");
        String line = "x".repeat(1 << 20) + "\n";
        Path tle = Files.writeString(folder.resolve("long.tle"), TLE + line + TLE);
        assertThat(GpFiles.read(tle).records()).hasSize(2);
        Path tdm = Files.writeString(folder.resolve("long.tdm"), TDM.replace("DATA_STOP", line + "DATA_STOP"));
        ReadResult<?> tracks = tracks(tdm);
        assertThat(tracks.records()).hasSize(1);
        assertThat(tracks.problems()).allMatch(p -> p.toString().length() < 300);
    }

    /** Seeded damage of good files: bytes changed, cut out, doubled. */
    @Test
    void damagedFilesNeverThrow(@TempDir Path folder) throws IOException {
        Random random = new Random(20211115);
        List<String> goods = new ArrayList<>(List.of(TDM, OEM, TLE, JSON, CRD, CPF, SP3, SINEX));
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = goods.get(round % goods.size()).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
                    default -> Arrays.fill(bytes, at, at + length, (byte) "0 9=<>\n-".charAt(random.nextInt(8)));
                }
            }
            Path file = Files.write(folder.resolve("damaged"), bytes);
            readers()
                    .forEach((name, reader) -> assertThatCode(() -> reader.apply(file))
                            .as(() -> name + ": " + new String(bytes, StandardCharsets.UTF_8))
                            .doesNotThrowAnyException());
        }
    }
}

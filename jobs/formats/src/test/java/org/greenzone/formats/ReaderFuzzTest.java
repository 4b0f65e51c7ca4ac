package org.greenzone.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.greenzone.formats.cdm.HardBodyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fixed budget of seeded damage of a good file of every form, among it numbers at the ends of their range and lines many times over: a reader answers with records and problems, in a
 * bounded time, and never with anything else. The seed stands in the test: what is found is found again.
 */
class ReaderFuzzTest {
    private static final int ROUNDS = 200;
    private static final Pattern NUMBER = Pattern.compile("[-+.0-9]+(?:[eE][-+]?[0-9]+)?");
    private static final List<String> ENDS = List.of(
            "1e308",
            "-1e308",
            "1e-320",
            "99999999999999999999",
            "-99999999",
            "0",
            "-0.0",
            "",
            "NaN",
            "Infinity",
            "9999",
            "00",
            "1e",
            "2147483648",
            "9223372036854775807",
            "0x10",
            "٣");

    private static final String OMM_KVN = """
            CCSDS_OMM_VERS = 2.0
            CREATION_DATE = 2021-11-15T00:00:00
            ORIGINATOR = TEST
            OBJECT_NAME = ISS
            OBJECT_ID = 1998-067A
            CENTER_NAME = EARTH
            REF_FRAME = TEME
            TIME_SYSTEM = UTC
            MEAN_ELEMENT_THEORY = SGP4
            EPOCH = 2021-11-15T20:43:34.158
            MEAN_MOTION = 15.48581038
            ECCENTRICITY = .0004574
            INCLINATION = 51.6442
            RA_OF_ASC_NODE = 312.7312
            ARG_OF_PERICENTER = 201.3017
            MEAN_ANOMALY = 242.9752
            EPHEMERIS_TYPE = 0
            CLASSIFICATION_TYPE = U
            NORAD_CAT_ID = 25544
            ELEMENT_SET_NO = 999
            REV_AT_EPOCH = 31210
            BSTAR = .39549E-4
            MEAN_MOTION_DOT = .1699E-4
            MEAN_MOTION_DDOT = 0
            """;

    private static final String OMM_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ndm><omm id="CCSDS_OMM_VERS" version="2.0"><header><CREATION_DATE/><ORIGINATOR/></header><body><segment><metadata>
            <OBJECT_NAME>ISS</OBJECT_NAME><OBJECT_ID>1998-067A</OBJECT_ID><CENTER_NAME>EARTH</CENTER_NAME>
            <REF_FRAME>TEME</REF_FRAME><TIME_SYSTEM>UTC</TIME_SYSTEM><MEAN_ELEMENT_THEORY>SGP4</MEAN_ELEMENT_THEORY>
            </metadata><data><meanElements><EPOCH>2021-11-15T20:43:34.158</EPOCH><MEAN_MOTION>15.48581038</MEAN_MOTION>
            <ECCENTRICITY>.0004574</ECCENTRICITY><INCLINATION>51.6442</INCLINATION><RA_OF_ASC_NODE>312.7312</RA_OF_ASC_NODE>
            <ARG_OF_PERICENTER>201.3017</ARG_OF_PERICENTER><MEAN_ANOMALY>242.9752</MEAN_ANOMALY></meanElements>
            <tleParameters><EPHEMERIS_TYPE>0</EPHEMERIS_TYPE><CLASSIFICATION_TYPE>U</CLASSIFICATION_TYPE>
            <NORAD_CAT_ID>25544</NORAD_CAT_ID><ELEMENT_SET_NO>999</ELEMENT_SET_NO><REV_AT_EPOCH>31210</REV_AT_EPOCH>
            <BSTAR>.39549E-4</BSTAR><MEAN_MOTION_DOT>.1699E-4</MEAN_MOTION_DOT><MEAN_MOTION_DDOT>0</MEAN_MOTION_DDOT>
            </tleParameters></data></segment></body></omm></ndm>
            """;

    private static final String OMM_JSON = """
            [{"OBJECT_NAME":"ISS","OBJECT_ID":"1998-067A","EPOCH":"2021-11-15T20:43:34.158","MEAN_MOTION":15.48581038,
            "ECCENTRICITY":0.0004574,"INCLINATION":51.6442,"RA_OF_ASC_NODE":312.7312,"ARG_OF_PERICENTER":201.3017,
            "MEAN_ANOMALY":242.9752,"EPHEMERIS_TYPE":0,"CLASSIFICATION_TYPE":"U","NORAD_CAT_ID":25544,"ELEMENT_SET_NO":999,
            "REV_AT_EPOCH":31210,"BSTAR":3.9549e-5,"MEAN_MOTION_DOT":1.699e-5,"MEAN_MOTION_DDOT":0}]
            """;

    private static final String OMM_CSV = """
            OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,\
            EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT
            ISS,1998-067A,2021-11-15T20:43:34.158,15.48581038,.0004574,51.6442,312.7312,201.3017,242.9752,0,U,25544,999,31210,\
            .39549E-4,.1699E-4,0
            """;

    private static final String OEM_KVN = """
            CCSDS_OEM_VERS = 2.0
            CREATION_DATE = 2021-11-15T00:00:00
            ORIGINATOR = TEST
            META_START
            OBJECT_NAME = ISS
            OBJECT_ID = 1998-067-A
            CENTER_NAME = EARTH
            REF_FRAME = GCRF
            TIME_SYSTEM = UTC
            START_TIME = 2021-11-15T00:00:00
            STOP_TIME = 2021-11-15T00:02:00
            INTERPOLATION = LAGRANGE
            INTERPOLATION_DEGREE = 5
            META_STOP
            2021-11-15T00:00:00 0 7000 0 -7.5 0 0
            2021-11-15T00:01:00 -450 6985 0 -7.48 -0.48 0
            2021-11-15T00:02:00 -898 6942 0 -7.43 -0.96 0
            COVARIANCE_START
            EPOCH = 2021-11-15T00:00:00
            1
            0 4
            0 0 9
            0 0 0 1e-6
            0 0 0 0 1e-6
            0 0 0 0 0 1e-6
            COVARIANCE_STOP
            """;

    private static final String TDM_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <tdm id="CCSDS_TDM_VERS" version="2.0"><header><CREATION_DATE>2021-11-15T17:00:00</CREATION_DATE>
            <ORIGINATOR>TEST</ORIGINATOR></header><body><segment><metadata><TIME_SYSTEM>UTC</TIME_SYSTEM>
            <PARTICIPANT_1>KSR</PARTICIPANT_1><PARTICIPANT_2>13552</PARTICIPANT_2><MODE>SEQUENTIAL</MODE><PATH>1,2,1</PATH>
            <RANGE_UNITS>km</RANGE_UNITS><ANGLE_TYPE>AZEL</ANGLE_TYPE></metadata><data>
            <observation><EPOCH>2021-11-15T16:25:00</EPOCH><RANGE>700.5</RANGE></observation>
            <observation><EPOCH>2021-11-15T16:25:00</EPOCH><ANGLE_1>120.5</ANGLE_1></observation>
            <observation><EPOCH>2021-11-15T16:25:00</EPOCH><ANGLE_2>50.25</ANGLE_2></observation>
            </data></segment></body></tdm>
            """;

    private static final String SITES = """
            {"sites": [{"id": "KSR", "latitudeDegrees": -45.5, "longitudeDegrees": 170, "altitudeMetres": 10,
            "bias": {"rangeMetres": 3.5}, "aliases": ["nz"], "maximumRangeKilometres": 3000}]}
            """;

    private static final String CDM = """
            CCSDS_CDM_VERS = 1.0
            CREATION_DATE = 2021-11-15T00:00:00
            ORIGINATOR = TEST
            MESSAGE_ID = 1
            TCA = 2021-11-15T08:40:42
            MISS_DISTANCE = 700 [m]
            RELATIVE_SPEED = 14000 [m/s]
            """ + object("OBJECT1", "25544", 6790) + object("OBJECT2", "13552", 6790.7);

    private static String object(String object, String id, double x) {
        StringBuilder text = new StringBuilder("OBJECT = " + object + "\nOBJECT_DESIGNATOR = " + id
                + "\nCATALOG_NAME = SATCAT\nOBJECT_NAME = X\nINTERNATIONAL_DESIGNATOR = 1998-067A\nEPHEMERIS_NAME = NONE\n"
                + "COVARIANCE_METHOD = CALCULATED\nMANEUVERABLE = NO\nREF_FRAME = GCRF\nX = " + x
                + " [km]\nY = 0 [km]\nZ = 0 [km]\nX_DOT = 0 [km/s]\nY_DOT = 7.5 [km/s]\nZ_DOT = 1 [km/s]\n");
        String[] axes = {"R", "T", "N", "RDOT", "TDOT", "NDOT"};
        for (int i = 0; i < 6; i++) {
            for (int k = 0; k <= i; k++) {
                text.append("C")
                        .append(axes[i])
                        .append("_")
                        .append(axes[k])
                        .append(" = ")
                        .append(i == k ? "25.5" : "0")
                        .append(" [m**2]\n");
            }
        }
        return text.toString();
    }

    private static final String HARD_BODIES = "ObjectID,HBR\n25544,35.5\n13552,3\n";

    private static List<String> goods() {
        return List.of(
                HostileFilesTest.TLE,
                HostileFilesTest.TDM,
                HostileFilesTest.OEM,
                HostileFilesTest.JSON,
                HostileFilesTest.CRD,
                HostileFilesTest.CPF,
                HostileFilesTest.SP3,
                HostileFilesTest.SINEX,
                OMM_KVN,
                OMM_XML,
                OMM_JSON,
                OMM_CSV,
                OEM_KVN,
                TDM_XML,
                SITES,
                CDM,
                HARD_BODIES);
    }

    private static Map<String, Function<Path, ReadResult<?>>> readers() {
        Map<String, Function<Path, ReadResult<?>>> readers = new LinkedHashMap<>(HostileFilesTest.readers());
        readers.put("hard bodies", HardBodyReader::read);
        return readers;
    }

    @Test
    void everyGoodFileIsReadByOneReaderAtLeast(@TempDir Path folder) throws Exception {
        for (String good : goods()) {
            Path file = Files.writeString(folder.resolve("good"), good);
            assertThat(readers().values().stream()
                            .mapToInt(reader -> reader.apply(file).records().size())
                            .max()
                            .orElseThrow())
                    .as(good)
                    .isPositive();
        }
    }

    @Test
    @Timeout(60)
    void damageOfAnyFormIsAProblemAndNeverAnythingElse(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("damaged");
        List<String> goods = goods();
        for (int form = 0; form < goods.size(); form++) {
            for (int round = 0; round < ROUNDS; round++) {
                SplittableRandom random = new SplittableRandom(1408L * form + round);
                byte[] bytes = goods.get(form).getBytes(StandardCharsets.UTF_8);
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    bytes = damage(bytes, random, goods);
                }
                Files.write(file, bytes);
                String seen = form + "/" + round;
                readers()
                        .forEach((name, reader) -> assertThat(reader.apply(file))
                                .as(name + " at " + seen)
                                .isNotNull());
            }
        }
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random, List<String> goods) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
                if (numbers.isEmpty()) {
                    return bytes;
                }
                MatchResult one = numbers.get(random.nextInt(numbers.size()));
                String end = ENDS.get(random.nextInt(ENDS.size()));
                text = text.substring(0, one.start()) + end + text.substring(one.end());
            }
            case 2 -> {
                List<String> lines = new ArrayList<>(text.lines().toList());
                if (lines.isEmpty()) {
                    return bytes;
                }
                String line = lines.get(random.nextInt(lines.size()));
                lines.add(random.nextInt(lines.size() + 1), (line + "\n").repeat(random.nextInt(1, 100)));
                text = String.join("\n", lines);
            }
            case 3 -> {
                List<String> lines = new ArrayList<>(text.lines().toList());
                if (lines.isEmpty()) {
                    return bytes;
                }
                lines.remove(random.nextInt(lines.size()));
                text = String.join("\n", lines);
            }
            case 4 -> {
                byte[] changed = bytes.clone();
                if (changed.length > 0) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                return changed;
            }
            case 5 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            default -> {
                // The end of another form behind the beginning of this one.
                String other = goods.get(random.nextInt(goods.size()));
                text = text.substring(0, random.nextInt(text.length() + 1))
                        + other.substring(random.nextInt(other.length()));
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

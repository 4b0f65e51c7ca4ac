package org.greenzone.formats.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

/** The same sets as TLE and in the five forms of OMM, made from the digits of the lines and not by our writers. */
class OmmFormsTest {
    private static final int EVERY = 97;

    private record Lines(String first, String second) {
        String tle() {
            return first + "\n" + second + "\n";
        }

        private static String exponent(String raw) {
            String t = raw.strip();
            int at = Math.max(t.lastIndexOf('-'), t.lastIndexOf('+'));
            String mantissa = t.substring(0, at);
            String sign = mantissa.startsWith("-") ? "-" : "";
            return new BigDecimal(sign + "0." + mantissa.replace("-", "").replace("+", "") + "E" + t.substring(at))
                    .toPlainString();
        }

        /** The fields in the order of CelesTrak. */
        Map<String, String> fields() {
            int year = Integer.parseInt(first.substring(18, 20));
            long day = java.time.LocalDate.ofYearDay(
                            year + (year < 57 ? 2000 : 1900), Integer.parseInt(first.substring(20, 23)))
                    .toEpochDay();
            long micros = day * 86_400_000_000L + Long.parseLong(first.substring(24, 32)) * 864;
            Map<String, String> f = new LinkedHashMap<>();
            f.put("OBJECT_NAME", "SOMETHING, WITH A COMMA");
            f.put("OBJECT_ID", designator());
            f.put("EPOCH", UtcText.ofMicros(micros));
            f.put("MEAN_MOTION", second.substring(52, 63).strip());
            f.put("ECCENTRICITY", "0." + second.substring(26, 33));
            f.put("INCLINATION", second.substring(8, 16).strip());
            f.put("RA_OF_ASC_NODE", second.substring(17, 25).strip());
            f.put("ARG_OF_PERICENTER", second.substring(34, 42).strip());
            f.put("MEAN_ANOMALY", second.substring(43, 51).strip());
            f.put("EPHEMERIS_TYPE", first.substring(62, 63));
            f.put("CLASSIFICATION_TYPE", first.substring(7, 8));
            f.put("NORAD_CAT_ID", first.substring(2, 7).strip());
            f.put("ELEMENT_SET_NO", first.substring(64, 68).strip());
            f.put("REV_AT_EPOCH", second.substring(63, 68).strip());
            f.put("BSTAR", exponent(first.substring(53, 61)));
            f.put("MEAN_MOTION_DOT", new BigDecimal(first.substring(33, 43).strip()).toPlainString());
            f.put("MEAN_MOTION_DDOT", exponent(first.substring(44, 52)));
            return f;
        }

        private String designator() {
            if (first.substring(9, 17).isBlank()) {
                return "";
            }
            int year = Integer.parseInt(first.substring(9, 11));
            return (year < 57 ? "20" : "19") + first.substring(9, 11) + "-"
                    + first.substring(11, 17).strip();
        }
    }

    private static List<Lines> sample() throws Exception {
        List<String> all = new ArrayList<>();
        try (var content = InputFiles.open(SharedData.require("catalogue/full_catalog_20240705.tle.gz"))) {
            all.addAll(new String(content.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .lines()
                    .toList());
        }
        List<Lines> sample = new ArrayList<>();
        for (int i = 0; i + 1 < all.size(); i += 2 * EVERY) {
            sample.add(new Lines(all.get(i), all.get(i + 1)));
        }
        return sample;
    }

    private static List<ElementSet> read(String text) {
        ReadResult<ElementSet> result = Read.text(text, GpFiles::read);
        assertThat(result.problems()).isEmpty();
        return result.records().stream().map(OmmFormsTest::nameless).toList();
    }

    private static ElementSet nameless(ElementSet s) {
        return new ElementSet(
                s.objectId(),
                "",
                s.internationalDesignator(),
                s.epochMicros(),
                s.meanMotionRadiansPerSecond(),
                s.meanMotionDotRadiansPerSecond2(),
                s.meanMotionDotDotRadiansPerSecond3(),
                s.eccentricity(),
                s.inclinationRadians(),
                s.rightAscensionOfNodeRadians(),
                s.argumentOfPerigeeRadians(),
                s.meanAnomalyRadians(),
                s.bStar(),
                s.ephemerisType(),
                s.elementSetNumber(),
                s.revolutionNumber());
    }

    private static boolean isText(String name) {
        return List.of("OBJECT_NAME", "OBJECT_ID", "EPOCH", "CLASSIFICATION_TYPE")
                .contains(name);
    }

    private static String json(Map<String, String> fields, boolean strings) {
        return fields.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":"
                        + (strings
                                        || isText(e.getKey())
                                        || Character.isLetter(e.getValue().charAt(0))
                                ? "\"" + e.getValue() + "\""
                                : new BigDecimal(e.getValue()).toString()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String csvRow(Map<String, String> fields, List<String> columns, boolean quoted) {
        return columns.stream()
                .map(c -> {
                    String value = String.valueOf(fields.getOrDefault(c, ""));
                    return quoted || value.contains(",") ? "\"" + value + "\"" : value;
                })
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String csvHeader(List<String> columns, boolean quoted) {
        return columns.stream().map(c -> quoted ? "\"" + c + "\"" : c).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** One by one: the difference of two whole catalogues is unreadable. */
    private static void same(List<ElementSet> found, List<ElementSet> wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i)).isEqualTo(wanted.get(i));
        }
    }

    @Test
    void allFormsGiveTheElementsOfTheLinesToTheLastBit() throws Exception {
        List<Lines> sample = sample();
        assertThat(sample).hasSizeGreaterThan(200);
        List<ElementSet> lines = read(sample.stream().map(Lines::tle).collect(Collectors.joining()));
        List<Map<String, String>> sets = sample.stream().map(Lines::fields).toList();

        same(read(sets.stream().map(f -> json(f, false)).collect(Collectors.joining(",", "[", "]"))), lines);
        same(read(sets.stream().map(f -> json(f, true)).collect(Collectors.joining(",\n", "[", "]"))), lines);
        StringBuilder kvn = new StringBuilder();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ndm>\n");
        for (Map<String, String> f : sets) {
            kvn.append("CCSDS_OMM_VERS = 2.0\r\nCREATION_DATE = 2024-07-05T00:00:00\r\nORIGINATOR = X\r\n");
            xml.append("<omm id=\"CCSDS_OMM_VERS\" version=\"2.0\"><header><ORIGINATOR>X</ORIGINATOR></header><body>"
                    + "<segment><metadata><TIME_SYSTEM>UTC</TIME_SYSTEM></metadata><data><meanElements>");
            f.forEach((k, v) -> {
                kvn.append(k).append(" = ").append(v).append("\r\n");
                xml.append('<')
                        .append(k)
                        .append('>')
                        .append(v)
                        .append("</")
                        .append(k)
                        .append('>');
            });
            xml.append("</meanElements></data></segment></body></omm>\n");
        }
        same(read(kvn.toString()), lines);
        same(read(xml.append("</ndm>").toString()), lines);
    }

    @Test
    void orderOfColumnsIsFreeAndThoseThatMayBeMissingMay() throws Exception {
        List<Lines> sample = sample().subList(0, 20);
        List<ElementSet> lines = read(sample.stream().map(Lines::tle).collect(Collectors.joining()));
        List<Map<String, String>> sets = sample.stream().map(Lines::fields).toList();
        List<String> columns = new ArrayList<>(sets.get(0).keySet());
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(columns, random);
            for (boolean quoted : new boolean[] {false, true}) {
                String text = csvHeader(columns, quoted)
                        + sets.stream().map(f -> csvRow(f, columns, quoted)).collect(Collectors.joining());
                assertThat(read(text)).as(columns.toString()).isEqualTo(lines);
            }
        }
        List<String> few = List.of(
                "MEAN_ANOMALY",
                "NORAD_CAT_ID",
                "EPOCH",
                "ECCENTRICITY",
                "INCLINATION",
                "RA_OF_ASC_NODE",
                "ARG_OF_PERICENTER",
                "MEAN_MOTION");
        String text = csvHeader(few, false)
                + sets.stream().map(f -> csvRow(f, few, false)).collect(Collectors.joining());
        assertThat(read(text).get(7).meanAnomalyRadians())
                .isEqualTo(lines.get(7).meanAnomalyRadians());
    }

    @Test
    void tableOfSpaceTrackIsATableAlthoughItNamesTheMessage() throws Exception {
        Lines one = sample().get(5);
        Map<String, String> fields = one.fields();
        List<String> columns =
                new ArrayList<>(List.of("CCSDS_OMM_VERS", "COMMENT", "CREATION_DATE", "ORIGINATOR", "REF_FRAME"));
        fields.put("CCSDS_OMM_VERS", "3.0");
        fields.put("COMMENT", "GENERATED VIA A SERVICE, WITH A COMMA");
        fields.put("REF_FRAME", "TEME");
        columns.addAll(one.fields().keySet());
        columns.add("TLE_LINE1");
        fields.put("TLE_LINE1", one.first());
        String text = csvHeader(columns, true) + csvRow(fields, columns, true);
        assertThat(Read.text(text, (content, problems) -> List.of(org.greenzone.formats.FormatDetector.detect(content)))
                        .records())
                .containsExactly(FileFormat.OMM_CSV);
        assertThat(read(text)).isEqualTo(read(one.tle()));
    }

    @Test
    void blanksAroundLinesAndLineEndsOfAllKindsDoNotMatter() throws Exception {
        Lines one = sample().get(3);
        List<ElementSet> plain = read(one.tle());
        for (String end : List.of("\n", "\r\n", "\r", "  \r\n", "\t\n")) {
            assertThat(read("0 NAME" + end + "   " + one.first() + end + "   " + one.second() + end))
                    .isEqualTo(plain);
        }
    }
}

package org.greenzone.formats.cdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.greenzone.astro.conjunction.CollisionProbability;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.Encounter;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.cdm.Cdm;
import org.orekit.files.ccsds.ndm.cdm.ODParameters;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is written, against the tables of CCSDS 508.0-B-1. */
class CdmStandardTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    /** Tables 3-2 to 3-5 in their order: keyword, unit where it has one; mandatory ones have an exclamation mark. */
    private static final List<String> HEAD =
            List.of(("CCSDS_CDM_VERS! CREATION_DATE! ORIGINATOR! MESSAGE_FOR MESSAGE_ID! TCA! MISS_DISTANCE!:m"
                            + " RELATIVE_SPEED:m/s RELATIVE_POSITION_R:m RELATIVE_POSITION_T:m RELATIVE_POSITION_N:m"
                            + " RELATIVE_VELOCITY_R:m/s RELATIVE_VELOCITY_T:m/s RELATIVE_VELOCITY_N:m/s"
                            + " START_SCREEN_PERIOD STOP_SCREEN_PERIOD SCREEN_VOLUME_FRAME SCREEN_VOLUME_SHAPE"
                            + " SCREEN_VOLUME_X:m SCREEN_VOLUME_Y:m SCREEN_VOLUME_Z:m SCREEN_ENTRY_TIME SCREEN_EXIT_TIME"
                            + " COLLISION_PROBABILITY COLLISION_PROBABILITY_METHOD")
                    .split(" "));

    private static final List<String> OBJECT =
            List.of(("OBJECT! OBJECT_DESIGNATOR! CATALOG_NAME! OBJECT_NAME! INTERNATIONAL_DESIGNATOR! OBJECT_TYPE"
                            + " OPERATOR_CONTACT_POSITION OPERATOR_ORGANIZATION OPERATOR_PHONE OPERATOR_EMAIL"
                            + " EPHEMERIS_NAME! COVARIANCE_METHOD! MANEUVERABLE! ORBIT_CENTER REF_FRAME! GRAVITY_MODEL"
                            + " ATMOSPHERIC_MODEL N_BODY_PERTURBATIONS SOLAR_RAD_PRESSURE EARTH_TIDES INTRACK_THRUST"
                            + " TIME_LASTOB_START TIME_LASTOB_END RECOMMENDED_OD_SPAN:d ACTUAL_OD_SPAN:d OBS_AVAILABLE"
                            + " OBS_USED TRACKS_AVAILABLE TRACKS_USED RESIDUALS_ACCEPTED:% WEIGHTED_RMS AREA_PC:m**2"
                            + " AREA_DRG:m**2 AREA_SRP:m**2 MASS:kg CD_AREA_OVER_MASS:m**2/kg CR_AREA_OVER_MASS:m**2/kg"
                            + " THRUST_ACCELERATION:m/s**2 SEDR:W/kg X!:km Y!:km Z!:km X_DOT!:km/s Y_DOT!:km/s Z_DOT!:km/s"
                            + " CR_R!:m**2 CT_R!:m**2 CT_T!:m**2 CN_R!:m**2 CN_T!:m**2 CN_N!:m**2"
                            + " CRDOT_R!:m**2/s CRDOT_T!:m**2/s CRDOT_N!:m**2/s CRDOT_RDOT!:m**2/s**2"
                            + " CTDOT_R!:m**2/s CTDOT_T!:m**2/s CTDOT_N!:m**2/s CTDOT_RDOT!:m**2/s**2"
                            + " CTDOT_TDOT!:m**2/s**2 CNDOT_R!:m**2/s CNDOT_T!:m**2/s CNDOT_N!:m**2/s"
                            + " CNDOT_RDOT!:m**2/s**2 CNDOT_TDOT!:m**2/s**2 CNDOT_NDOT!:m**2/s**2")
                    .split(" "));

    /** Elements of the XML form in their order (505.0-B; the schema itself is not at hand without a network). */
    private static final String XML_TREE = "cdm(header body(relativeMetadataData(relativeStateVector)"
            + " segment(metadata data(odParameters additionalParameters stateVector covarianceMatrix))"
            + " segment(metadata data(odParameters additionalParameters stateVector covarianceMatrix))))";

    private static final Pattern ENTRY = Pattern.compile("([A-Z_]+)\\s+= (.*?)(?: \\[(.*)])?");

    private record Said(String keyword, String unit) {}

    private static List<List<Said>> parts(String kvn) {
        List<List<Said>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : kvn.split("\n")) {
            if (line.startsWith("COMMENT ")) {
                continue;
            }
            Matcher matcher = ENTRY.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            assertThat(matcher.group(2)).as(line).isNotBlank();
            assertThat(line.length()).as(line).isLessThanOrEqualTo(254);
            if (matcher.group(1).equals("OBJECT")) {
                parts.add(new ArrayList<>());
            }
            String unit = matcher.group(3);
            parts.get(parts.size() - 1).add(new Said(matcher.group(1), unit == null ? "" : unit));
        }
        return parts;
    }

    private static void assertFollows(List<Said> said, List<String> table) {
        List<String> keywords =
                table.stream().map(row -> row.replaceAll("[!:].*", "")).toList();
        int last = -1;
        for (Said entry : said) {
            int at = keywords.indexOf(entry.keyword());
            assertThat(at).as(entry.keyword() + " in its place").isGreaterThan(last);
            String row = table.get(at);
            assertThat(entry.unit())
                    .as(entry.keyword())
                    .isEqualTo(row.contains(":") ? row.substring(row.indexOf(':') + 1) : "");
            last = at;
        }
        List<String> there = said.stream().map(Said::keyword).toList();
        for (int i = 0; i < table.size(); i++) {
            if (table.get(i).contains("!")) {
                assertThat(there).contains(keywords.get(i));
            }
        }
    }

    private static List<CdmMessage> messages() throws IOException {
        List<CdmMessage> messages = new ArrayList<>();
        messages.add(screened());
        try (Stream<Path> all = Files.list(SharedData.require("cdm"))) {
            all.filter(p -> p.toString().matches(".*\\.(cdm|txt|xml)"))
                    .sorted()
                    .forEach(file ->
                            messages.addAll(new CdmReader(PHYSICS).read(file).records()));
        }
        return messages;
    }

    /** Made up: found by a screening, names with characters that XML must escape. */
    private static CdmMessage screened() {
        double[] covariance = new double[21];
        for (int i = 0, k = 0; i < 6; i++, k += i + 1) {
            covariance[k] = i < 3 ? 1e4 : 1e-4;
        }
        Conjunction conjunction = new Conjunction(
                "e1",
                0,
                Conjunction.Status.NEW,
                1_636_944_420_000_000L,
                new Conjunction.Participant(
                        "25544",
                        "ISS <ZARYA> & CO",
                        "1998-067A",
                        new double[] {6.8e6, 0, 0, 0, 7_600, 0},
                        covariance,
                        Double.NaN,
                        "",
                        DETERMINATION),
                new Conjunction.Participant("UCT-17", "", "", new double[] {6.8001e6, 0, 0, 0, 0, 7_600}, covariance),
                1_636_954_420_123_456L,
                100,
                new double[] {100, 0, 0},
                7_600 * Math.sqrt(2),
                62,
                1.25e-5,
                "FOSTER-1992",
                3e-4,
                Conjunction.Dilution.DILUTED,
                List.of(),
                List.of());
        return CdmWriter.message(conjunction.withScreening(SCREENING), "GREENZONE", "ISS");
    }

    private static final Determination DETERMINATION =
            new Determination(1_636_900_000_000_000L, 1_636_900_060_000_000L, 4.25, 431, 17, 97.5, 1.125);

    private static final Screening SCREENING = new Screening(
            1_636_900_000_000_000L,
            1_637_500_000_000_000L,
            "ELLIPSOID",
            new double[] {400, 25_000, 25_000},
            1_636_954_418_123_456L,
            1_636_954_422_123_456L);

    @Test
    void keywordsUnitsOrderAndMandatoryOnesAreThoseOfTheStandard() throws IOException {
        for (CdmMessage message : messages()) {
            List<List<Said>> parts = parts(CdmWriter.kvn(message));
            assertThat(parts).hasSize(3);
            assertFollows(parts.get(0), HEAD);
            assertFollows(parts.get(1), OBJECT);
            assertFollows(parts.get(2), OBJECT);
        }
    }

    @Test
    void xmlHasTheSameEntriesInTheTreeOfTheSchema() throws Exception {
        for (CdmMessage message : messages()) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(CdmWriter.xml(message).getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            List<String> leaves = new ArrayList<>();
            String tree = tree(root, leaves);
            // Blocks of which nothing is known are left out.
            String wanted = XML_TREE;
            for (String optional : List.of("odParameters ", "additionalParameters ")) {
                if (!tree.contains(optional)) {
                    wanted = wanted.replace(optional, "");
                }
            }
            if (count(tree, "odParameters") != 1 && count(tree, "additionalParameters") != 1) {
                assertThat(tree).isEqualTo(wanted);
            }
            List<String> kvn = new ArrayList<>();
            for (String line : CdmWriter.kvn(message).split("\n")) {
                Matcher matcher = ENTRY.matcher(line);
                if (matcher.matches() && !matcher.group(1).equals("CCSDS_CDM_VERS")) {
                    kvn.add(matcher.group(1) + "|" + matcher.group(2) + "|"
                            + (matcher.group(3) == null ? "" : matcher.group(3)));
                }
            }
            assertThat(leaves).isEqualTo(kvn);
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static String tree(Element element, List<String> leaves) {
        List<String> inner = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                if (child.getTagName().equals(child.getTagName().toUpperCase(java.util.Locale.ROOT))) {
                    if (!child.getTagName().equals("COMMENT")) {
                        leaves.add(
                                child.getTagName() + "|" + child.getTextContent() + "|" + child.getAttribute("units"));
                    }
                } else {
                    inner.add(tree(child, leaves));
                }
            }
        }
        return element.getTagName() + (inner.isEmpty() ? "" : "(" + String.join(" ", inner) + ")");
    }

    @Test
    void bothNotationsReadBackToTheSameEncounterAndItsProbability() throws IOException {
        int compared = 0;
        for (CdmMessage message : messages()) {
            for (String written : List.of(CdmWriter.kvn(message), CdmWriter.xml(message))) {
                ReadResult<CdmMessage> again = Read.text(written, new CdmReader(PHYSICS)::read);
                assertThat(again.hasErrors()).as(again.problems().toString()).isFalse();
                CdmMessage back = again.records().get(0);
                assertThat(back.conjunction().conjunctionId())
                        .isEqualTo(back(message).conjunctionId());
                assertThat(back.conjunction().screening())
                        .isEqualTo(message.conjunction().screening());
                assertThat(back.conjunction().primary().determination())
                        .isEqualTo(message.conjunction().primary().determination());
                double before = probability(message);
                double after = probability(back);
                if (before > 1e-100) {
                    assertThat(after).isCloseTo(before, within(1e-6 * before));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    /** The id of an encounter that was screened is its own; a reader makes one of pair and time. */
    private static Conjunction back(CdmMessage message) {
        return Read.text(CdmWriter.kvn(message), new CdmReader(PHYSICS)::read)
                .records()
                .get(0)
                .conjunction();
    }

    @Test
    void orekitReadsTheScreeningAndBothStatesFromXml() {
        String xml = CdmWriter.xml(screened());
        Cdm cdm = new ParserBuilder(OrekitData.context())
                .buildCdmParser()
                .parseMessage(new DataSource(
                        "written.xml", () -> new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        assertThat(cdm.getMetadataObject1().getObjectName()).isEqualTo("ISS <ZARYA> & CO");
        assertThat(cdm.getRelativeMetadata().getScreenVolumeY()).isEqualTo(25_000);
        assertThat(cdm.getRelativeMetadata().getScreenVolumeFrame().name()).isEqualTo("RTN");
        assertThat(PHYSICS.micros(cdm.getRelativeMetadata().getScreenEntryTime()))
                .isEqualTo(SCREENING.entryMicros());
        assertThat(PHYSICS.micros(cdm.getRelativeMetadata().getScreenExitTime()))
                .isEqualTo(SCREENING.exitMicros());
        assertThat(cdm.getRelativeMetadata().getStartScreenPeriod()).isNotNull();
        ODParameters determination = cdm.getDataObject1().getODParametersBlock();
        assertThat(PHYSICS.micros(determination.getTimeLastObsEnd()))
                .isEqualTo(DETERMINATION.lastObservationEndMicros());
        assertThat(determination.getActualOdSpan()).isCloseTo(4.25 * 86_400, within(1e-9));
        assertThat(determination.getObsUsed()).isEqualTo(431);
        assertThat(determination.getTracksUsed()).isEqualTo(17);
        assertThat(determination.getResidualsAccepted()).isCloseTo(0.975, within(1e-12));
        assertThat(determination.getWeightedRMS()).isEqualTo(1.125);
        assertThat(cdm.getRelativeMetadata().getCollisionProbaMethod().getName())
                .isEqualTo("FOSTER-1992");
        assertThat(cdm.getRelativeMetadata().getRelativePosition().toArray()).containsExactly(100, 0, 0);
        assertThat(cdm.getDataObject2()
                        .getStateVectorBlock()
                        .getVelocityVector()
                        .getZ())
                .isCloseTo(7_600, within(1e-9));
        assertThat(cdm.getDataObject2()
                        .getRTNCovarianceBlock()
                        .getRTNCovarianceMatrix()
                        .getEntry(5, 5))
                .isEqualTo(1e-4);
    }

    private static double probability(CdmMessage message) {
        Conjunction c = message.conjunction();
        double radius = Double.isFinite(c.hardBodyRadiusMetres()) ? c.hardBodyRadiusMetres() : 20;
        if (Arrays.stream(c.primary().covarianceRtn()).anyMatch(Double::isNaN)
                || Arrays.stream(c.secondary().covarianceRtn()).anyMatch(Double::isNaN)) {
            return 0;
        }
        return CollisionProbability.assess(Encounter.ofRtn(
                                c.primary().stateGcrf(),
                                c.primary().covarianceRtn(),
                                c.secondary().stateGcrf(),
                                c.secondary().covarianceRtn(),
                                radius))
                        instanceof CollisionProbability.Assessed assessed
                ? assessed.probability()
                : 0;
    }
}

package org.greenzone.formats.cdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.cdm.Cdm;

class CdmReaderTest {

    private static ReadResult<CdmMessage> read(String text) {
        return Read.text(text, new CdmReader(PhysicalData.builtIn())::read);
    }

    /** Made up: two objects that cross at right angles, 100 m apart in height. */
    private static String written() {
        double[] covariance = new double[21];
        for (int i = 0, k = 0; i < 6; i++, k += i + 1) {
            covariance[k] = i < 3 ? 100 : 1e-4;
        }
        double[] unknown = new double[21];
        Arrays.fill(unknown, Double.NaN);
        return CdmWriter.kvn(
                new Conjunction(
                        "abc",
                        2,
                        Conjunction.Status.REVISED,
                        1_636_944_420_000_000L,
                        new Conjunction.Participant(
                                "25544", "ISS", "1998-067A", new double[] {6.8e6, 0, 0, 0, 7_600, 0}, covariance),
                        new Conjunction.Participant(
                                "UCT-17", "", "", new double[] {6.8001e6, 0, 0, 0, 0, 7_600}, unknown),
                        1_636_954_420_123_456L,
                        100,
                        new double[] {100, 0, 0},
                        7_600 * Math.sqrt(2),
                        62,
                        1.25e-5,
                        "FOSTER-1992",
                        3e-4,
                        Conjunction.Dilution.DILUTED,
                        List.of("one object has no covariance"),
                        List.of()),
                "GREENZONE",
                "ISS");
    }

    @Test
    void whatGreenzoneWritesReadsBackWithRadiusProbabilityAndUnknownNames() {
        ReadResult<CdmMessage> result = read(written());
        assertThat(result.hasErrors()).isFalse();
        Conjunction conjunction = result.records().get(0).conjunction();
        assertThat(conjunction.tcaMicros()).isEqualTo(1_636_954_420_123_456L);
        assertThat(conjunction.missDistanceMetres()).isEqualTo(100);
        assertThat(conjunction.hardBodyRadiusMetres()).isEqualTo(62);
        assertThat(conjunction.probability()).isEqualTo(1.25e-5);
        assertThat(conjunction.secondary().objectId()).isEqualTo("UCT-17");
        assertThat(conjunction.secondary().objectName()).isEmpty();
        assertThat(conjunction.secondary().covarianceRtn()[0]).isNaN();
        assertThat(conjunction.warnings()).containsExactly("no covariance of UCT-17");
        assertThat(result.records().get(0).messageId()).isEqualTo("abc_2");
    }

    @Test
    void badCovarianceCostsItselfAndBadStateTheMessage() {
        ReadResult<CdmMessage> covariance = read(written().replaceFirst("(?m)^CN_N .*$", "CN_N = many [m**2]"));
        assertThat(covariance.records()).hasSize(1);
        assertThat(covariance.hasErrors()).isTrue();
        assertThat(covariance.problems().stream().map(Object::toString))
                .anyMatch(p -> p.contains("CN_N: 'many' is not a number; the covariance is left out"));
        ReadResult<CdmMessage> state = read(written().replaceFirst("(?m)^Y_DOT .*$", "Y_DOT = 7600 [m/s]") + written());
        assertThat(state.records()).hasSize(1);
        assertThat(state.problems().stream().map(Object::toString))
                .anyMatch(p -> p.contains("Y_DOT: unit is [m/s], read is only [km/s]"));
    }

    @Test
    void objectsAreToldApartByTheirNamesAndNotByTheirOrder() {
        String text = written();
        int first = text.indexOf("OBJECT                         = OBJECT1");
        int second = text.indexOf("OBJECT                         = OBJECT2");
        ReadResult<CdmMessage> swapped =
                read(text.substring(0, first) + text.substring(second) + text.substring(first, second));
        Conjunction conjunction = swapped.records().get(0).conjunction();
        assertThat(conjunction.primary().objectId()).isEqualTo("25544");
        assertThat(conjunction.conjunctionId())
                .isEqualTo(read(text).records().get(0).conjunction().conjunctionId());
    }

    @Test
    void commentBeforeAnObjectIsOneOfThatObject() {
        ReadResult<CdmMessage> result = read(written()
                .replace("OBJECT                         = OBJECT2", "COMMENT Of the second\nOBJECT = OBJECT2"));
        assertThat(result.records().get(0).second().comments()).contains("Of the second");
        assertThat(result.records().get(0).first().comments()).doesNotContain("Of the second");
    }

    @Test
    void messageOfAnObjectWithoutCovarianceIsOneThatOrekitReads() {
        String text = written();
        Cdm cdm = new ParserBuilder(OrekitData.context())
                .buildCdmParser()
                .parseMessage(new DataSource(
                        "written", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        assertThat(cdm.getRelativeMetadata().getMissDistance()).isEqualTo(100);
        assertThat(cdm.getMetadataObject2().getCovarianceMethod()).hasToString("DEFAULT");
    }
}

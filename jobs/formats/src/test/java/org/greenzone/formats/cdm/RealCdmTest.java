package org.greenzone.formats.cdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.OrekitData;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.orekit.data.DataContext;
import org.orekit.data.DataSource;
import org.orekit.files.ccsds.ndm.ParserBuilder;
import org.orekit.files.ccsds.ndm.cdm.Cdm;

class RealCdmTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(SharedData.require("cdm"))) {
            return all.filter(p -> p.toString().matches(".*\\.(cdm|txt|xml)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allPublishedMessagesAreReadWithoutAnError() throws IOException {
        assertThat(files()).hasSizeGreaterThan(40);
        for (Path file : files()) {
            ReadResult<CdmMessage> result = new CdmReader(PHYSICS).read(file);
            assertThat(result.records()).as(file.toString()).hasSize(1);
            assertThat(result.hasErrors()).as(result.problems().toString()).isFalse();
        }
    }

    @Test
    void statesInTheRotatingFrameGiveTheMissDistanceAndSpeedThatTheMessageStates() {
        CdmMessage message = new CdmReader(PHYSICS)
                .read(SharedData.require("cdm/ION_SCV8_vs_STARLINK_1233.txt"))
                .records()
                .get(0);
        Conjunction conjunction = message.conjunction();
        assertThat(conjunction.primary().objectId()).isEqualTo("55051");
        assertThat(conjunction.secondary().objectName()).isEqualTo("STARLINK-1233");
        assertThat(conjunction.missDistanceMetres()).isCloseTo(55, within(1.0));
        assertThat(conjunction.relativeSpeedMetresPerSecond()).isCloseTo(14544, within(1.0));
        assertThat(conjunction.missRtnMetres()[0]).isCloseTo(-21.3, within(0.2));
        assertThat(conjunction.missRtnMetres()[1]).isCloseTo(-15.2, within(0.2));
        assertThat(conjunction.missRtnMetres()[2]).isCloseTo(-49.3, within(0.2));
        assertThat(conjunction.probability()).isEqualTo(0.004450713);
        assertThat(conjunction.probabilityMethod()).isEqualTo("FOSTER-1992");
        assertThat(conjunction.primary().covarianceRtn()[2]).isEqualTo(9738.762752029239);
        assertThat(message.originator()).isEqualTo("CSpOC");
    }

    @Test
    void combinedRadiusIsTheOneInTheComment() {
        CdmMessage message = new CdmReader(PHYSICS)
                .read(SharedData.require("cdm/AlfanoTestCase02.cdm"))
                .records()
                .get(0);
        assertThat(message.conjunction().hardBodyRadiusMetres()).isEqualTo(4.0);
        assertThat(message.conjunction().probability()).isNaN();
    }

    @Test
    void covarianceThatIsNotPositiveDefiniteIsKeptWithAWarning() {
        CdmMessage message = new CdmReader(PHYSICS)
                .read(SharedData.require("cdm/OmitronTestCase_Test07_NonPDCovariance.cdm"))
                .records()
                .get(0);
        assertThat(message.conjunction().warnings()).anyMatch(w -> w.contains("not positive definite"));
    }

    @Test
    void orekitReadsTheSameValuesFromWhatIsWritten() throws IOException {
        DataContext orekit = OrekitData.context();
        for (Path file : files()) {
            CdmMessage message = new CdmReader(PHYSICS).read(file).records().get(0);
            String written = CdmWriter.kvn(message);
            Cdm cdm = new ParserBuilder(orekit)
                    .buildCdmParser()
                    .parseMessage(new DataSource(
                            "written", () -> new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8))));
            Conjunction.Participant primary = message.conjunction().primary();
            assertThat(PHYSICS.micros(cdm.getRelativeMetadata().getTca()))
                    .isEqualTo(message.conjunction().tcaMicros());
            double[] position = cdm.getDataObject1()
                    .getStateVectorBlock()
                    .getPositionVector()
                    .toArray();
            double[] velocity = cdm.getDataObject1()
                    .getStateVectorBlock()
                    .getVelocityVector()
                    .toArray();
            for (int i = 0; i < 3; i++) {
                assertThat(position[i]).isCloseTo(primary.stateGcrf()[i], within(1e-8));
                assertThat(velocity[i]).isCloseTo(primary.stateGcrf()[3 + i], within(1e-11));
            }
            var matrix = cdm.getDataObject1().getRTNCovarianceBlock().getRTNCovarianceMatrix();
            for (int i = 0, k = 0; i < 6; i++) {
                for (int j = 0; j <= i; j++, k++) {
                    assertThat(matrix.getEntry(i, j)).isEqualTo(primary.covarianceRtn()[k]);
                }
            }
        }
    }

    @Test
    void writtenMessageReadsBackAsTheSameEncounter() throws IOException {
        for (Path file : files()) {
            CdmMessage message = new CdmReader(PHYSICS).read(file).records().get(0);
            ReadResult<CdmMessage> again = Read.text(CdmWriter.kvn(message), new CdmReader(PHYSICS)::read);
            assertThat(again.hasErrors()).isFalse();
            Conjunction before = message.conjunction();
            Conjunction after = again.records().get(0).conjunction();
            assertThat(after.conjunctionId()).isEqualTo(before.conjunctionId());
            assertThat(after.createdMicros()).isEqualTo(before.createdMicros());
            assertThat(after.primary().covarianceRtn())
                    .isEqualTo(before.primary().covarianceRtn());
            assertThat(after.secondary().stateGcrf())
                    .containsExactly(before.secondary().stateGcrf(), within(1e-8));
            assertThat(after.hardBodyRadiusMetres()).isEqualTo(Double.valueOf(before.hardBodyRadiusMetres()));
            assertThat(after.probability()).isEqualTo(Double.valueOf(before.probability()));
            assertThat(after.warnings()).isEqualTo(before.warnings());
            CdmMessage back = again.records().get(0);
            assertThat(back.statedMissDistanceMetres()).isEqualTo(message.statedMissDistanceMetres());
            assertThat(back.messageFor()).isEqualTo(message.messageFor());
            assertThat(after.primary().determination())
                    .isEqualTo(before.primary().determination());
            assertThat(after.secondary().determination())
                    .isEqualTo(before.secondary().determination());
            assertThat(back.second().operator()).isEqualTo(message.second().operator());
            assertThat(back.first().areaSquareMetres())
                    .isEqualTo(Double.valueOf(message.first().areaSquareMetres()));
            assertThat(back.first().comments()).containsAll(message.first().comments());
            assertThat(back.second().comments()).containsAll(message.second().comments());
            assertThat(back.comments()).containsAll(message.comments());
        }
    }
}

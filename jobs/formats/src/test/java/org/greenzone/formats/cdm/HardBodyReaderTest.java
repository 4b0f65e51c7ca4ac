package org.greenzone.formats.cdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class HardBodyReaderTest {
    @Test
    void estimatesOfCaraGiveRadiiWithTheirSources() {
        ReadResult<HardBodyRadii.Entry> table =
                HardBodyReader.read(SharedData.require("catalogue/CARA_HBR_Mass_Estimates_20241101.csv.gz"));
        assertThat(table.hasErrors()).isFalse();
        // 45,131 lines, of which 28,640 name DISCOS and no radius.
        assertThat(table.records()).hasSize(16_491);
        HardBodyRadii radii = new HardBodyRadii(table.records(), 5);
        assertThat(radii.of("25544")).isEqualTo(new HardBodyRadii.Radius(66.1, 0, "CARA Protected Primary"));
        assertThat(radii.of("51").source()).isEqualTo("SFK RCS Estimate");
        assertThat(radii.of("48274").source()).isEqualTo(HardBodyRadii.DEFAULT);
        double first = 1.02654387932463;
        double sigma = 1.20263303940118;
        assertThat(radii.combined("25544", "51").metres())
                .isCloseTo(Math.sqrt((66.1 + first) * (66.1 + first) + sigma * sigma), within(1e-12));
    }

    @Test
    void ownersTableComesFirstAndBadLinesAreNamed() {
        ReadResult<HardBodyRadii.Entry> owner =
                Read.text("ObjectID,HBR\n25544,55\n5,-2\n7,wide\n", HardBodyReader::read);
        assertThat(owner.records()).hasSize(1);
        assertThat(owner.problems()).hasSize(2);
        assertThat(owner.problems().get(1).toString()).contains("4").contains("wide");
        HardBodyRadii radii = new HardBodyRadii(
                List.of(
                        owner.records().get(0),
                        new HardBodyRadii.Entry("25544", new HardBodyRadii.Radius(66.1, 0, "CARA"))),
                3);
        assertThat(radii.of("25544").source()).isEqualTo("owner");
        HardBodyRadii.Combined pair = radii.combined("25544", "unknown");
        assertThat(pair.metres()).isEqualTo(58);
        assertThat(pair.secondary().source()).isEqualTo("default");
    }

    @Test
    void anotherFileIsRefusedInOneLine() {
        ReadResult<HardBodyRadii.Entry> other = Read.text("TCA = 2020\nX = 1\n", HardBodyReader::read);
        assertThat(other.records()).isEmpty();
        assertThat(other.problems()).hasSize(1);
    }
}

package org.greenzone.formats.gp;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.Read;
import org.greenzone.formats.ReadResult;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class CatalogueFilesTest {

    @Test
    void wholeCatalogueOfTwoLineSetsIsReadWithoutAProblem() {
        ReadResult<ElementSet> result = GpFiles.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(26_389);
    }

    @Test
    void threeLineSetsKeepTheirNames() {
        ReadResult<ElementSet> result = GpFiles.read(SharedData.require("catalogue/full_catalog_20250113.3le.gz"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).hasSize(18_912);
        assertThat(result.records().get(0).objectName()).isEqualTo("VANGUARD 1");
        assertThat(result.records().get(1).objectId()).isEqualTo("11");
    }

    @Test
    void namesWithoutNumberInFrontAreReadToo() {
        ReadResult<ElementSet> result = GpFiles.read(SharedData.require("kosmos-1408/fragments-2021-11-30.3le"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.records().get(0).objectName()).isEqualTo("COSMOS 1408");
        assertThat(result.records().get(0).revolutionNumber()).isEqualTo(215);
    }

    @Test
    void everySetOfTheCatalogueIsWrittenAsItWasReadToTheDigit() {
        ReadResult<ElementSet> result = GpFiles.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"));
        StringBuilder lines = new StringBuilder();
        result.records().forEach(set -> lines.append(TleWriter.twoLines(set)));
        ReadResult<ElementSet> again = Read.text(lines.toString(), GpFiles::read);
        assertThat(again.problems()).isEmpty();
        assertThat(again.records()).hasSameSizeAs(result.records());
        for (int i = 0; i < result.records().size(); i += 7) {
            // One by one: the difference of two whole catalogues is unreadable.
            assertThat(again.records().get(i)).isEqualTo(result.records().get(i));
        }
    }
}

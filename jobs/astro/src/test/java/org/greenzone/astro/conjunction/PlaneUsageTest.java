package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class PlaneUsageTest {
    private static CurvedEncounter of(String name, double radius) throws IOException {
        return new CdmFile(SharedData.require("cdm/" + name + ".cdm")).curved(radius);
    }

    @Test
    void fastEncountersWithSmallCovariancesRaiseNoDoubt() throws IOException {
        assertThat(PlaneUsage.of(of("OmitronTestCase_Test01_HighPc", 20)).doubts())
                .isEmpty();
        assertThat(PlaneUsage.of(of("FrisbeeMaxPcTestCase_Test01", 20)).holds()).isTrue();
    }

    @Test
    void encountersOfWhichTwoDimensionsAreWrongAreDoubted() throws IOException {
        // CARA's 3D-Nc is 48 %, 149 %, 49 % and fifteen orders above.
        assertThat(PlaneUsage.of(of("AlfanoTestCase01", 15)).holds()).isFalse();
        assertThat(PlaneUsage.of(of("AlfanoTestCase02", 4)).holds()).isFalse();
        assertThat(PlaneUsage.of(of("AlfanoTestCase04", 15)).holds()).isFalse();
        assertThat(PlaneUsage.of(of("OmitronTestCase_Test08_3DNc", 20)).holds()).isFalse();
    }

    @Test
    void correctionForetellsTheThreeDimensionalValueForASmallSphere() throws IOException {
        for (String name : List.of("OmitronTestCase_Test03_MaxIntrackSigma", "SingleCovTestCase1-8")) {
            CurvedEncounter encounter = of(name, 1);
            double flat = ProbabilityMethod.reference(EncounterPlane.of(encounter.flat()), 1);
            double curved = Hall2021.estimate(encounter).orElseThrow().expectedCollisions();
            assertThat(PlaneUsage.of(encounter).correction()).as(name).isCloseTo(curved / flat, within(6e-3));
        }
    }
}

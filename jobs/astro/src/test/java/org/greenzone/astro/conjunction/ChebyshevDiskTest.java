package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class ChebyshevDiskTest {
    /** Rounding of some dozens of positive terms and of the exponents. */
    private static final double ROUNDING = 1e-12;

    @Test
    void boundIsKeptWhereverARuleIsGiven() {
        Random random = new Random(4);
        int given = 0;
        for (int k = 0; k < 50; k++) {
            double sigmaX = Math.exp(4 * random.nextGaussian());
            double sigmaY = Math.exp(4 * random.nextGaussian());
            double radius = Math.min(sigmaX, sigmaY) * Math.exp(1.5 * random.nextGaussian() - 1);
            double x = 3 * sigmaX * random.nextGaussian();
            double y = 3 * sigmaY * random.nextGaussian();
            double fast = ChebyshevDisk.probability(x, y, sigmaX, sigmaY, radius);
            if (Double.isNaN(fast)) {
                continue;
            }
            double truth = ExtendedPrecisionDisk.probability(x, y, sigmaX, sigmaY, radius);
            assertThat(Math.abs(fast / truth - 1))
                    .as("%s %s %s %s %s", x, y, sigmaX, sigmaY, radius)
                    .isLessThan(ChebyshevDisk.PROMISED + ROUNDING);
            given++;
        }
        assertThat(given).isGreaterThan(25);
    }

    @Test
    void referenceAgreesWithFortyDigitsWhereTheRuleDoesNotReach() {
        Random random = new Random(5);
        int compared = 0;
        while (compared < 10) {
            double sigmaX = Math.exp(random.nextGaussian());
            double sigmaY = Math.exp(random.nextGaussian());
            double radius = Math.min(sigmaX, sigmaY) * Math.exp(1.8 + 0.4 * random.nextGaussian());
            double x = (radius + 2 * sigmaX) * random.nextGaussian();
            double y = (radius + 2 * sigmaY) * random.nextGaussian();
            double reference = PlaneProbability.disk(x, y, sigmaX, sigmaY, radius);
            if (!Double.isNaN(ChebyshevDisk.probability(x, y, sigmaX, sigmaY, radius)) || reference < 1e-15) {
                continue;
            }
            double truth = ExtendedPrecisionDisk.probability(x, y, sigmaX, sigmaY, radius);
            assertThat(Math.abs(reference / truth - 1)).isLessThan(1e-11);
            compared++;
        }
    }

    @Test
    void theOrderOfTheAxesDoesNotMatter() {
        assertThat(ChebyshevDisk.probability(120, 30, 40, 900, 25))
                .isEqualTo(ChebyshevDisk.probability(30, -120, 900, 40, 25));
    }

    @Test
    void noRuleIsGivenForAThinDensity() {
        assertThat(ChebyshevDisk.probability(1, 2, 0.037, 178, 10)).isNaN();
    }

    @Test
    void bothMethodsAgreeWithFortyDigitsOnTheKelvinsSet() {
        Path table = SharedData.require("cdm/kelvins_armellin_2170.csv.gz");
        List<String[]> rows = PublishedProbabilitiesTest.rows(table);
        double worstReference = 0;
        double worstFast = 0;
        // One in 110 in a unit test; ProbabilityBenchmark compares all.
        for (int i = 0; i < rows.size(); i += 110) {
            Encounter encounter = PublishedProbabilitiesTest.kelvins(rows.get(i));
            EncounterPlane plane = EncounterPlane.of(encounter);
            double radius = encounter.hardBodyRadiusMetres();
            double truth = ExtendedPrecisionDisk.probability(
                    plane.missMinorMetres(),
                    plane.missMajorMetres(),
                    plane.sigmaMinorMetres(),
                    plane.sigmaMajorMetres(),
                    radius);
            worstReference = Math.max(worstReference, Math.abs(ProbabilityMethod.reference(plane, radius) / truth - 1));
            worstFast = Math.max(worstFast, Math.abs(ProbabilityMethod.fast(plane, radius) / truth - 1));
        }
        assertThat(worstReference).isLessThan(1e-12);
        assertThat(worstFast).isLessThan(ChebyshevDisk.PROMISED + ROUNDING);
    }
}

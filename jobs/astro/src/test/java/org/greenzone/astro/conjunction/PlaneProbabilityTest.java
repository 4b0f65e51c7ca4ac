package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.greenzone.astro.conjunction.CollisionProbability.Assessed;
import org.greenzone.astro.conjunction.CollisionProbability.NotComputable;
import org.greenzone.astro.conjunction.Conjunction.Dilution;
import org.greenzone.astro.conjunction.ProbabilityMethod.Computed;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class PlaneProbabilityTest {
    private static final double[][] UNIT = {{1e4, 0, 0}, {0, 1e4, 0}, {0, 0, 1e4}};
    private static final double[] FIRST = {7e6, 0, 0, 0, 7500, 0};

    @Test
    void errorFunctionKeepsAllDigits() {
        for (double x = -6; x < 6; x += 0.0137) {
            assertThat(ErrorFunction.erf(x)).isCloseTo(Erf.erf(x), within(4e-15));
        }
        for (double x = 0; x < 25; x += 0.0137) {
            double expected = Erf.erfc(x);
            assertThat(ErrorFunction.scaledComplement(x) * Math.exp(-x * x))
                    .isCloseTo(expected, within(3e-13 * expected));
        }
    }

    @Test
    void isotropicCentredDiskHasItsClosedForm() {
        for (double ratio = 1e-8; ratio < 1e4; ratio *= 3.7) {
            double expected = -Math.expm1(-0.5 * ratio * ratio);
            assertThat(PlaneProbability.disk(0, 0, 10, 10, 10 * ratio)).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void smallDiskHasTheDensityTimesItsArea() {
        double density = Math.exp(-0.5 * (4 + 9)) / (2 * Math.PI * 100 * 700);
        assertThat(PlaneProbability.disk(200, 2100, 100, 700, 1e-4))
                .isCloseTo(density * Math.PI * 1e-8, within(1e-11 * density * Math.PI * 1e-8));
    }

    @Test
    void thinDensityLeavesTheChordOfTheDisk() {
        // sigma 1e-6 m across: the other axis alone decides.
        double chord = Math.sqrt(100 - 36);
        double expected = Erf.erf(chord / (5 * Math.sqrt(2)));
        assertThat(PlaneProbability.disk(6, 0, 1e-6, 5, 10)).isCloseTo(expected, within(1e-10));
    }

    @Test
    void farTailsNeitherUnderflowNorTurnToNoise() {
        double previous = 1;
        for (double miss = 50; miss < 3800; miss += 50) {
            double pc = PlaneProbability.disk(miss, 0, 100, 300, 10);
            assertThat(pc).isGreaterThan(0).isLessThan(previous);
            previous = pc;
        }
        assertThat(PlaneProbability.disk(1e7, 0, 100, 300, 10)).isZero();
    }

    @Test
    void bothRoadsGiveTheSameNumber() {
        // Ordinary encounters go through Gauss-Chebyshev; a square cut from 2x2 smaller disks cannot be told from it,
        // so the reference is a fine midpoint sum.
        Random random = new Random(11);
        for (int k = 0; k < 40; k++) {
            double x = 300 * random.nextDouble();
            double y = 300 * random.nextDouble();
            double sx = 20 + 100 * random.nextDouble();
            double sy = 20 + 100 * random.nextDouble();
            double radius = 5 + 100 * random.nextDouble();
            assertThat(PlaneProbability.disk(x, y, sx, sy, radius))
                    .isCloseTo(midpoint(x, y, sx, sy, radius), within(1e-9 * midpoint(x, y, sx, sy, radius)));
        }
    }

    @Test
    void anyPositiveDefiniteInputGivesAProbability() {
        Random random = new Random(5);
        for (int k = 0; k < 3000; k++) {
            double sx = Math.pow(10, -3 + 8 * random.nextDouble());
            double sy = Math.pow(10, -3 + 8 * random.nextDouble());
            double radius = Math.pow(10, -2 + 5 * random.nextDouble());
            double x = sx * 8 * random.nextGaussian();
            double y = sy * 8 * random.nextGaussian();
            double pc = PlaneProbability.disk(x, y, sx, sy, radius);
            assertThat(pc).as("%s %s %s %s %s", x, y, sx, sy, radius).isBetween(0.0, 1.0);
            assertThat(PlaneProbability.disk(y, x, sy, sx, radius)).isEqualTo(pc);
            assertThat(PlaneProbability.disk(x, y, sx, sy, 1.5 * radius)).isGreaterThanOrEqualTo(pc * (1 - 1e-12));
            double[] axes = {sx * sx, 0, sy * sy};
            double inside = PlaneProbability.square(x, y, axes, radius / Math.sqrt(2));
            double outside = PlaneProbability.square(x, y, axes, radius);
            assertThat(pc).isBetween(inside * (1 - 1e-11), outside * (1 + 1e-11));
        }
    }

    @Test
    void maximumOfASmallObjectIsWhereAlfanoPutsIt() {
        // Round covariance, point-like object: sigma = miss / sqrt 2, Pc max = (r / miss)^2 / e.
        Encounter encounter = crossing(1000, 1);
        Assessed assessed = (Assessed) CollisionProbability.assess(encounter);
        assertThat(assessed.maximumScale()).isCloseTo(1000 / Math.sqrt(2) / Math.sqrt(2e4), within(1e-3));
        assertThat(assessed.maximumProbability()).isCloseTo(1e-6 / Math.E, within(1e-11));
        assertThat(assessed.dilution()).isEqualTo(Dilution.ROBUST);
        assertThat(((Assessed) CollisionProbability.assess(crossing(50, 1))).dilution())
                .isEqualTo(Dilution.DILUTED);
    }

    @Test
    void missInsideTheRadiusHasTheLimitOneAsMaximum() {
        Assessed assessed = (Assessed) CollisionProbability.assess(crossing(5, 10));
        assertThat(assessed.maximumProbability()).isEqualTo(1);
        assertThat(assessed.dilution()).isEqualTo(Dilution.DILUTED);
    }

    @Test
    void swappingTheObjectsChangesNoBit() {
        Random random = new Random(3);
        for (int k = 0; k < 500; k++) {
            Encounter encounter = random(random);
            assertThat(CollisionProbability.assess(encounter.swapped()).toString())
                    .isEqualTo(CollisionProbability.assess(encounter)
                            .toString()
                            .replace("primary", "PRIMARY")
                            .replace("secondary", "primary")
                            .replace("PRIMARY", "secondary"));
        }
    }

    @Test
    void exactMethodsAgreeWithTheReferenceOrSayThatTheyFailed() {
        Random random = new Random(4);
        int computed = 0;
        for (int k = 0; k < 200; k++) {
            Encounter encounter = random(random);
            double pc = ((Assessed) CollisionProbability.assess(encounter)).probability();
            for (ProbabilityMethod method : new ProbabilityMethod[] {
                ProbabilityMethod.ALFANO_2005, ProbabilityMethod.PATERA_2005, ProbabilityMethod.LAAS_2015
            }) {
                if (CollisionProbability.compute(encounter, method) instanceof Computed result) {
                    assertThat(result.probability()).isCloseTo(pc, within(1e-2 * pc + 1e-300));
                    computed++;
                }
            }
        }
        assertThat(computed).isGreaterThan(400);
    }

    @Test
    void nonPositiveDefiniteCovarianceIsClippedAndFlagged() {
        double[][] indefinite = {{100, 0, 0}, {0, 100, 0}, {0, 0, -900}};
        double[] second = {7e6, 0, 20, 0, -7500, 0};
        Encounter encounter = new Encounter(FIRST, indefinite, second, indefinite, 10);
        Assessed assessed = (Assessed) CollisionProbability.assess(encounter);
        assertThat(assessed.probability()).isBetween(0.0, 1.0);
        assertThat(assessed.warnings()).anyMatch(w -> w.contains("clipped"));
        assertThat(assessed.warnings()).anyMatch(w -> w.contains("primary"));
    }

    @Test
    void noRelativeSpeedNoCovarianceAndNoRadiusAreReasons() {
        double[][] unknown = {{Double.NaN, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[] second = {7e6, 0, 20, 0, 7500, 0};
        double[] crossing = {7e6, 0, 20, 0, -7500, 0};
        assertReason(new Encounter(FIRST, UNIT, second, UNIT, 10), "relative speed is zero");
        assertReason(new Encounter(FIRST, unknown, crossing, UNIT, 10), "primary has no covariance");
        assertReason(new Encounter(FIRST, UNIT, crossing, unknown, 10), "secondary has no covariance");
        assertReason(new Encounter(FIRST, UNIT, crossing, UNIT, 0), "radius");
        assertReason(new Encounter(FIRST, new double[3][3], crossing, new double[3][3], 10), "zero");
    }

    @Test
    void slowEncounterIsSaidToBeBeyondTwoDimensions() {
        double[] second = {7e6 + 20, 0, 20, 0, 7500, 0.5};
        Assessed assessed = (Assessed) CollisionProbability.assess(new Encounter(FIRST, UNIT, second, UNIT, 10));
        assertThat(assessed.warnings()).anyMatch(w -> w.contains("fly together"));
        assertThat(((Assessed) CollisionProbability.assess(crossing(100, 10))).warnings())
                .isEmpty();
    }

    private static void assertReason(Encounter encounter, String part) {
        assertThat(CollisionProbability.assess(encounter))
                .isInstanceOfSatisfying(
                        NotComputable.class, n -> assertThat(n.reason()).contains(part));
    }

    private static Encounter crossing(double miss, double radius) {
        return new Encounter(FIRST, UNIT, new double[] {7e6 + miss, 0, 0, 0, 0, 7500}, UNIT, radius);
    }

    private static Encounter random(Random random) {
        double[] second = FIRST.clone();
        for (int i = 0; i < 3; i++) {
            second[i] += 500 * random.nextGaussian();
            second[i + 3] += 4000 * random.nextGaussian();
        }
        return new Encounter(FIRST, covariance(random), second, covariance(random), 1 + 20 * random.nextDouble());
    }

    private static double[][] covariance(Random random) {
        double[][] root = new double[3][3];
        for (double[] row : root) {
            for (int j = 0; j < 3; j++) {
                row[j] = 300 * random.nextGaussian();
            }
        }
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    c[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return c;
    }

    /** Midpoints in angle, 4000, with error functions of Hipparchus across. */
    private static double midpoint(double x, double y, double sx, double sy, double radius) {
        double sum = 0;
        int n = 4000;
        for (int i = 0; i < n; i++) {
            double angle = -Math.PI / 2 + (i + 0.5) * Math.PI / n;
            double u = (radius * Math.sin(angle) - x) / sx;
            double h = radius * Math.cos(angle);
            sum += Math.exp(-0.5 * u * u) * h * Erf.erf((y - h) / (sy * Math.sqrt(2)), (y + h) / (sy * Math.sqrt(2)));
        }
        return sum * Math.PI / n / (2 * sx * Math.sqrt(2 * Math.PI));
    }
}

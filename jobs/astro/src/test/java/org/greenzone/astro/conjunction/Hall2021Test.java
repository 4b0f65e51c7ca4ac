package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.concurrent.ForkJoinPool;
import org.assertj.core.api.SoftAssertions;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;

class Hall2021Test {
    /** Case, combined radius, half of the time (s), 3D-Nc of CARA (Pc3D_Hall_UnitTest.m, AlfanoExpSolution). */
    private static final double[][] ALFANO = {
        {4, 15, 21600, 7.3640419383E-02},
        {7, 10, 1419, 1.6184123020E-04},
        {8, 4, 10135, 3.5250174961E-02},
        {10, 6, 21600, 3.6406379645E-01},
    };

    @Test
    void slowEncountersOfAlfanoAgreeWithCara() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (double[] row : ALFANO) {
            String file = String.format("cdm/AlfanoTestCase%02d.cdm", (int) row[0]);
            CurvedEncounter encounter = new CdmFile(SharedData.require(file)).curved(row[1]);
            Hall2021.Estimate estimate = Hall2021.estimate(encounter, new EncounterSegment(-row[2], row[2]))
                    .orElseThrow();
            softly.assertThat(estimate.expectedCollisions()).as(file).isCloseTo(row[3], within(2e-4 * row[3]));
            softly.assertThat(estimate.converged()).as(file).isTrue();
        }
        softly.assertAll();
    }

    @Test
    void bentCovarianceIsFifteenOrdersAboveTwoDimensions() throws IOException {
        CurvedEncounter encounter = new CdmFile(SharedData.require("cdm/OmitronTestCase_Test08_3DNc.cdm")).curved(20);
        // Pc3D_Hall_UnitTest.m, test2D3DDisagreementCase, to its relative tolerance of 1e-3.
        assertThat(ProbabilityMethod.reference(EncounterPlane.of(encounter.flat()), 20))
                .isCloseTo(2.2660816e-20, within(2.2660816e-23));
        assertThat(Hall2021.estimate(encounter).orElseThrow().expectedCollisions())
                .isCloseTo(1.9271201e-05, within(1.9271201e-08));
    }

    @Test
    void shortEncounterHasTheProbabilityOfTwoDimensionsFromBothSides() {
        CurvedEncounter encounter = crossing(7.5e6, 40, 30);
        double flat = ProbabilityMethod.reference(EncounterPlane.of(encounter.flat()), 10);
        Hall2021.Estimate estimate = Hall2021.estimate(encounter).orElseThrow();
        assertThat(estimate.expectedCollisions()).isCloseTo(flat, within(2e-4 * flat));
        assertThat(Hall2021.estimate(encounter.swapped()).orElseThrow().expectedCollisions())
                .isCloseTo(estimate.expectedCollisions(), within(1e-8 * flat));
    }

    @Test
    void thinCovarianceDoesNotFallThroughTheSphere() {
        // 0.05 m across a sphere of 10 m: a sheet that fixed points on the sphere would miss.
        CurvedEncounter encounter = crossing(7.5e6, 4, 0.05);
        double flat = ProbabilityMethod.reference(EncounterPlane.of(encounter.flat()), 10);
        assertThat(Hall2021.estimate(encounter).orElseThrow().expectedCollisions())
                .isCloseTo(flat, within(1e-3 * flat));
    }

    @Test
    void countingAgreesWithTheFormulaAndDoesNotDependOnThreads() throws Exception {
        CurvedEncounter encounter = new CdmFile(SharedData.require("cdm/AlfanoTestCase04.cdm")).curved(15);
        EncounterSegment segment = new EncounterSegment(-21600, 21600);
        MonteCarlo.Count count = MonteCarlo.count(encounter, 20_000, 7, segment).orElseThrow();
        // CARA, 1e8 trials: 0.07364054.
        assertThat(count.low()).isLessThan(0.0736405);
        assertThat(count.high()).isGreaterThan(0.0736405);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> MonteCarlo.count(encounter, 20_000, 7, segment)
                                    .orElseThrow())
                            .get())
                    .isEqualTo(count);
        } finally {
            one.shutdown();
        }
        assertThat(MonteCarlo.count(encounter, 20_000, 8, segment).orElseThrow().hits())
                .isNotEqualTo(count.hits());
    }

    @Test
    void pairsThatMeetAgainAreExpectedMoreOftenThanTheyAreHit() throws IOException {
        CurvedEncounter encounter =
                new CdmFile(SharedData.require("cdm/OmitronTestCase_Test06_MinRelVel.cdm")).curved(20);
        double expected = Hall2021.estimate(encounter).orElseThrow().expectedCollisions();
        MonteCarlo.Count count = MonteCarlo.count(encounter, 20_000, 3, null).orElseThrow();
        assertThat(count.entries()).isGreaterThan(count.hits());
        // Five sigmas of a count of which each hit brings up to two.
        assertThat(count.entries() / 20_000.0).isCloseTo(expected, within(5 * Math.sqrt(2 * expected / 20_000)));
    }

    @Test
    void intervalIsThatOfClopperAndPearson() {
        // 10 of 100: 0.0490 to 0.1762 (Clopper and Pearson 1934; Brown, Cai and DasGupta 2001).
        MonteCarlo.Count count = MonteCarlo.Count.of(100, 10, 10, 0, new EncounterSegment(-1, 1));
        assertThat(count.low()).isCloseTo(0.0490, within(5e-5));
        assertThat(count.high()).isCloseTo(0.1762, within(5e-5));
        assertThat(MonteCarlo.Count.of(100, 0, 0, 0, new EncounterSegment(-1, 1))
                        .low())
                .isZero();
    }

    /** Two circular orbits that cross at 90 degrees with a miss in height; sigmas of position in all axes. */
    private static CurvedEncounter crossing(double radius, double miss, double sigma) {
        double speed = Math.sqrt(KeplerianGaussian.MU / radius);
        double[][] covariance = new double[6][6];
        for (int i = 0; i < 3; i++) {
            covariance[i][i] = (i == 0 ? sigma : Math.max(sigma, 30)) * (i == 0 ? sigma : Math.max(sigma, 30));
            covariance[3 + i][3 + i] = 1e-8;
        }
        return new CurvedEncounter(
                new double[] {radius, 0, 0, 0, speed, 0},
                covariance,
                new double[] {radius + miss, 0, 0, 0, 0, speed},
                covariance,
                10);
    }
}

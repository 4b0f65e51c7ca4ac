package org.greenzone.astro.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealismTest {
    /** Here R, T and N are the axes x, y and z. */
    private static final double[] ESTIMATE = {7e6, 0, 0, 0, 7500, 0};

    @Test
    void errorsAreTruthMinusEstimateInTheAxesOfTheEstimate() {
        StateError error =
                StateError.of(new double[] {0, 7e6, 0, -7500, 0, 0}, diagonal(1, 1, 1, 1, 1, 1), new double[] {
                    1, 7e6 + 2, 3, -7504, 5, 6
                });
        assertThat(error.errorRtn()).containsExactly(new double[] {2, -1, 3, 5, 4, 6}, within(1e-9));
        assertThat(error.positionMetres()).isCloseTo(Math.sqrt(14), within(1e-9));
        assertThat(error.velocityMetresPerSecond()).isCloseTo(Math.sqrt(77), within(1e-9));
    }

    @Test
    void squaredDistancesCountSigmas() {
        StateError error = off(diagonal(4, 100, 1, 1e-4, 1, 1), 2, 20, 0, 0.03, 0, 0);
        assertThat(error.squaredPositionDistance()).isCloseTo(1 + 4, within(1e-9));
        assertThat(error.squaredStateDistance()).isCloseTo(1 + 4 + 9, within(1e-6));
    }

    @Test
    void correlationsCount() {
        double[] covariance = diagonal(4, 2, 1, 1, 1, 1);
        covariance[1] = 2;
        // Inverse of ((4, 2), (2, 2)) is ((0.5, -0.5), (-0.5, 1)): (2, 1) is at 2 - 2 + 1.
        assertThat(off(covariance, 2, 1, 0, 0, 0, 0).squaredPositionDistance()).isCloseTo(1, within(1e-9));
        assertThat(off(covariance, 2, -1, 0, 0, 0, 0).squaredPositionDistance()).isCloseTo(5, within(1e-9));
    }

    @Test
    void boundsOfTheNeesAreThoseOfTheTables() {
        // 2.5 % and 97.5 % of chi-squared of 60 degrees of freedom: 40.482 and 83.298 (any table).
        Realism.Nees ofState = Realism.Nees.of(new double[] {6, 6, 6, 6, 6, 6, 6, 6, 6, 12}, 6);
        assertThat(ofState.mean()).isCloseTo(1.1, within(1e-12));
        assertThat(ofState.lower()).isCloseTo(40.482 / 60, within(1e-5));
        assertThat(ofState.upper()).isCloseTo(83.298 / 60, within(1e-5));
        assertThat(ofState.median()).isCloseTo(1, within(1e-12));
        assertThat(ofState.expectedMedian()).isCloseTo(5.348 / 6, within(1e-4));
        assertThat(Realism.Nees.of(new double[] {3}, 3).expectedMedian()).isCloseTo(2.366 / 3, within(1e-4));
    }

    @Test
    void boundsOfManyErrorsAreNarrow() {
        Realism.Nees nees = Realism.Nees.of(new double[20_000], 6);
        // Normal approximation: 1 +- 1.96 sqrt(2 / 120000).
        assertThat(nees.lower()).isCloseTo(1 - 0.0080, within(1e-4));
        assertThat(nees.upper()).isCloseTo(1 + 0.0080, within(1e-4));
    }

    @Test
    void containmentCountsDistancesOfThePosition() {
        double[] unit = diagonal(1, 1, 1, 1, 1, 1);
        Realism realism = Realism.of(List.of(
                off(unit, 2.7, 0, 0, 99, 0, 0),
                off(unit, 2.9, 0, 0, 0, 0, 0),
                off(unit, 0, 3.99, 0, 0, 0, 0),
                off(unit, 0, 4.5, 0, 0, 0, 0),
                off(unit, 0, 0, 5.1, 0, 0, 0)));
        assertThat(realism.shareWithin95()).isEqualTo(0.2);
        assertThat(realism.shareWithin4()).isEqualTo(0.6);
        assertThat(realism.shareWithin5()).isEqualTo(0.8);
        assertThat(realism.position().median()).isCloseTo(3.99, within(1e-9));
        assertThat(realism.count()).isEqualTo(5);
    }

    @Test
    void quantilesAreLinearBetweenNeighbours() {
        Realism.Quantiles quantiles = Realism.Quantiles.of(new double[] {40, 10, 20, 30, 50});
        assertThat(quantiles.median()).isEqualTo(30);
        assertThat(quantiles.p90()).isCloseTo(46, within(1e-12));
        assertThat(quantiles.p95()).isCloseTo(48, within(1e-12));
        assertThat(Realism.Quantiles.of(new double[0]).median()).isNaN();
    }

    @Test
    void errorsDrawnFromTheCovarianceKeepTheBounds() {
        Random random = new Random(7);
        double[] variances = {100, 1e6, 400, 1, 0.01, 0.04};
        List<StateError> errors = new ArrayList<>();
        for (int k = 0; k < 3000; k++) {
            double[] error = new double[6];
            for (int i = 0; i < 6; i++) {
                error[i] = Math.sqrt(variances[i]) * random.nextGaussian();
            }
            errors.add(off(diagonal(variances), error));
        }
        Realism realism = Realism.of(errors);
        assertThat(realism.state().mean())
                .isBetween(realism.state().lower(), realism.state().upper());
        assertThat(realism.positionAlone().mean())
                .isBetween(
                        realism.positionAlone().lower(), realism.positionAlone().upper());
        assertThat(realism.shareWithin95()).isCloseTo(0.95, within(0.012));
        // Chi-squared of 3 degrees of freedom: 0.99887 are within 4.
        assertThat(realism.shareWithin4()).isGreaterThan(0.996);
    }

    private static StateError off(double[] covariance, double... error) {
        double[] truth = ESTIMATE.clone();
        for (int i = 0; i < 6; i++) {
            truth[i] += error[i];
        }
        return StateError.of(ESTIMATE, covariance, truth);
    }

    private static double[] diagonal(double... variances) {
        double[] lower = new double[28];
        for (int i = 0; i < 6; i++) {
            lower[i * (i + 1) / 2 + i] = variances[i];
        }
        return lower;
    }
}

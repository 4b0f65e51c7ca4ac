package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CovarianceRealismTest {
    private static final int OBJECTS = 2_000;
    private static final int TRACKS = 60;

    /** Squared distance of a track whose true variance is so many times the stated one. */
    private static double distance(Random random, int degrees, double variance) {
        double sum = 0;
        for (int i = 0; i < degrees; i++) {
            double x = random.nextGaussian();
            sum += variance * x * x;
        }
        return sum;
    }

    @Test
    void trueCovarianceIsLeftAlone() {
        Random random = new Random(1);
        int widened = 0;
        for (int object = 0; object < OBJECTS; object++) {
            CovarianceRealism realism = CovarianceRealism.UNTRIED;
            boolean once = false;
            for (int track = 0; track < TRACKS; track++) {
                int degrees = 2 + random.nextInt(4);
                realism = realism.after(distance(random, degrees, 1), degrees);
                once |= realism.covarianceScale() > 1;
            }
            widened += once ? 1 : 0;
        }
        // Of objects with 60 tracks each.
        assertThat(widened).isLessThan(OBJECTS / 100);
    }

    @Test
    void covarianceThreeTimesTooSmallIsWidenedWithinFewTracksAndThenHolds() {
        Random random = new Random(2);
        double late = 0;
        double remaining = 0;
        for (int object = 0; object < OBJECTS; object++) {
            CovarianceRealism realism = CovarianceRealism.UNTRIED;
            double variance = 9;
            int first = 0;
            for (int track = 1; track <= 20; track++) {
                realism = realism.after(distance(random, 4, variance), 4);
                variance /= realism.covarianceScale();
                first = first == 0 && realism.covarianceScale() > 1 ? track : first;
            }
            late += first == 0 || first > 4 ? 1 : 0;
            remaining += variance;
        }
        assertThat(late / OBJECTS).isLessThan(0.05);
        assertThat(remaining / OBJECTS).isBetween(0.6, 1.7);
    }

    @Test
    void noiseThatIsTooSmallForeverIsFoundAndKept() {
        Random random = new Random(3);
        double sum = 0;
        for (int object = 0; object < OBJECTS; object++) {
            CovarianceRealism realism = CovarianceRealism.UNTRIED;
            for (int track = 0; track < TRACKS; track++) {
                realism = realism.after(distance(random, 4, 25 / realism.noiseScale()), 4);
            }
            sum += Math.log(realism.noiseScale());
        }
        assertThat(Math.exp(sum / OBJECTS)).isBetween(14.0, 35.0);
    }

    @Test
    void widenedNoiseComesDownWhereItIsNotNeededAndNeverBelowOne() {
        Random random = new Random(4);
        CovarianceRealism realism = CovarianceRealism.UNTRIED.withNoiseScale(30);
        for (int track = 0; track < 4 * TRACKS; track++) {
            realism = realism.after(distance(random, 4, 1 / realism.noiseScale()), 4);
            assertThat(realism.noiseScale()).isGreaterThanOrEqualTo(1);
        }
        assertThat(realism.noiseScale()).isLessThan(3);
    }

    @Test
    void oneTrackThatIsFarOffProvesNothing() {
        Random random = new Random(5);
        CovarianceRealism realism = CovarianceRealism.UNTRIED;
        for (int track = 0; track < 10; track++) {
            realism = realism.after(distance(random, 2, 1), 2);
        }
        assertThat(realism.after(20, 2).covarianceScale()).isEqualTo(1);
    }

    @Test
    void aTrackThatObservesNothingChangesNothing() {
        CovarianceRealism realism = CovarianceRealism.UNTRIED.after(5, 4).after(0, 0);

        assertThat(realism.samples()).isEqualTo(1);
        assertThat(realism.squares()).isEqualTo(5);
    }
}

package org.greenzone.astro.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.junit.jupiter.api.Test;

class PlaceUncertaintyTest {
    private static final double MU = 3.986004415e14;
    private static final double[] STATE = {6_878_137, 0, 0, 0, 4_000, 6_500};
    /** Position m, velocity m/s, ballistic coefficient: of several tracks, of one track with beam angles. */
    private static final double[][] SIGMAS = {
        {10, 100, 30, 0.1, 0.01, 0.03, 0.002}, {5_000, 6_000, 2_000, 600, 90, 500, 0.1}
    };

    private static CatalogueOrbit orbit(double[] sigmas) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < sigmas.length; i++) {
            covariance[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        return new CatalogueOrbit(
                "o",
                "1",
                "",
                "",
                0,
                0,
                0,
                STATE,
                0.01,
                0,
                covariance,
                OrbitSource.INITIAL,
                1,
                4,
                0,
                1,
                Map.of(),
                0.1,
                List.of());
    }

    @Test
    void isNotBelowTheScatterOfTwoBodyOrbitsDrawnFromTheCovariance() {
        Random random = new Random(7);
        for (double[] sigmas : SIGMAS) {
            PlaceUncertainty place = new PlaceUncertainty(orbit(sigmas), MU);
            double[][] root = SymmetricMatrix.flooredCholesky(
                    RtnFrame.toInertial(orbit(sigmas).covarianceRtn(), STATE));
            for (double seconds : new double[] {0, 20, 600, 2_000}) {
                double[] nominal = moved(STATE, seconds);
                double sum = 0;
                int draws = 400;
                for (int k = 0; k < draws; k++) {
                    double[] drawn = STATE.clone();
                    for (int j = 0; j < 6; j++) {
                        double z = random.nextGaussian();
                        for (int i = j; i < 6; i++) {
                            drawn[i] += root[i][j] * z;
                        }
                    }
                    double[] there = moved(drawn, seconds);
                    for (int i = 0; i < 3; i++) {
                        sum += (there[i] - nominal[i]) * (there[i] - nominal[i]);
                    }
                }
                double scatter = Math.sqrt(sum / draws);

                assertThat(place.sigmaMetres(seconds)).isBetween(0.9 * scatter, 4 * scatter);
            }
        }
    }

    private static double[] moved(double[] state, double seconds) {
        double[] elements = EquinoctialElements.fromCartesian(state, MU);
        double n = Math.sqrt(MU / Math.pow(elements[0], 3));
        elements[5] += n * seconds;
        return EquinoctialElements.toCartesian(elements, MU);
    }

    @Test
    void knowsForHowLongAnObjectIsNotLost() {
        for (double[] sigmas : SIGMAS) {
            PlaceUncertainty place = new PlaceUncertainty(orbit(sigmas), MU);

            double until = place.knownForSeconds();

            assertThat(place.sigmaMetres(until)).isCloseTo(PlaceUncertainty.LOST_METRES, within(1.0));
        }
    }

    @Test
    void losesAnObjectAtOnceWhosePlaceIsNotKnown() {
        double[] sigmas = SIGMAS[1].clone();
        sigmas[1] = 2e6;

        assertThat(new PlaceUncertainty(orbit(sigmas), MU).knownForSeconds()).isZero();
    }
}

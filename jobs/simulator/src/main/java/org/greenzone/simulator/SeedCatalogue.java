package org.greenzone.simulator;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.CatalogueErrors;

/**
 * The orbits from which the pipeline starts: the truth, wrong by a draw from the covariance that the orbit states.
 *
 * <p>The draw is made in the terms of {@link CatalogueErrors} and mapped to RTN for a nearly circular orbit (Clohessy
 * and Wiltshire 1960, velocities inertial): with mean motion n, semi-major axis error da, eccentricity errors c and s,
 * along-track offset t and plane errors p and q, R = da - c, T = t + 2 s, N = p, Rdot = -n t - n s,
 * Tdot = -n da / 2 + n c, Ndot = n q. First order in the eccentricity of the orbit.
 */
final class SeedCatalogue {
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;

    /** A draw must not turn drag around. */
    private static final double SMALLEST_BALLISTIC_SHARE = 0.05;

    private final long seed;
    private final CatalogueErrors errors;
    private final long availableMicros;
    private final double mu;

    SeedCatalogue(long seed, CatalogueErrors errors, long availableMicros, double mu) {
        this.seed = seed;
        this.errors = errors;
        this.availableMicros = availableMicros;
        this.mu = mu;
    }

    CatalogueOrbit orbit(SimulatedObject object) {
        double[] truth = object.state().stateGcrf();
        double ballistic = object.state().ballisticCoefficient();
        double[][] factor = factor(truth, ballistic);

        RandomStream random = RandomStream.of(seed, "catalogue", object.objectId());
        double[] error = new double[PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            double z = random.gaussian();
            for (int i = 0; i < PARAMETERS; i++) {
                error[i] += factor[i][k] * z;
            }
        }
        double[] position = RtnFrame.vectorToInertial(new double[] {error[0], error[1], error[2]}, truth);
        double[] velocity = RtnFrame.vectorToInertial(new double[] {error[3], error[4], error[5]}, truth);
        double[] state = new double[6];
        for (int i = 0; i < 3; i++) {
            state[i] = truth[i] + position[i];
            state[3 + i] = truth[3 + i] + velocity[i];
        }

        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < PARAMETERS; k++) {
                    sum += factor[i][k] * factor[j][k];
                }
                covariance[i * (i + 1) / 2 + j] = sum;
            }
        }
        long epoch = object.state().epochMicros();
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(object.objectId(), epoch, state, List.of()),
                object.objectId(),
                object.name(),
                object.internationalDesignator(),
                0,
                epoch,
                availableMicros,
                state,
                Math.max(SMALLEST_BALLISTIC_SHARE * ballistic, ballistic + error[6]),
                object.state().radiationCoefficient(),
                covariance,
                OrbitSource.ELEMENT_SET,
                0,
                0,
                0,
                Double.NaN,
                Map.of(),
                object.hardBodyRadiusMetres(),
                List.of());
    }

    /** Square root of the covariance: columns are the errors of {@link CatalogueErrors}, one sigma each. */
    private double[][] factor(double[] state, double ballistic) {
        double r = Vectors.norm(state);
        double v2 = state[3] * state[3] + state[4] * state[4] + state[5] * state[5];
        double a = 1 / (2 / r - v2 / mu);
        double n = Math.sqrt(mu / (a * a * a));
        double da = errors.semiMajorAxisMetres();
        double e = errors.eccentricityMetres();
        double t = errors.alongTrackMetres();
        double p = errors.crossTrackMetres();
        double[][] factor = new double[PARAMETERS][PARAMETERS];
        factor[0][0] = da;
        factor[4][0] = -n * da / 2;
        factor[0][1] = -e;
        factor[4][1] = n * e;
        factor[1][2] = 2 * e;
        factor[3][2] = -n * e;
        factor[1][3] = t;
        factor[3][3] = -n * t;
        factor[2][4] = p;
        factor[5][5] = n * p;
        factor[6][6] = errors.ballisticShare() * ballistic;
        return factor;
    }
}

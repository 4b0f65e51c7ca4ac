package org.greenzone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.simulator.scenario.CatalogueErrors;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;

class SeedCatalogueTest {
    private static final double MU = 3.986004418e14;
    private static final long EPOCH = 1_636_934_400_000_000L;
    private static final double[] STATE = {6_850_000, 0, 0, 0, 1000, 7562};

    private static SimulatedObject object(String id) {
        OrbitalState state = new OrbitalState(EPOCH, STATE, 0.01, 0.005);
        double[] none = {Double.NaN, Double.NaN, Double.NaN};
        return new SimulatedObject(
                id, "", "", "", 1, 0.5, Double.NaN, Double.NaN, none, state, 0, EPOCH, EPOCH + 86_400_000_000L);
    }

    private static SeedCatalogue seeds() {
        return new SeedCatalogue(1, CatalogueErrors.DEFAULT, EPOCH, MU);
    }

    private static double[] errorRtn(CatalogueOrbit orbit) {
        double[] s = orbit.stateGcrf();
        double[] position =
                RtnFrame.vectorToRtn(new double[] {s[0] - STATE[0], s[1] - STATE[1], s[2] - STATE[2]}, STATE);
        double[] velocity =
                RtnFrame.vectorToRtn(new double[] {s[3] - STATE[3], s[4] - STATE[4], s[5] - STATE[5]}, STATE);
        return new double[] {
            position[0],
            position[1],
            position[2],
            velocity[0],
            velocity[1],
            velocity[2],
            orbit.ballisticCoefficient() - 0.01
        };
    }

    @Test
    void orbitsErrAsTheirCovarianceSays() {
        SeedCatalogue seeds = seeds();
        RealMatrix covariance = MatrixUtils.createRealMatrix(7, 7);
        CatalogueOrbit any = seeds.orbit(object("0"));
        double[] scale = {100, 100, 100, 0.1, 0.1, 0.1, 0.001};
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                int at = Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j);
                covariance.setEntry(i, j, any.covarianceRtn()[at] / (scale[i] * scale[j]));
            }
        }
        var solver = new CholeskyDecomposition(covariance, 1e-12, 1e-12).getSolver();
        int n = 3000;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            double[] error = errorRtn(seeds.orbit(object(Integer.toString(k))));
            for (int i = 0; i < 7; i++) {
                error[i] /= scale[i];
            }
            RealVector e = MatrixUtils.createRealVector(error);
            sum += e.dotProduct(solver.solve(e));
        }
        // Chi-squared of 7 degrees of freedom: mean 7, variance 14.
        assertThat(sum / n).isEqualTo(7, within(5 * Math.sqrt(14.0 / n)));
    }

    @Test
    void orbitsAreKilometresOffAlongTrackAfterADayAndNotLost() {
        SeedCatalogue seeds = seeds();
        OrbitPropagator propagator =
                new OrbitPropagator(TestScenarios.PHYSICS, new ForceModel(2, false, false, false, false));
        double[] truth = new double[6];
        propagator.propagate(object("0").state(), 0, 86_400).state(86_400, truth);
        double squares = 0;
        int n = 60;
        for (int k = 0; k < n; k++) {
            CatalogueOrbit orbit = seeds.orbit(object(Integer.toString(k)));
            double[] later = new double[6];
            propagator
                    .propagate(new OrbitalState(EPOCH, orbit.stateGcrf(), 0, 0), 0, 86_400)
                    .state(86_400, later);
            double along = RtnFrame.vectorToRtn(
                    new double[] {later[0] - truth[0], later[1] - truth[1], later[2] - truth[2]}, truth)[1];
            squares += along * along / n;
        }
        // 3 pi x 10 m x 15.3 revolutions, with 400 m of offset and 200 m of eccentricity: 1.5 km.
        assertThat(Math.sqrt(squares)).isEqualTo(1510, within(450.0));
    }
}

package org.greenzone.astro.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.ContentId;

/**
 * Numerical orbits with covariance from an ephemeris: the states of an owner, of a prediction centre, of a precise orbit.
 *
 * <p>State, ballistic and radiation coefficient are fitted to the positions of the last day before the wanted instant (Gauss and Newton);
 * the epoch is the last of these positions. Sunlight moves an orbit linearly in its coefficient, so that its partials are a difference
 * of two motions.
 *
 * <p>The errors of an ephemeris hang together over its whole span: many positions tell no more than few. The normal equations are
 * therefore weighted so that the fitted orbit is, in the mean over the span and the three axes, as uncertain as one position of
 * the ephemeris is said to be, or as the fit leaves it where that is more. A short span so gets the velocity that it deserves: none to
 * speak of. Not valid across a manoeuvre, which shows as a large residual and makes the covariance as large. Not thread-safe.
 */
public final class EphemerisOrbits {
    /** A day: the drift of the semi-major axis is told to metres, and the density of the air has not changed much. */
    static final double FIT_SECONDS = 86_400;

    private static final int MOST_POSITIONS = 289;
    private static final int FEWEST_POSITIONS = 6;
    private static final int ITERATIONS = 10;
    private static final double CONVERGED_METRES = 1e-3;

    /** Cd A / m of satellites, m2/kg, and how far theirs are from it. */
    private static final double BALLISTIC = 0.01;

    private static final double BALLISTIC_SIGMA = 0.02;
    /** Cr A / m of satellites, m2/kg. */
    private static final double RADIATION = 0.01;

    private static final double RADIATION_SIGMA = 0.02;
    private static final double RADIATION_STEP = 0.05;
    /** Smallest coefficient that the fit may end at, m2/kg: a solid metre of tungsten. */
    private static final double COEFFICIENT_FLOOR = 1e-4;

    private static final int ALL = CatalogueOrbit.ALL_PARAMETERS;
    private static final int SEVEN = CatalogueOrbit.PARAMETERS;

    private final PhysicalData data;
    private final OrbitPropagator propagator;

    /**
     * Consecutive states of one object.
     *
     * @param objectName empty where not known
     * @param internationalDesignator empty where not known
     * @param micros UTC microseconds since 1970, increasing
     * @param statesGcrf position and velocity of each instant, m and m/s
     * @param sigmaMetres of a position on each axis
     */
    public record Positions(
            String objectId,
            String objectName,
            String internationalDesignator,
            long[] micros,
            double[][] statesGcrf,
            double sigmaMetres) {
        public Positions {
            if (micros.length != statesGcrf.length || !(sigmaMetres > 0)) {
                throw new IllegalArgumentException(
                        "an ephemeris of " + objectId + " needs a state for each instant, and a sigma above 0");
            }
        }
    }

    /** The outcome. */
    public sealed interface Result {
        /**
         * An orbit.
         *
         * @param rmsMetres distance of the fitted orbit from the positions, root mean square
         */
        record Fitted(CatalogueOrbit orbit, double rmsMetres) implements Result {}

        /** No orbit, and why, in one line. */
        record Unusable(String reason) implements Result {}
    }

    public EphemerisOrbits(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
    }

    /**
     * The orbit that an ephemeris tells up to an instant; what comes after it is not used.
     *
     * @param untilMicros UTC microseconds since 1970
     * @param hardBodyRadiusMetres of the object
     */
    public Result fit(Positions positions, long untilMicros, double hardBodyRadiusMetres) {
        int[] chosen = chosen(positions, untilMicros);
        if (chosen.length < FEWEST_POSITIONS) {
            return new Result.Unusable(String.format(
                    Locale.ROOT,
                    "ephemeris of %s: %d positions before the wanted instant, and %d are needed",
                    positions.objectId(),
                    chosen.length,
                    FEWEST_POSITIONS));
        }
        try {
            return fit(positions, chosen, hardBodyRadiusMetres);
        } catch (ArithmeticException | IllegalArgumentException e) {
            return new Result.Unusable("ephemeris of " + positions.objectId() + ": " + e.getMessage());
        }
    }

    /** The last day of positions, thinned evenly, the last of them always. */
    private int[] chosen(Positions positions, long untilMicros) {
        int end = 0;
        while (end < positions.micros().length && positions.micros()[end] <= untilMicros) {
            end++;
        }
        int begin = 0;
        while (begin < end
                && data.leapSeconds()
                                .elapsedSeconds(
                                        positions.micros()[begin], positions.micros()[end - 1])
                        > FIT_SECONDS) {
            begin++;
        }
        int stride = Math.max(1, (end - begin + MOST_POSITIONS - 1) / MOST_POSITIONS);
        int[] chosen = new int[(end - begin + stride - 1) / stride];
        for (int k = 0; k < chosen.length; k++) {
            chosen[chosen.length - 1 - k] = end - 1 - k * stride;
        }
        return chosen;
    }

    /** Residuals and partials of all positions about an orbit. */
    private record Linearisation(double[] residuals, double[][] partials, double square) {}

    private Result fit(Positions positions, int[] chosen, double hardBodyRadiusMetres) {
        int last = chosen[chosen.length - 1];
        long epoch = positions.micros()[last];
        double sigma = positions.sigmaMetres();
        OrbitalState current = new OrbitalState(epoch, positions.statesGcrf()[last].clone(), BALLISTIC, RADIATION);
        Linearisation linear = linearise(current, positions, chosen);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] normal = normal(linear, sigma);
            double[] right = new double[ALL];
            right[6] = (BALLISTIC - current.ballisticCoefficient()) / (BALLISTIC_SIGMA * BALLISTIC_SIGMA);
            right[7] = (RADIATION - current.radiationCoefficient()) / (RADIATION_SIGMA * RADIATION_SIGMA);
            for (int i = 0; i < linear.residuals().length; i++) {
                for (int c = 0; c < ALL; c++) {
                    right[c] += linear.partials()[i][c] * linear.residuals()[i] / (sigma * sigma);
                }
            }
            double[] step = scaledSolve(normal, right);
            double[] state = current.stateGcrf().clone();
            for (int j = 0; j < 6; j++) {
                state[j] += step[j];
            }
            current = new OrbitalState(
                    epoch,
                    state,
                    Math.max(COEFFICIENT_FLOOR, current.ballisticCoefficient() + step[6]),
                    Math.max(COEFFICIENT_FLOOR, current.radiationCoefficient() + step[7]));
            linear = linearise(current, positions, chosen);
            if (Math.abs(step[0]) + Math.abs(step[1]) + Math.abs(step[2]) < CONVERGED_METRES) {
                break;
            }
        }
        double rms = Math.sqrt(linear.square() / chosen.length);
        // As uncertain in the mean as one position: the mean variance of a fit is parameters / measurements of theirs.
        double one = Math.max(sigma, rms / Math.sqrt(3));
        double weighted = one * Math.sqrt((double) linear.residuals().length / ALL);
        double[][] covariance = scaledInverse(normal(linear, weighted));
        return new Result.Fitted(orbit(positions, chosen, current, covariance, hardBodyRadiusMetres), rms);
    }

    private Linearisation linearise(OrbitalState about, Positions positions, int[] chosen) {
        long epoch = about.epochMicros();
        double from = data.leapSeconds().elapsedSeconds(epoch, positions.micros()[chosen[0]]);
        Trajectory motion = propagator.propagateWithTransition(about, from, 0);
        Trajectory brighter = propagator.propagate(
                new OrbitalState(
                        epoch,
                        about.stateGcrf(),
                        about.ballisticCoefficient(),
                        about.radiationCoefficient() + RADIATION_STEP),
                from,
                0);
        if (motion.decayed() || brighter.decayed()) {
            throw new ArithmeticException("no orbit about its positions");
        }
        double[] residuals = new double[3 * chosen.length];
        double[][] partials = new double[3 * chosen.length][ALL];
        double[] at = new double[6];
        double[] pushed = new double[6];
        double[] transition = new double[6 * SEVEN];
        double square = 0;
        for (int i = 0; i < chosen.length; i++) {
            double seconds = data.leapSeconds().elapsedSeconds(epoch, positions.micros()[chosen[i]]);
            motion.state(seconds, at);
            brighter.state(seconds, pushed);
            motion.transition(seconds, transition);
            for (int j = 0; j < 3; j++) {
                int row = 3 * i + j;
                residuals[row] = positions.statesGcrf()[chosen[i]][j] - at[j];
                square += residuals[row] * residuals[row];
                System.arraycopy(transition, j * SEVEN, partials[row], 0, SEVEN);
                partials[row][SEVEN] = (pushed[j] - at[j]) / RADIATION_STEP;
            }
        }
        return new Linearisation(residuals, partials, square);
    }

    private static double[][] normal(Linearisation linear, double sigma) {
        double[][] normal = new double[ALL][ALL];
        for (double[] row : linear.partials()) {
            for (int i = 0; i < ALL; i++) {
                for (int j = 0; j < ALL; j++) {
                    normal[i][j] += row[i] * row[j] / (sigma * sigma);
                }
            }
        }
        normal[6][6] += 1 / (BALLISTIC_SIGMA * BALLISTIC_SIGMA);
        normal[7][7] += 1 / (RADIATION_SIGMA * RADIATION_SIGMA);
        return normal;
    }

    /** Metres, metres per second and coefficients are ten orders apart: the diagonal is brought to one. */
    private static double[] scales(double[][] normal) {
        double[] scales = new double[ALL];
        for (int i = 0; i < ALL; i++) {
            scales[i] = 1 / Math.sqrt(normal[i][i]);
        }
        return scales;
    }

    private static double[][] factor(double[][] normal, double[] scales) {
        double[][] scaled = new double[ALL][ALL];
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < ALL; j++) {
                scaled[i][j] = normal[i][j] * scales[i] * scales[j];
            }
        }
        return SymmetricMatrix.cholesky(scaled);
    }

    private static double[] scaledSolve(double[][] normal, double[] right) {
        double[] scales = scales(normal);
        double[] scaled = new double[ALL];
        for (int i = 0; i < ALL; i++) {
            scaled[i] = right[i] * scales[i];
        }
        double[] step = SymmetricMatrix.solve(factor(normal, scales), scaled);
        for (int i = 0; i < ALL; i++) {
            step[i] *= scales[i];
        }
        return step;
    }

    private static double[][] scaledInverse(double[][] normal) {
        double[] scales = scales(normal);
        double[][] inverse = SymmetricMatrix.inverse(factor(normal, scales));
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < ALL; j++) {
                inverse[i][j] *= scales[i] * scales[j];
            }
        }
        SymmetricMatrix.symmetrize(inverse);
        return inverse;
    }

    private static CatalogueOrbit orbit(
            Positions positions, int[] chosen, OrbitalState state, double[][] covariance, double hardBodyRadiusMetres) {
        ContentId content = ContentId.of("ephemeris").add(positions.objectId()).add(positions.sigmaMetres());
        for (int i : chosen) {
            content.add(positions.micros()[i]);
            for (int j = 0; j < 3; j++) {
                content.add(positions.statesGcrf()[i][j]);
            }
        }
        List<String> restsOn = List.of(content.digits());
        double[] triangle = RtnFrame.toRtn(covariance, state.stateGcrf());
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(positions.objectId(), state.epochMicros(), state.stateGcrf(), restsOn),
                positions.objectId(),
                positions.objectName(),
                positions.internationalDesignator(),
                0,
                state.epochMicros(),
                state.epochMicros(),
                state.stateGcrf(),
                state.ballisticCoefficient(),
                state.radiationCoefficient(),
                Arrays.copyOf(triangle, CatalogueOrbit.COVARIANCE_LENGTH),
                OrbitSource.OWNER_EPHEMERIS,
                0,
                0,
                0,
                Double.NaN,
                new TreeMap<>(),
                hardBodyRadiusMetres,
                restsOn,
                Arrays.copyOfRange(triangle, CatalogueOrbit.COVARIANCE_LENGTH, triangle.length),
                CovarianceRealism.UNTRIED,
                "");
    }
}

package org.greenzone.astro.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.ContentId;

/**
 * Numerical orbits with covariance from element sets.
 *
 * <p>A numerical orbit is fitted to SGP4 positions over the two days that end at the epoch of the set, where the set was itself fitted
 * and is best, and carried from there to the wanted epoch with its covariance. The drag term of SGP4 gives a
 * first ballistic coefficient (12.741621 B*, Vallado 2013, 2.4.2; the density in SGP4 is a fixed one of high solar activity, so
 * that it comes out too small by up to ten in quiet years: never below 0.005 m2/kg), known to 100 per cent, which the fit to the decay moves.
 *
 * <p>An element set states no accuracy. The covariance is made in equinoctial elements, so that the errors hang together as those of an
 * orbit do: semi-major axis 7 m (1 km a day along track; in drag regimes the ballistic coefficient adds its part), eccentricity
 * vector 100 m / a, pole of the plane 120 m / a, place along the orbit 250 m / a, times 1 + 10 e. At the epoch this is
 * about 100 m radial, 300 m along, 120 m across, as found for catalogued objects in low orbits by Flohrer, Krag and Klinkrad
 * (AMOS 2008); where SGP4 and the numerical model disagree by more than a kilometre, more.
 */
public final class ElementSetOrbits {
    private static final double FIT_SECONDS = 172_800;
    private static final int SAMPLES = 97;
    private static final int ITERATIONS = 8;
    private static final double CONVERGED_METRES = 10;
    private static final double POSITION_SIGMA = 300;
    private static final double BALLISTIC_BY_BSTAR = 12.741621;
    private static final double MINIMUM_BALLISTIC = 5e-3;
    private static final double MAXIMUM_BALLISTIC = 2;
    private static final double BALLISTIC_SIGMA = 1;
    /** Smallest relative sigma of the coefficient: the density of the days of the fit is not that of the next. */
    private static final double SMALLEST_BALLISTIC_SIGMA = 0.2;
    /** The residuals of the fit are not noise but waves; the formal sigma is too small by about this. */
    private static final double FORMAL_FACTOR = 3;
    /** Smallest coefficient that the fit may end at, m2/kg. */
    private static final double BALLISTIC_FLOOR = 1e-4;
    /** A first step below this is linear to a hundredth of the sigma. */
    private static final double LINEAR_METRES = 3_000;
    /** Part of the waves between the models that stays in the mean along track. */
    private static final double WAVES_LEFT = 0.3;
    /** Cr 1.3 over Cd 2.2. */
    private static final double RADIATION_BY_BALLISTIC = 0.6;

    /** Least sigma of the radiation coefficient, which no element set tells, m2/kg: that of satellites about their mean. */
    private static final double RADIATION_SIGMA = 0.02;

    private static final double SEMI_MAJOR_AXIS_SIGMA = 7;
    private static final double ECCENTRICITY_SIGMA = 100;
    private static final double PLANE_SIGMA = 120;
    private static final double ALONG_SIGMA = 250;
    private static final double BY_ECCENTRICITY = 10;
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;

    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final OrbitPrediction prediction;

    /** The outcome. */
    public sealed interface Result {
        /** An orbit. */
        record Converted(CatalogueOrbit orbit) implements Result {}

        /** No orbit, and why, in one line. */
        record Unusable(String reason) implements Result {}
    }

    public ElementSetOrbits(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
        this.prediction = new OrbitPrediction(propagator, data.leapSeconds(), 2);
    }

    /**
     * An orbit with covariance from an element set.
     *
     * @param epochMicros wanted epoch of the orbit, UTC microseconds since 1970
     * @param availableMicros event time from which the orbit is known
     * @throws IllegalArgumentException where the set gives no orbit; {@link #convert} gives the reason as a value
     */
    public CatalogueOrbit toOrbit(ElementSet set, long epochMicros, long availableMicros, double hardBodyRadiusMetres) {
        Result result = convert(set, epochMicros, availableMicros, hardBodyRadiusMetres);
        if (result instanceof Result.Converted converted) {
            return converted.orbit();
        }
        throw new IllegalArgumentException(((Result.Unusable) result).reason());
    }

    /** As {@link #toOrbit}, with the reason where there is none. */
    public Result convert(ElementSet set, long epochMicros, long availableMicros, double hardBodyRadiusMetres) {
        String setId = setId(set);
        CatalogueOrbit atSet;
        try {
            Optional<Fit> fit = fit(set);
            if (fit.isEmpty()) {
                return unusable(set, "SGP4 has no orbit about its epoch, or it re-enters there");
            }
            OrbitalState state = fit.get().state();
            // A fit that ran away is no ellipse.
            atSet = orbit(
                    set,
                    setId,
                    set.epochMicros(),
                    availableMicros,
                    state,
                    RtnFrame.toRtn(covariance(fit.get()), state.stateGcrf()),
                    hardBodyRadiusMetres);
        } catch (ArithmeticException | IllegalArgumentException e) {
            return unusable(set, String.valueOf(e.getMessage()));
        }
        if (epochMicros == set.epochMicros()) {
            return new Result.Converted(atSet);
        }
        Optional<PredictedOrbit> there = prediction.predict(atSet, epochMicros);
        if (there.isEmpty()) {
            return unusable(
                    set,
                    String.format(
                            Locale.ROOT,
                            "it re-enters within the %.1f h from its epoch to the wanted one",
                            (epochMicros - set.epochMicros()) / 3.6e9));
        }
        OrbitalState moved = there.get().state();
        return new Result.Converted(orbit(
                set,
                setId,
                epochMicros,
                availableMicros,
                moved,
                RtnFrame.toRtn(there.get().covariance(), moved.stateGcrf()),
                hardBodyRadiusMetres));
    }

    /**
     * What the set says without a fit: the state of SGP4 at its epoch, taken as a numerical one, with the smallest sigmas that a
     * fit could have. Good enough for a gate, at a hundredth of the cost.
     *
     * @return empty where SGP4 has no orbit there
     */
    public Optional<CatalogueOrbit> unfitted(ElementSet set) {
        double[] state = new double[6];
        try {
            if (!new Sgp4Ephemeris(data, set).stateGcrf(set.epochMicros(), state)) {
                return Optional.empty();
            }
            double ballistic = expectedBallistic(set);
            OrbitalState at = new OrbitalState(set.epochMicros(), state, ballistic, RADIATION_BY_BALLISTIC * ballistic);
            double[][] covariance = covariance(new Fit(at, 0, SMALLEST_BALLISTIC_SIGMA * ballistic));
            return Optional.of(orbit(
                    set, setId(set), set.epochMicros(), set.epochMicros(), at, RtnFrame.toRtn(covariance, state), 0));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static double expectedBallistic(ElementSet set) {
        return Math.max(MINIMUM_BALLISTIC, Math.min(MAXIMUM_BALLISTIC, BALLISTIC_BY_BSTAR * set.bStar()));
    }

    private static String setId(ElementSet set) {
        return ContentId.of("element-set")
                .add(set.objectId())
                .add(set.epochMicros())
                .add(set.meanMotionRadiansPerSecond())
                .add(set.eccentricity())
                .add(set.inclinationRadians())
                .add(set.rightAscensionOfNodeRadians())
                .add(set.argumentOfPerigeeRadians())
                .add(set.meanAnomalyRadians())
                .add(set.bStar())
                .digits();
    }

    private static Result.Unusable unusable(ElementSet set, String reason) {
        return new Result.Unusable("element set of " + set.objectId() + ": " + reason);
    }

    private static CatalogueOrbit orbit(
            ElementSet set,
            String setId,
            long epochMicros,
            long availableMicros,
            OrbitalState state,
            double[] covarianceRtn,
            double hardBodyRadiusMetres) {
        List<String> restsOn = List.of(setId);
        return new CatalogueOrbit(
                        CatalogueOrbit.contentId(set.objectId(), epochMicros, state.stateGcrf(), restsOn),
                        set.objectId(),
                        set.objectName(),
                        set.internationalDesignator(),
                        0,
                        epochMicros,
                        availableMicros,
                        state.stateGcrf(),
                        state.ballisticCoefficient(),
                        state.radiationCoefficient(),
                        covarianceRtn,
                        OrbitSource.ELEMENT_SET,
                        0,
                        0,
                        0,
                        Double.NaN,
                        new TreeMap<>(),
                        hardBodyRadiusMetres,
                        restsOn)
                .withRadiationSigma(Math.max(RADIATION_SIGMA, state.radiationCoefficient()));
    }

    /** Orbit at the epoch of the set, and the rms distance from SGP4. */
    private record Fit(OrbitalState state, double rmsMetres, double ballisticSigma) {}

    private Optional<Fit> fit(ElementSet set) {
        Sgp4Ephemeris sgp4 = new Sgp4Ephemeris(data, set);
        long epoch = set.epochMicros();
        double[] state = new double[6];
        if (!sgp4.stateGcrf(epoch, state)) {
            return Optional.empty();
        }
        double[][] places = new double[SAMPLES][6];
        double[] seconds = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            seconds[i] = FIT_SECONDS * ((double) i / (SAMPLES - 1) - 1);
            if (!sgp4.stateGcrf(data.leapSeconds().plusSeconds(epoch, seconds[i]), places[i])) {
                return Optional.empty();
            }
        }
        double expected = expectedBallistic(set);
        double radiation = RADIATION_BY_BALLISTIC * expected;
        OrbitalState current = new OrbitalState(epoch, state, expected, radiation);
        double[] at = new double[6];
        double[] transition = new double[42];
        double[][] partials = new double[3 * SAMPLES][];
        double[][] factor = new double[0][];
        double rms = 0;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            // The partials of the first pass serve all others: they matter for the speed of convergence only.
            Trajectory trajectory = iteration == 0
                    ? propagator.propagateWithTransition(current, -FIT_SECONDS, 0)
                    : propagator.propagate(current, -FIT_SECONDS, 0);
            if (trajectory.decayed()) {
                return Optional.empty();
            }
            double information = 1 / (BALLISTIC_SIGMA * expected * BALLISTIC_SIGMA * expected);
            double[] right = new double[PARAMETERS];
            right[6] = information * (expected - current.ballisticCoefficient());
            double squares = 0;
            for (int i = 0; i < SAMPLES; i++) {
                trajectory.state(seconds[i], at);
                if (iteration == 0) {
                    trajectory.transition(seconds[i], transition);
                    for (int j = 0; j < 3; j++) {
                        partials[3 * i + j] = Arrays.copyOfRange(transition, j * PARAMETERS, (j + 1) * PARAMETERS);
                    }
                }
                for (int j = 0; j < 3; j++) {
                    double residual = places[i][j] - at[j];
                    squares += residual * residual;
                    for (int c = 0; c < PARAMETERS; c++) {
                        right[c] += partials[3 * i + j][c] * residual / (POSITION_SIGMA * POSITION_SIGMA);
                    }
                }
            }
            if (iteration == 0) {
                factor = SymmetricMatrix.cholesky(normal(partials, information));
            }
            double[] step = SymmetricMatrix.solve(factor, right);
            double explained = 0;
            for (int c = 0; c < PARAMETERS; c++) {
                explained += step[c] * right[c];
            }
            rms = Math.sqrt(Math.max(0, squares - POSITION_SIGMA * POSITION_SIGMA * explained) / SAMPLES);
            double[] next = current.stateGcrf().clone();
            for (int j = 0; j < 6; j++) {
                next[j] += step[j];
            }
            double ballistic = Math.max(BALLISTIC_FLOOR, current.ballisticCoefficient() + step[6]);
            current = new OrbitalState(epoch, next, ballistic, radiation);
            double moved = Math.abs(step[0]) + Math.abs(step[1]) + Math.abs(step[2]);
            if (moved < (iteration == 0 ? LINEAR_METRES : CONVERGED_METRES)) {
                break;
            }
        }
        double formal = Math.sqrt(SymmetricMatrix.inverse(factor)[6][6]);
        return Optional.of(new Fit(current, rms, FORMAL_FACTOR * formal));
    }

    private static double[][] normal(double[][] partials, double ballisticInformation) {
        double[][] normal = new double[PARAMETERS][PARAMETERS];
        for (double[] row : partials) {
            for (int i = 0; i < PARAMETERS; i++) {
                for (int j = 0; j < PARAMETERS; j++) {
                    normal[i][j] += row[i] * row[j] / (POSITION_SIGMA * POSITION_SIGMA);
                }
            }
        }
        normal[6][6] += ballisticInformation;
        return normal;
    }

    private double[][] covariance(Fit fit) {
        double mu = data.gravity().mu();
        double[] elements = EquinoctialElements.fromCartesian(fit.state().stateGcrf(), mu);
        double a = elements[0];
        double eccentricity = Math.hypot(elements[1], elements[2]);
        double widening = 1 + BY_ECCENTRICITY * eccentricity;
        double eccentricitySigma = widening * ECCENTRICITY_SIGMA / a;
        // tan(i/2) turns by half the angle of the pole, over cos^2(i/2).
        double pole = 0.5 * (1 + elements[3] * elements[3] + elements[4] * elements[4]);
        double planeSigma = widening * PLANE_SIGMA / a * pole;
        double along = Math.max(widening * ALONG_SIGMA, WAVES_LEFT * fit.rmsMetres()) / a;
        double[] sigmas = {
            widening * SEMI_MAJOR_AXIS_SIGMA, eccentricitySigma, eccentricitySigma, planeSigma, planeSigma, along
        };
        double[][] jacobian = EquinoctialElements.cartesianByElements(elements, mu);
        double[][] covariance = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                for (int k = 0; k < 6; k++) {
                    covariance[i][j] += jacobian[i][k] * sigmas[k] * sigmas[k] * jacobian[j][k];
                }
            }
        }
        double ballistic = fit.state().ballisticCoefficient();
        double ballisticSigma = Math.max(
                SMALLEST_BALLISTIC_SIGMA * ballistic, Math.min(BALLISTIC_SIGMA * ballistic, fit.ballisticSigma()));
        covariance[6][6] = ballisticSigma * ballisticSigma;
        SymmetricMatrix.symmetrize(covariance);
        return covariance;
    }
}

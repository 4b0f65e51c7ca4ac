package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.TrackFit;
import org.greenzone.astro.correlation.TrackFit.Failed;
import org.greenzone.astro.correlation.TrackFit.Fitted;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * A first orbit from one track with ranges and angles.
 *
 * <p>Positions from range and angles give place and velocity by linear least squares with the two-body curvature taken out;
 * from there the track's own measurements are fitted ({@link TrackFit}). The fit is held by what is known of any Earth
 * satellite: within 300 km of that place, radial velocity 0 +- 1 km/s, velocity along the track that of a circular orbit
 * there +- 1 km/s, across +- 4 km/s, ballistic coefficient 0.05 +- 0.1 m2/kg (fragments: Johnson et al. 2001, area-to-mass
 * ratio 0.005 to 0.5 m2/kg with a drag coefficient of 2.2). The covariance is what the track deserves: with
 * angles of one or two degrees, kilometres across the line of sight and tens of m/s.
 *
 * <p>Refused: no angles, one instant alone, an arc so short that the speed is not known to 2 km/s or that the object may as well
 * go the other way round, a perigee below the
 * atmosphere beyond four sigmas.
 */
final class InitialOrbit {
    /** Difference of twice the logarithms of likelihood below which both ways round are possible: three sigma. */
    private static final double WAY_ROUND = 9;

    private static final double POSITION_BOUND = 300_000;
    private static final double SPEED_BOUND = 1_000;
    private static final double ACROSS_BOUND = 4_000;
    private static final double DEFAULT_BALLISTIC = 0.05;
    private static final double BALLISTIC_SIGMA = 0.1;
    /** Cr 1.3 with the area of the default ballistic coefficient at Cd 2.2, m2/kg. */
    private static final double DEFAULT_RADIATION = 0.03;

    /** In the ratio of the default coefficients, m2/kg. */
    private static final double RADIATION_SIGMA = 0.06;

    private static final double LARGEST_SPEED_SIGMA = 2_000;
    /** The smallest fragments that radars follow, where no cross section is given. */
    private static final double DEFAULT_RADIUS = 0.1;

    private static final double EARTH_RADIUS = 6_378_137;
    private static final double LOWEST_PERIGEE = EARTH_RADIUS + 90_000;
    /** Where an orbit of a few revolutions has its perigee at least, and how surely. */
    private static final double SUSTAINED_PERIGEE = EARTH_RADIUS + 130_000;

    private static final double PERIGEE_SIGMA = 30_000;
    private static final double PERIGEE_DOUBT_SIGMAS = 4;
    private static final int PERIGEE_ITERATIONS = 10;
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;

    private final PhysicalData data;
    private final TrackFit fit;

    InitialOrbit(PhysicalData data, TrackFit fit) {
        this.data = data;
        this.fit = fit;
    }

    Determination determine(Track track, TrackObservations observations, String objectId) {
        if (observations.size() == 0) {
            return refused(track, "it measures nothing");
        }
        List<double[]> places = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        long end = observations.micros(observations.instants() - 1);
        for (int i = 0; i < observations.instants(); i++) {
            double[] place = new double[3];
            if (observations.position(i, place)) {
                places.add(place);
                seconds.add(data.leapSeconds().elapsedSeconds(end, observations.micros(i)));
            }
        }
        if (places.isEmpty()) {
            boolean range = observations.has(Kind.RANGE);
            return refused(
                    track,
                    range
                            ? "ranges of one station without angles do not fix an orbit (unobservable): a prior orbit or"
                                    + " a second track is needed"
                            : "angles without ranges do not fix an orbit in one short track: a prior orbit is needed");
        }
        if (places.size() < 2 || seconds.get(0).equals(seconds.get(seconds.size() - 1))) {
            return refused(track, "one position alone gives no velocity: a prior orbit is needed");
        }
        double[] start = line(places, seconds);
        double radius = norm(start, 0);
        if (!(radius > EARTH_RADIUS) || !(norm(start, 3) > 0)) {
            return refused(track, "range and angles put it inside the Earth");
        }
        TrackFit.Result onwards = fit.fitBounded(bound(end, start), observations);
        TrackFit.Result reversed = fit.fitBounded(bound(end, turned(start)), observations);
        if (onwards instanceof Fitted && cost(reversed) - cost(onwards) < WAY_ROUND) {
            return refused(
                    track,
                    "the arc does not tell which way round the object goes: a prior orbit or a second track is needed");
        }
        return onwards instanceof Fitted fitted
                ? orbit(track, fitted, objectId)
                : refused(track, ((Failed) onwards).reason());
    }

    /** The same place, horizontally the other way. */
    private static double[] turned(double[] state) {
        double r = norm(state, 0);
        double radial = (state[0] * state[3] + state[1] * state[4] + state[2] * state[5]) / (r * r);
        double[] turned = state.clone();
        for (int j = 0; j < 3; j++) {
            turned[3 + j] = 2 * radial * state[j] - state[3 + j];
        }
        return turned;
    }

    /** Twice the negative logarithm of likelihood; infinite where there is no fit. */
    private static double cost(TrackFit.Result result) {
        return result instanceof Fitted fitted
                ? fitted.used() * fitted.weightedRms() * fitted.weightedRms()
                        + fitted.match().mahalanobisSquared()
                        + fitted.match().misfit()
                : Double.POSITIVE_INFINITY;
    }

    private static Refused refused(Track track, String reason) {
        return new Refused("track " + track.trackId() + ": no first orbit: " + reason);
    }

    /**
     * State at second 0 by least squares of p(t) = p + v t + a t^2 / 2 with the two-body acceleration at the middle place; the
     * cubic term is left to the fit.
     */
    private double[] line(List<double[]> places, List<Double> seconds) {
        double mu = data.gravity().mu();
        double[] middle = places.get(places.size() / 2);
        double r = norm(middle, 0);
        double pull = -mu / (r * r * r);
        double n = places.size();
        double sumT = 0;
        double sumTT = 0;
        for (double t : seconds) {
            sumT += t;
            sumTT += t * t;
        }
        double determinant = n * sumTT - sumT * sumT;
        double[] state = new double[6];
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            double sumByT = 0;
            for (int i = 0; i < places.size(); i++) {
                double t = seconds.get(i);
                double straight = places.get(i)[j] - 0.5 * pull * middle[j] * t * t;
                sum += straight;
                sumByT += straight * t;
            }
            state[j] = (sumTT * sum - sumT * sumByT) / determinant;
            state[3 + j] = (n * sumByT - sumT * sum) / determinant;
        }
        return state;
    }

    /** What is known of any satellite at that place that moves that way. */
    private PredictedOrbit bound(long micros, double[] start) {
        double[] axes = new double[9];
        RtnFrame.axes(start, axes);
        double circular = Math.sqrt(data.gravity().mu() / norm(start, 0));
        double[] state = start.clone();
        for (int j = 0; j < 3; j++) {
            state[3 + j] = circular * axes[3 + j];
        }
        double[] rtn = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        double[] sigmas = {
            POSITION_BOUND, POSITION_BOUND, POSITION_BOUND, SPEED_BOUND, SPEED_BOUND, ACROSS_BOUND, BALLISTIC_SIGMA
        };
        for (int i = 0; i < PARAMETERS; i++) {
            rtn[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        double[][] identity = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            identity[i][i] = 1;
        }
        return new PredictedOrbit(
                new OrbitalState(micros, state, DEFAULT_BALLISTIC, DEFAULT_RADIATION),
                RtnFrame.toInertial(rtn, state),
                identity);
    }

    private Determination orbit(Track track, Fitted fitted, String objectId) {
        double[] state = fitted.state().stateGcrf();
        double[][] covariance = fitted.covariance();
        double speedSigma = Math.sqrt(covariance[3][3] + covariance[4][4] + covariance[5][5]);
        if (!(speedSigma < LARGEST_SPEED_SIGMA)) {
            return refused(
                    track,
                    String.format(
                            Locale.ROOT, "the arc is too short, its velocity is known to %.0f m/s only", speedSigma));
        }
        String doubt = liftPerigee(state, covariance);
        if (!doubt.isEmpty()) {
            return refused(track, doubt);
        }
        List<String> restsOn = List.of(track.trackId());
        long epoch = fitted.state().epochMicros();
        return new Determined(new CatalogueOrbit(
                        CatalogueOrbit.contentId(objectId, epoch, state, restsOn),
                        objectId,
                        "",
                        "",
                        0,
                        epoch,
                        track.endMicros(),
                        state,
                        fitted.state().ballisticCoefficient(),
                        DEFAULT_RADIATION,
                        RtnFrame.toRtn(covariance, state),
                        OrbitSource.INITIAL,
                        1,
                        fitted.used(),
                        fitted.rejected(),
                        fitted.weightedRms(),
                        new TreeMap<>(fitted.rmsByKind()),
                        radius(track),
                        restsOn)
                .withRadiationSigma(RADIATION_SIGMA));
    }

    /**
     * Adds what a perigee inside the atmosphere contradicts: that the object is in orbit. State and covariance are conditioned
     * on a perigee of 130 +- 30 km where the fit has it below 90 km.
     *
     * @return why that cannot be; empty where it can
     */
    private String liftPerigee(double[] state, double[][] covariance) {
        double perigee = perigee(state);
        if (perigee >= LOWEST_PERIGEE) {
            return "";
        }
        double[] gradient = gradient(state);
        double variance = variance(gradient, covariance);
        if (!(LOWEST_PERIGEE - perigee < PERIGEE_DOUBT_SIGMAS * Math.sqrt(variance))) {
            return String.format(
                    Locale.ROOT,
                    "its perigee is %.0f +- %.0f km: not in orbit, or not bound",
                    (perigee - EARTH_RADIUS) / 1000,
                    Math.sqrt(variance) / 1000);
        }
        double[] fitted = state.clone();
        double[] gain = new double[PARAMETERS];
        for (int iteration = 0; iteration < PERIGEE_ITERATIONS; iteration++) {
            gradient = gradient(state);
            double innovation = variance(gradient, covariance) + PERIGEE_SIGMA * PERIGEE_SIGMA;
            double missing = SUSTAINED_PERIGEE - perigee(state);
            for (int i = 0; i < 6; i++) {
                missing += gradient[i] * (state[i] - fitted[i]);
            }
            for (int i = 0; i < PARAMETERS; i++) {
                gain[i] = 0;
                for (int j = 0; j < 6; j++) {
                    gain[i] += covariance[i][j] * gradient[j] / innovation;
                }
            }
            for (int i = 0; i < 6; i++) {
                state[i] = fitted[i] + gain[i] * missing;
            }
        }
        if (!(perigee(state) >= LOWEST_PERIGEE)) {
            return "no orbit above the atmosphere fits it";
        }
        double innovation = variance(gradient, covariance) + PERIGEE_SIGMA * PERIGEE_SIGMA;
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                covariance[i][j] -= gain[i] * gain[j] * innovation;
            }
        }
        double[][] root = SymmetricMatrix.flooredCholesky(covariance);
        double[][] definite = SymmetricMatrix.productTransposed(root, root);
        for (int i = 0; i < PARAMETERS; i++) {
            System.arraycopy(definite[i], 0, covariance[i], 0, PARAMETERS);
        }
        return "";
    }

    private static double variance(double[] gradient, double[][] covariance) {
        double variance = 0;
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                variance += gradient[i] * covariance[i][j] * gradient[j];
            }
        }
        return variance;
    }

    private double[] gradient(double[] state) {
        double[] gradient = new double[6];
        for (int i = 0; i < 6; i++) {
            double step = i < 3 ? 10 : 0.01;
            double[] plus = state.clone();
            double[] minus = state.clone();
            plus[i] += step;
            minus[i] -= step;
            gradient[i] = (perigee(plus) - perigee(minus)) / (2 * step);
        }
        return gradient;
    }

    /** Osculating perigee radius, metres. */
    private double perigee(double[] state) {
        double mu = data.gravity().mu();
        double r = norm(state, 0);
        double v2 = norm(state, 3) * norm(state, 3);
        double rv = state[0] * state[3] + state[1] * state[4] + state[2] * state[5];
        double h2 = r * r * v2 - rv * rv;
        double energy = v2 / 2 - mu / r;
        double e = Math.sqrt(Math.max(0, 1 + 2 * energy * h2 / (mu * mu)));
        return h2 / mu / (1 + e);
    }

    private static double norm(double[] v, int at) {
        return Math.sqrt(v[at] * v[at] + v[at + 1] * v[at + 1] + v[at + 2] * v[at + 2]);
    }

    /** Radius of the sphere with the median radar cross section. */
    static double radius(Track track) {
        double[] sections = track.measurements().stream()
                .mapToDouble(Measurement::rcsSquareMetres)
                .filter(x -> x > 0)
                .toArray();
        Arrays.sort(sections);
        return sections.length == 0
                ? DEFAULT_RADIUS
                : Math.max(DEFAULT_RADIUS, Math.sqrt(sections[sections.length / 2] / Math.PI));
    }
}

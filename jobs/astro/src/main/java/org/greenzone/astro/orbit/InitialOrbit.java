package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.RadarSize;
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
 * ratio 0.005 to 0.5 m2/kg with a drag coefficient of 2.2). Where that has its perigee in the atmosphere, the radial velocity is held to what an
 * orbit above it can have there, and all is fitted again. The covariance is what the track deserves: with
 * angles of one or two degrees, kilometres across the line of sight and tens of m/s.
 *
 * <p>Refused: no angles, one instant alone, an arc so short that the speed is not known to 2 km/s or that the object may as well
 * go another way, and what no orbit above the atmosphere fits within four sigmas.
 */
final class InitialOrbit {
    /** Difference of twice the logarithms of likelihood below which another way is possible: three sigma. */
    private static final double OTHER_WAY = 9;

    /** Horizontal directions from which it is tried, of a full turn; ways closer than one of them are one. */
    private static final int WAYS = 6;

    /** Of what the angles alone say of the velocity, which is another one by the velocity itself from way to way. */
    private static final double SURE_SIGMAS = 5;

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

    private static final double EARTH_RADIUS = 6_378_137;
    private static final double LOWEST_PERIGEE = EARTH_RADIUS + 90_000;
    /** Twice the logarithm of likelihood that an orbit above the atmosphere may cost: four sigma. */
    private static final double DOUBT = 16;

    /** How often what an orbit above the atmosphere can have is halved. */
    private static final int NARROWINGS = 3;

    private static final List<Kind> ANGLES =
            List.of(Kind.AZIMUTH, Kind.ELEVATION, Kind.RIGHT_ASCENSION, Kind.DECLINATION);
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
        double radius = Vectors.norm(start);
        if (!(radius > EARTH_RADIUS) || !(Vectors.norm(start, 3) > 0)) {
            return refused(track, "range and angles put it inside the Earth");
        }
        TrackFit.Result onwards = fit.fitBounded(bound(end, start, SPEED_BOUND), observations);
        if (!(onwards instanceof Fitted fitted)) {
            return refused(track, ((Failed) onwards).reason());
        }
        double[][] covariance = fitted.covariance();
        double speedSigma = Math.sqrt(covariance[3][3] + covariance[4][4] + covariance[5][5]);
        if (!(speedSigma < LARGEST_SPEED_SIGMA)) {
            return refused(
                    track,
                    String.format(
                            Locale.ROOT, "the arc is too short, its velocity is known to %.0f m/s only", speedSigma));
        }
        boolean isSure = SURE_SIGMAS * speedSigma(observations, places, seconds) < circularSpeed(radius)
                && isSameWay(start, fitted.state().stateGcrf());
        if (!isSure && mayGoAnotherWay(fitted, end, start, observations)) {
            return refused(
                    track,
                    "the arc does not tell which way the object goes: a prior orbit or a second track is needed");
        }
        return aboveAtmosphere(fitted, end, start, observations)
                .map(f -> orbit(track, f, objectId))
                .orElseGet(() -> refused(
                        track,
                        String.format(
                                Locale.ROOT,
                                "its perigee is at %.0f km, and no orbit above the atmosphere fits",
                                (perigee(fitted.state().stateGcrf()) - EARTH_RADIUS) / 1000)));
    }

    private boolean mayGoAnotherWay(Fitted fitted, long end, double[] start, TrackObservations observations) {
        for (int way = 1; way < WAYS; way++) {
            if (fit.fitBounded(bound(end, turned(start, way), SPEED_BOUND), observations) instanceof Fitted other
                    && cost(other) - cost(fitted) < OTHER_WAY
                    && !isSameWay(other.state().stateGcrf(), fitted.state().stateGcrf())) {
                return true;
            }
        }
        return false;
    }

    /** The fit itself where its perigee is not in the atmosphere, else one that holds the radial velocity, if the track allows one. */
    private Optional<Fitted> aboveAtmosphere(Fitted free, long end, double[] start, TrackObservations observations) {
        double radius = Vectors.norm(free.state().stateGcrf());
        double circular = circularSpeed(radius);
        Fitted fitted = free;
        for (int i = 0; perigee(fitted.state().stateGcrf()) < LOWEST_PERIGEE; i++) {
            // r_p = r / (1 + e) with e = v_r / v where the velocity along the track is that of a circular orbit; evenly
            // between both ends.
            double widest = Math.max(0, radius / LOWEST_PERIGEE - 1) * circular / Math.sqrt(3);
            double sigma = Math.min(SPEED_BOUND, widest) / (1 << i);
            if (i > NARROWINGS
                    || !(sigma > 0)
                    || !(fit.fitBounded(bound(end, start, sigma), observations) instanceof Fitted held)
                    || cost(held) - cost(free) > DOUBT) {
                return Optional.empty();
            }
            fitted = held;
        }
        return Optional.of(fitted);
    }

    /** The same place and radial velocity, horizontally turned by so many of {@link #WAYS}. */
    private static double[] turned(double[] state, int way) {
        double r = Vectors.norm(state);
        double cosine = Math.cos(2 * Math.PI * way / WAYS);
        double sine = Math.sin(2 * Math.PI * way / WAYS);
        double radial = (state[0] * state[3] + state[1] * state[4] + state[2] * state[5]) / (r * r);
        double[] turned = state.clone();
        for (int j = 0; j < 3; j++) {
            int k = (j + 1) % 3;
            int l = (j + 2) % 3;
            double across = (state[k] * state[3 + l] - state[l] * state[3 + k]) / r;
            turned[3 + j] = radial * state[j] + cosine * (state[3 + j] - radial * state[j]) + sine * across;
        }
        return turned;
    }

    /** Whether the velocities are less than half of a turn between two ways apart. */
    private static boolean isSameWay(double[] a, double[] b) {
        double product = a[3] * b[3] + a[4] * b[4] + a[5] * b[5];
        return product > Math.cos(Math.PI / WAYS) * Vectors.norm(a, 3) * Vectors.norm(b, 3);
    }

    /** Twice the negative logarithm of likelihood. */
    private static double cost(Fitted fitted) {
        return fitted.used() * fitted.weightedRms() * fitted.weightedRms()
                + fitted.match().mahalanobisSquared()
                + fitted.match().misfit();
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
        double r = Vectors.norm(middle);
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

    /** One sigma of each component of the velocity of {@link #line} across the line of sight, m/s. */
    private static double speedSigma(TrackObservations observations, List<double[]> places, List<Double> seconds) {
        double[] site = new double[3];
        observations.receiverPosition(observations.instants() - 1, site);
        double[] last = places.get(places.size() - 1);
        double distance = Math.hypot(Math.hypot(last[0] - site[0], last[1] - site[1]), last[2] - site[2]);
        double angle = 0;
        for (Kind kind : ANGLES) {
            angle = observations.has(kind) ? Math.max(angle, observations.meanSigma(kind)) : angle;
        }
        double mean = seconds.stream().mapToDouble(t -> t).average().orElseThrow();
        double squares =
                seconds.stream().mapToDouble(t -> (t - mean) * (t - mean)).sum();
        return distance * angle / Math.sqrt(squares);
    }

    /** What is known of any satellite at that place that moves that way. */
    private PredictedOrbit bound(long micros, double[] start, double radialSpeed) {
        double[] axes = new double[9];
        RtnFrame.axes(start, axes);
        double circular = circularSpeed(Vectors.norm(start));
        double[] state = start.clone();
        for (int j = 0; j < 3; j++) {
            state[3 + j] = circular * axes[3 + j];
        }
        double[] rtn = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        double[] sigmas = {
            POSITION_BOUND, POSITION_BOUND, POSITION_BOUND, radialSpeed, SPEED_BOUND, ACROSS_BOUND, BALLISTIC_SIGMA
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
                        RadarSize.radius(List.of(track)),
                        restsOn)
                .withRadiationSigma(RADIATION_SIGMA));
    }

    private double circularSpeed(double radius) {
        return Math.sqrt(data.gravity().mu() / radius);
    }

    /** Osculating perigee radius, metres. */
    private double perigee(double[] state) {
        double mu = data.gravity().mu();
        double r = Vectors.norm(state);
        double v2 = Vectors.norm(state, 3) * Vectors.norm(state, 3);
        double rv = state[0] * state[3] + state[1] * state[4] + state[2] * state[5];
        double h2 = r * r * v2 - rv * rv;
        double energy = v2 / 2 - mu / r;
        double e = Math.sqrt(Math.max(0, 1 + 2 * energy * h2 / (mu * mu)));
        return h2 / mu / (1 + e);
    }
}

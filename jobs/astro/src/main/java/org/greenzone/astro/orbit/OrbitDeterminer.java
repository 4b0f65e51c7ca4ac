package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CovarianceRealism;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.TrackFit;
import org.greenzone.astro.correlation.TrackFit.Failed;
import org.greenzone.astro.correlation.TrackFit.Fitted;
import org.greenzone.astro.correlation.TrackMatch;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/**
 * Orbits from tracks: a known orbit improved by one more track, or a first orbit from one track alone.
 *
 * <p>The update is least squares with the prior as information ({@link TrackFit}): the prior is carried to the end of the track
 * with process noise, its covariance taken as Gaussian in equinoctial elements, and the epoch of the result is the end of the
 * track. A track that ends before the epoch of the prior (late data) improves the orbit by the smoother's gain (Rauch, Tung and
 * Striebel 1965), and the epoch stays. A track that contradicts the prior beyond any doubt is refused, with the distance.
 *
 * <p>Deterministic: the result depends on the arguments alone. Not thread-safe.
 */
public final class OrbitDeterminer {
    /**
     * Squared distance at which a track is not of this orbit whatever the noise: ten sigmas. Correlation asks for much less;
     * here it guards against a track that was given to the wrong object or an object that manoeuvred.
     */
    private static final double CONTRADICTION = 100;

    /** Smallest ballistic coefficient, m2/kg: a solid metre of tungsten. Below it drag would push. */
    private static final double MINIMUM_BALLISTIC = 1e-4;

    /** A move after which the way from the epoch is expanded anew: its square over 7000 km is then a metre. */
    private static final double EXPAND_ANEW_METRES = 3_000;

    private static final int EXPANSIONS = 3;

    /** Change of speed of an ordinary manoeuvre, m/s, one sigma on each axis. */
    static final double BURN_SIGMA = 5;
    /** Times of a burn of unknown time that are reckoned with. */
    private static final int BURN_TIMES = 12;

    private static final int KEPT_ORBITS = 64;
    private static final double MICROS_PER_HOUR = 3.6e9;
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;

    private final ObservationModel model;
    private final OrbitPrediction prediction;
    private final TrackFit fit;
    private final InitialOrbit initial;
    private final double mu;

    /** A determiner with a cache of its own. */
    public OrbitDeterminer(PhysicalData data, OrbitPropagator propagator) {
        this(data, propagator, new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS));
    }

    /** A determiner that shares predictions with a correlator in the same thread; results are the same without. */
    public OrbitDeterminer(PhysicalData data, OrbitPropagator propagator, OrbitPrediction prediction) {
        this.model = new ObservationModel(data);
        this.prediction = prediction;
        this.fit = new TrackFit(data, propagator);
        this.mu = data.gravity().mu();
        this.initial = new InitialOrbit(data, fit);
    }

    /** Improves an orbit by a track of a monostatic site. */
    public Determination update(CatalogueOrbit prior, Track track, Site site) {
        return update(prior, track, site, site);
    }

    /**
     * Improves an orbit by a track.
     *
     * @param site the receiver
     * @param transmitter the transmitter; the receiver itself where monostatic
     */
    public Determination update(CatalogueOrbit prior, Track track, Site site, Site transmitter) {
        return update(prior, track, site, transmitter, TrackMatch::mahalanobisSquared);
    }

    /**
     * What an orbit will be known to after a track that is still to come: the information of the track at the noise of its site (the step of
     * Cramer and Rao, with the curvature of its measurements as in {@link TrackFit}) added to the covariance that the prior has there. The track is taken
     * to lie as far from its prediction as the covariances foretell, so that what is known of their realism does not change.
     *
     * @param foretold the track as the prior has it, without noise
     */
    public Determination expected(CatalogueOrbit prior, Track foretold, Site site) {
        return update(prior, foretold, site, site, TrackMatch::degreesOfFreedom);
    }

    private Determination update(
            CatalogueOrbit prior,
            Track track,
            Site site,
            Site transmitter,
            ToDoubleFunction<TrackMatch> squaredDistance) {
        TrackObservations observations = model.of(track, site, transmitter);
        if (observations.size() == 0) {
            return new Refused("track " + track.trackId() + " measures nothing");
        }
        long end = observations.micros(observations.instants() - 1);
        Optional<PredictedOrbit> predicted = prediction.predict(prior, end);
        if (predicted.isEmpty()) {
            return new Refused(String.format(
                    Locale.ROOT,
                    "the orbit of %s has re-entered within the %.1f h between its epoch and track %s",
                    prior.objectId(),
                    (end - prior.epochMicros()) / MICROS_PER_HOUR,
                    track.trackId()));
        }
        try {
            return update(prior, predicted.get(), track, observations, squaredDistance);
        } catch (ArithmeticException | IllegalArgumentException degenerate) {
            return refused(track, prior, String.valueOf(degenerate.getMessage()));
        }
    }

    /** Whether a track agrees with an orbit as correlation asks for it. */
    boolean agrees(CatalogueOrbit prior, Track track, Site site) {
        TrackObservations observations = model.of(track, site, site);
        Optional<PredictedOrbit> predicted = prediction.predict(prior, track.endMicros());
        return predicted.isPresent()
                && fit.fit(predicted.get(), observations) instanceof Fitted fitted
                && fitted.match().agrees();
    }

    /**
     * The orbit after a track if the object has changed its speed at an unknown time between the epoch of the prior and the track, by
     * {@value #BURN_SIGMA} m/s (one sigma, each axis).
     *
     * @return refused where the track does not agree with that either
     */
    Determination manoeuvred(CatalogueOrbit prior, Track track, Site site) {
        TrackObservations observations = model.of(track, site, site);
        if (observations.size() == 0 || track.startMicros() <= prior.epochMicros()) {
            return refused(track, prior, "no time for a manoeuvre before it");
        }
        Optional<PredictedOrbit> predicted = prediction.predict(prior, track.endMicros());
        if (predicted.isEmpty()) {
            return refused(track, prior, "the orbit has re-entered before it");
        }
        try {
            PredictedOrbit opened = opened(prior, predicted.get(), track.startMicros());
            EpochPrior epochPrior = new EpochPrior(prior, mu);
            return fit.fit(opened, observations) instanceof Fitted fitted
                            && fitted.match().agrees()
                    ? combined(
                            prior, epochPrior, opened, epochPrior.mean(), fitted, track, TrackMatch::mahalanobisSquared)
                    : refused(track, prior, "a manoeuvre does not explain it");
        } catch (ArithmeticException | IllegalArgumentException degenerate) {
            return refused(track, prior, String.valueOf(degenerate.getMessage()));
        }
    }

    /** A prediction with the uncertainty of a burn at any time up to an instant. */
    private PredictedOrbit opened(CatalogueOrbit prior, PredictedOrbit predicted, long until) {
        double[][] covariance = new double[PARAMETERS][];
        for (int i = 0; i < PARAMETERS; i++) {
            covariance[i] = predicted.covariance()[i].clone();
        }
        double weight = BURN_SIGMA * BURN_SIGMA / BURN_TIMES;
        for (int k = 0; k < BURN_TIMES; k++) {
            long at = prior.epochMicros() + (until - prior.epochMicros()) * (2 * k + 1) / (2 * BURN_TIMES);
            double[][] there = prediction
                    .predict(prior, at)
                    .orElseThrow(() -> new ArithmeticException("the orbit has re-entered before the track"))
                    .transition();
            double[][] onwards = SymmetricMatrix.fromInner(predicted.transition(), there);
            for (int i = 0; i < PARAMETERS; i++) {
                for (int j = 0; j < PARAMETERS; j++) {
                    covariance[i][j] += weight
                            * (onwards[i][3] * onwards[j][3]
                                    + onwards[i][4] * onwards[j][4]
                                    + onwards[i][5] * onwards[j][5]);
                }
            }
        }
        return new PredictedOrbit(predicted.state(), covariance, predicted.transition());
    }

    /** Fits, and where the track moves the orbit far, expands the way from the epoch anew about the moved orbit. */
    private Determination update(
            CatalogueOrbit prior,
            PredictedOrbit first,
            Track track,
            TrackObservations observations,
            ToDoubleFunction<TrackMatch> squaredDistance) {
        EpochPrior epochPrior = new EpochPrior(prior, mu);
        PredictedOrbit predicted = first;
        double[] about = epochPrior.mean();
        double[] reached = first.state().stateGcrf();
        for (int pass = 0; ; pass++) {
            TrackFit.Result result = fit.fit(predicted, observations);
            if (!(result instanceof Fitted fitted)) {
                return refused(track, prior, ((Failed) result).reason());
            }
            double[] there = fitted.state().stateGcrf();
            double moved = Math.hypot(Math.hypot(there[0] - reached[0], there[1] - reached[1]), there[2] - reached[2]);
            if (moved < EXPAND_ANEW_METRES || pass == EXPANSIONS) {
                return combined(prior, epochPrior, predicted, about, fitted, track, squaredDistance);
            }
            about = epochPrior
                    .smoothed(predicted, about, fitted.state(), fitted.covariance())
                    .mean();
            Optional<PredictedOrbit> again = prediction.predict(epochPrior.at(about), predicted.micros());
            if (again.isEmpty()) {
                return refused(track, prior, "the orbit that fits it has re-entered before it");
            }
            reached = again.get().state().stateGcrf();
            predicted = epochPrior.expanded(again.get(), about);
        }
    }

    /** A first orbit from one track of a monostatic site. */
    public Determination initiate(Track track, Site site, String newObjectId) {
        return initiate(track, site, site, newObjectId);
    }

    /**
     * A first orbit from one track with ranges and angles.
     *
     * @param newObjectId id of the object that the orbit starts
     */
    public Determination initiate(Track track, Site site, Site transmitter, String newObjectId) {
        TrackObservations observations = model.withPointing(track, site, transmitter);
        return initial.determine(track, observations, newObjectId);
    }

    private static Refused refused(Track track, CatalogueOrbit prior, String reason) {
        return new Refused("track " + track.trackId() + " on " + prior.objectId() + ": " + reason);
    }

    private Determination combined(
            CatalogueOrbit prior,
            EpochPrior epochPrior,
            PredictedOrbit predicted,
            double[] about,
            Fitted fitted,
            Track track,
            ToDoubleFunction<TrackMatch> squaredDistance) {
        if (fitted.match().mahalanobisSquared() > CONTRADICTION) {
            return refused(
                    track,
                    prior,
                    String.format(
                            Locale.ROOT,
                            "it contradicts the orbit (%.1f sigma): another object, a manoeuvre, or a covariance too"
                                    + " small",
                            Math.sqrt(fitted.match().mahalanobisSquared())));
        }
        boolean late = fitted.state().epochMicros() < prior.epochMicros();
        double[] vector = vector(fitted.state());
        double[][] covariance = fitted.covariance();
        long epoch = fitted.state().epochMicros();
        if (late) {
            EpochPrior.Smoothed smoothed = epochPrior.smoothed(predicted, about, fitted.state(), fitted.covariance());
            covariance = epochPrior.cartesianCovariance(smoothed.mean(), smoothed.covariance());
            vector = Arrays.copyOf(epochPrior.cartesian(smoothed.mean()), PARAMETERS);
            vector[6] = smoothed.mean()[6];
            epoch = prior.epochMicros();
        }
        EpochPrior.Radiation radiation =
                epochPrior.radiation(predicted, about, fitted.state(), fitted.covariance(), late);
        double[] radiationRow = radiation.rowRtn();
        keepDragPositive(vector, covariance);
        double radiationCoefficient = Math.max(0, radiation.coefficient());
        CovarianceRealism realism = prior.realism()
                .after(
                        squaredDistance.applyAsDouble(fitted.match()),
                        fitted.match().degreesOfFreedom());
        widen(covariance, radiationRow, realism.covarianceScale());
        double[] state = Arrays.copyOf(vector, 6);
        List<String> restsOn =
                Stream.of(track.trackId(), prior.orbitId()).sorted().toList();
        return new Determined(new CatalogueOrbit(
                CatalogueOrbit.contentId(prior.objectId(), epoch, state, restsOn),
                prior.objectId(),
                prior.objectName(),
                prior.internationalDesignator(),
                prior.revision() + 1,
                epoch,
                Math.max(track.endMicros(), prior.availableMicros()),
                state,
                vector[6],
                radiationCoefficient,
                RtnFrame.toRtn(covariance, state),
                OrbitSource.TRACKS,
                prior.tracksUsed() + 1,
                fitted.used(),
                fitted.rejected(),
                fitted.weightedRms(),
                new TreeMap<>(fitted.rmsByKind()),
                prior.hardBodyRadiusMetres(),
                restsOn,
                radiationRow,
                realism,
                ""));
    }

    /** A covariance that promised too much, multiplied. */
    private static void widen(double[][] covariance, double[] radiationRow, double scale) {
        for (int i = 0; i < radiationRow.length; i++) {
            radiationRow[i] *= scale;
            for (int j = 0; i < PARAMETERS && j < PARAMETERS; j++) {
                covariance[i][j] *= scale;
            }
        }
    }

    static double[] vector(OrbitalState state) {
        double[] vector = Arrays.copyOf(state.stateGcrf(), PARAMETERS);
        vector[6] = state.ballisticCoefficient();
        return vector;
    }

    /** Drag does not push: a negative coefficient is set to the smallest, and the state goes with it by its correlation. */
    static void keepDragPositive(double[] vector, double[][] covariance) {
        double lift = MINIMUM_BALLISTIC - vector[6];
        if (lift <= 0 || !(covariance[6][6] > 0)) {
            return;
        }
        for (int i = 0; i < PARAMETERS; i++) {
            vector[i] += covariance[i][6] / covariance[6][6] * lift;
        }
    }
}

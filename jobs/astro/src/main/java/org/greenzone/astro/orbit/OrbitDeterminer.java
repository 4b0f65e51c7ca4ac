package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.correlation.TrackFit;
import org.greenzone.astro.correlation.TrackFit.Failed;
import org.greenzone.astro.correlation.TrackFit.Fitted;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
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

    private static final int KEPT_ORBITS = 64;
    private static final double MICROS_PER_HOUR = 3.6e9;
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;

    private final EarthRotation rotation;
    private final OrbitPrediction prediction;
    private final TrackFit fit;
    private final InitialOrbit initial;

    /** A determiner with a cache of its own. */
    public OrbitDeterminer(PhysicalData data, OrbitPropagator propagator) {
        this(data, propagator, new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS));
    }

    /** A determiner that shares predictions with a correlator in the same thread; results are the same without. */
    public OrbitDeterminer(PhysicalData data, OrbitPropagator propagator, OrbitPrediction prediction) {
        this.rotation = new EarthRotation(data);
        this.prediction = prediction;
        this.fit = new TrackFit(data, propagator);
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
        TrackObservations observations = new TrackObservations(rotation, track, site, transmitter);
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
        TrackFit.Result result = fit.fit(predicted.get(), observations);
        return result instanceof Fitted fitted
                ? combined(prior, predicted.get(), fitted, track)
                : refused(track, prior, ((Failed) result).reason());
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
        TrackObservations observations = new TrackObservations(rotation, track, site, transmitter);
        return initial.determine(track, observations, newObjectId);
    }

    private static Refused refused(Track track, CatalogueOrbit prior, String reason) {
        return new Refused("track " + track.trackId() + " on " + prior.objectId() + ": " + reason);
    }

    private Determination combined(CatalogueOrbit prior, PredictedOrbit predicted, Fitted fitted, Track track) {
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
            double[] atPrior = new double[PARAMETERS];
            System.arraycopy(prior.stateGcrf(), 0, atPrior, 0, 6);
            atPrior[6] = prior.ballisticCoefficient();
            double[][] priorCovariance = RtnFrame.toInertial(prior.covarianceRtn(), prior.stateGcrf());
            covariance = smoothed(priorCovariance, predicted, vector, covariance, atPrior);
            vector = atPrior;
            epoch = prior.epochMicros();
        }
        keepDragPositive(vector, covariance);
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
                prior.radiationCoefficient(),
                RtnFrame.toRtn(covariance, state),
                OrbitSource.TRACKS,
                prior.tracksUsed() + 1,
                fitted.used(),
                fitted.rejected(),
                fitted.weightedRms(),
                new TreeMap<>(fitted.rmsByKind()),
                prior.hardBodyRadiusMetres(),
                restsOn));
    }

    private static double[] vector(OrbitalState state) {
        double[] vector = Arrays.copyOf(state.stateGcrf(), PARAMETERS);
        vector[6] = state.ballisticCoefficient();
        return vector;
    }

    /**
     * Carries the improvement at the track to the epoch of the prior: gain = P0 Phi^T P^-1; x0 += gain (x+ - x-); P0 += gain
     * (P+ - P-) gain^T.
     *
     * @param atEpoch the prior at its epoch; moved
     * @return the covariance at the epoch
     */
    private static double[][] smoothed(
            double[][] priorCovariance,
            PredictedOrbit predicted,
            double[] fitted,
            double[][] fittedCovariance,
            double[] atEpoch) {
        double[][] factor = SymmetricMatrix.flooredCholesky(predicted.covariance());
        // Rows of the gain: P^-1 (Phi P0), column by column, since P0 and P are symmetric.
        double[][] carried = SymmetricMatrix.product(predicted.transition(), priorCovariance);
        double[][] gain = new double[PARAMETERS][];
        for (int i = 0; i < PARAMETERS; i++) {
            double[] column = new double[PARAMETERS];
            for (int j = 0; j < PARAMETERS; j++) {
                column[j] = carried[j][i];
            }
            gain[i] = SymmetricMatrix.solve(factor, column);
        }
        double[] before = vector(predicted.state());
        double[][] change = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                atEpoch[i] += gain[i][j] * (fitted[j] - before[j]);
                change[i][j] = fittedCovariance[i][j] - predicted.covariance()[i][j];
            }
        }
        double[][] result = SymmetricMatrix.congruence(gain, change);
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                result[i][j] += priorCovariance[i][j];
            }
        }
        double[][] root = SymmetricMatrix.flooredCholesky(result);
        return SymmetricMatrix.productTransposed(root, root);
    }

    /** Drag does not push: a negative coefficient is set to the smallest, and the state goes with it by its correlation. */
    private static void keepDragPositive(double[] vector, double[][] covariance) {
        double lift = MINIMUM_BALLISTIC - vector[6];
        if (lift <= 0 || !(covariance[6][6] > 0)) {
            return;
        }
        for (int i = 0; i < PARAMETERS; i++) {
            vector[i] += covariance[i][6] / covariance[6][6] * lift;
        }
    }
}

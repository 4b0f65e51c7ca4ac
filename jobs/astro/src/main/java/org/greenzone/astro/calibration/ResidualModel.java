package org.greenzone.astro.calibration;

import java.util.Arrays;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CovarianceNodes;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Refinement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Residuals of tracks against motions that do not know them, by the one measurement model {@link TrackObservations}.
 *
 * <p>The noise scale and the bias sigma of the site's calibration are left out of the sigmas, since they are what is
 * looked for; its bias is taken off. Linear about the foretold motion: right for orbits known to a kilometre, where the curvature
 * of the orbit costs 0.1 m. Not thread-safe.
 */
public final class ResidualModel {
    /** The outcome. */
    public sealed interface Result {}

    /** Residuals. */
    public record Compared(PassResiduals pass) implements Result {}

    /** None, and why, in one line. */
    public record NotComparable(String reason) implements Result {}

    private static final int STATE = 6;
    private static final int ORBIT = CatalogueOrbit.PARAMETERS;
    private static final int TRANSITION = STATE * ORBIT;
    private static final int KEPT_ORBITS = 64;
    /** Half the step of the derivative by the time tag; its error is 1e-6 of the derivative. */
    private static final double TIME_STEP_SECONDS = 0.1;

    private static final double MARGIN_SECONDS = 1;

    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final OrbitPrediction prediction;
    private final EarthRotation rotation;
    private final Refinement refinement;

    /** For radars. */
    public ResidualModel(PhysicalData data, OrbitPropagator propagator) {
        this(data, propagator, Refinement.NONE);
    }

    /** @param refinement what ranges of centimetres need besides */
    public ResidualModel(PhysicalData data, OrbitPropagator propagator, Refinement refinement) {
        this.refinement = refinement;
        this.data = data;
        this.propagator = propagator;
        this.prediction = new OrbitPrediction(propagator, data.leapSeconds(), KEPT_ORBITS);
        this.rotation = new EarthRotation(data);
    }

    /**
     * Against a motion whose error is that of a neighbouring orbit ({@link ReferenceSigma}).
     *
     * @param objectId under which the residuals are counted
     */
    public Result against(ReferenceMotion motion, ReferenceSigma sigma, String objectId, Track track, Site site) {
        long middle = middle(track);
        double[] there = new double[STATE];
        if (!motion.state(middle, there)) {
            return notKnown(objectId);
        }
        double turning = angularRate(there);
        double[] axes = new double[9];
        return compare(objectId, track, site, ReferenceSigma.MODES, (micros, state, partials) -> {
            if (!motion.state(micros, state)) {
                return false;
            }
            RtnFrame.axes(state, axes);
            double seconds = data.leapSeconds().elapsedSeconds(middle, micros);
            for (int mode = 0; mode < ReferenceSigma.MODES; mode++) {
                double[] rtn = sigma.mode(mode, turning, seconds);
                for (int j = 0; j < 3; j++) {
                    partials[j][mode] = rtn[0] * axes[j] + rtn[1] * axes[3 + j] + rtn[2] * axes[6 + j];
                    // Axes turn: the inertial velocity is that in RTN and N x offset times the rate.
                    partials[3 + j][mode] = (rtn[3] - turning * rtn[1]) * axes[j]
                            + (rtn[4] + turning * rtn[0]) * axes[3 + j]
                            + rtn[5] * axes[6 + j];
                }
            }
            return true;
        });
    }

    private static NotComparable notKnown(String objectId) {
        return new NotComparable("the motion of " + objectId + " is not known over the whole track");
    }

    private static long middle(Track track) {
        return track.startMicros() + (track.endMicros() - track.startMicros()) / 2;
    }

    /**
     * Against an orbit of the catalogue that does not know the track, with its covariance.
     *
     * @param worstMetres orbits whose position is known worse than this, one sigma in the worst direction, are not compared
     */
    public Result against(CatalogueOrbit orbit, double worstMetres, Track track, Site site) {
        long middle = middle(track);
        try {
            Foretold predicted = foretold(orbit, middle).orElse(null);
            if (predicted == null) {
                return new NotComparable(orbit.objectId() + " is not in orbit any more");
            }
            double sigma = worstSigma(predicted.covariance());
            if (!(sigma <= worstMetres)) {
                return new NotComparable("the orbit of " + orbit.objectId() + " is known to " + Math.round(sigma)
                        + " m only, worse than " + Math.round(worstMetres) + " m");
            }
            double[][] factor = SymmetricMatrix.flooredCholesky(predicted.covariance());
            double late = Math.abs(site.bias().timeSeconds()) + MARGIN_SECONDS;
            Trajectory trajectory = propagator.propagateWithTransition(
                    predicted.state(),
                    data.leapSeconds().elapsedSeconds(middle, track.startMicros()) - late,
                    data.leapSeconds().elapsedSeconds(middle, track.endMicros()) + late);
            double[] transition = new double[TRANSITION];
            return compare(orbit.objectId(), track, site, ORBIT, (micros, state, partials) -> {
                double seconds = data.leapSeconds().elapsedSeconds(middle, micros);
                if (seconds < trajectory.firstSeconds() || seconds > trajectory.lastSeconds()) {
                    return false;
                }
                trajectory.state(seconds, state);
                trajectory.transition(seconds, transition);
                for (int i = 0; i < STATE; i++) {
                    for (int c = 0; c < ORBIT; c++) {
                        double sum = 0;
                        for (int j = c; j < ORBIT; j++) {
                            sum += transition[i * ORBIT + j] * factor[j][c];
                        }
                        partials[i][c] = sum;
                    }
                }
                return true;
            });
        } catch (ArithmeticException | IllegalArgumentException notAnOrbit) {
            return new NotComparable(
                    "the orbit of " + orbit.objectId() + " cannot be carried to the track: " + notAnOrbit.getMessage());
        }
    }

    /** An orbit at an instant with its covariance, 7 x 7. */
    private record Foretold(OrbitalState state, double[][] covariance) {}

    /**
     * After its epoch an orbit goes in one propagation and its covariance by the secular motion of the elements: most orbits are asked once, and the
     * integrated partials of {@link OrbitPrediction} are for who asks again. Some per cent of a sigma that is one part of the errors of a pass.
     */
    private Optional<Foretold> foretold(CatalogueOrbit orbit, long micros) {
        double seconds = data.leapSeconds().elapsedSeconds(orbit.epochMicros(), micros);
        if (seconds <= 0) {
            return prediction.predict(orbit, micros).map(p -> new Foretold(p.state(), p.covariance()));
        }
        Trajectory motion = propagator.propagate(orbit.orbitalState(), 0, seconds);
        if (motion.decayed()) {
            return Optional.empty();
        }
        double[] state = new double[STATE];
        motion.state(seconds, state);
        CovarianceNodes covariances = new CovarianceNodes(data.leapSeconds(), propagator, orbit, motion, seconds);
        return Optional.of(new Foretold(
                new OrbitalState(micros, state, orbit.ballisticCoefficient(), orbit.radiationCoefficient()),
                covariances.at(propagator, motion, seconds)));
    }

    /** A motion with the partials of the state by its standard normal errors. */
    private interface UncertainMotion {
        boolean at(long micros, double[] state6, double[][] partials);
    }

    private Result compare(String objectId, Track track, Site site, int motionErrors, UncertainMotion motion) {
        Site uncalibrated = site.withCalibration(site.bias(), Site.Calibration.NONE);
        if (!track.transmitterSiteId().equals(track.siteId())) {
            return new NotComparable("two sites share the errors of a track with a transmitter elsewhere");
        }
        TrackObservations now = observations(track, uncalibrated);
        if (now.size() == 0) {
            return new NotComparable("the track measures nothing");
        }
        double[] later = residuals(observations(track, late(uncalibrated, TIME_STEP_SECONDS)), motion);
        double[] earlier = residuals(observations(track, late(uncalibrated, -TIME_STEP_SECONDS)), motion);
        int n = now.size();
        boolean shared = now.rangeBiasSigmaMetres() > 0 && now.has(Kind.RANGE);
        Kind[] kind = new Kind[n];
        double[] residual = new double[n];
        double[] sigma = new double[n];
        double[][] biasPartials = new double[n][BiasKind.COUNT];
        double[][] errorPartials = new double[n][motionErrors + (shared ? 1 : 0)];
        double[] state = new double[STATE];
        double[][] stateByErrors = new double[STATE][motionErrors];
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[TrackObservations.KINDS * STATE];
        int instant = -1;
        for (int s = 0; s < n; s++) {
            if (now.instant(s) != instant) {
                instant = now.instant(s);
                if (!motion.at(now.micros(instant), state, stateByErrors)) {
                    return notKnown(objectId);
                }
                now.predict(instant, state, values, partials);
            }
            kind[s] = now.kind(s);
            residual[s] = now.residual(s, values[kind[s].ordinal()]);
            sigma[s] = now.sigma(s);
            for (BiasKind bias : BiasKind.values()) {
                biasPartials[s][bias.ordinal()] = bias.addsTo(kind[s]) ? bias.bound() : 0;
            }
            // Where the tags are late by so much that the residual with it is zero, the residual without it is this.
            biasPartials[s][BiasKind.TIME.ordinal()] =
                    BiasKind.TIME.bound() * difference(kind[s], earlier[s], later[s]) / (2 * TIME_STEP_SECONDS);
            for (int c = 0; c < motionErrors; c++) {
                double sum = 0;
                for (int j = 0; j < STATE; j++) {
                    sum += partials[kind[s].ordinal() * STATE + j] * stateByErrors[j][c];
                }
                errorPartials[s][c] = sum;
            }
            if (shared && kind[s] == Kind.RANGE) {
                errorPartials[s][motionErrors] = now.rangeBiasSigmaMetres();
            }
            if (!Double.isFinite(residual[s] + biasPartials[s][BiasKind.TIME.ordinal()])) {
                return notKnown(objectId);
            }
        }
        return new Compared(new PassResiduals(
                track.trackId(),
                site.siteId(),
                objectId,
                track.endMicros(),
                kind,
                residual,
                sigma,
                biasPartials,
                errorPartials));
    }

    private TrackObservations observations(Track track, Site site) {
        return new TrackObservations(rotation, track, site, site, refinement);
    }

    private static double difference(Kind kind, double a, double b) {
        return kind == Kind.RANGE || kind == Kind.RANGE_RATE ? a - b : Math.IEEEremainder(a - b, 2 * Math.PI);
    }

    private static Site late(Site site, double seconds) {
        Site.Bias bias = site.bias();
        return site.withCalibration(
                new Site.Bias(
                        bias.rangeMetres(),
                        bias.rangeRateMetresPerSecond(),
                        bias.azimuthRadians(),
                        bias.elevationRadians(),
                        bias.timeSeconds() + seconds),
                site.calibration());
    }

    /** Observed less predicted; NaN where the motion is not known. */
    private static double[] residuals(TrackObservations observations, UncertainMotion motion) {
        double[] state = new double[STATE];
        double[][] unused = new double[STATE][ORBIT];
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[TrackObservations.KINDS * STATE];
        double[] residual = new double[observations.size()];
        int instant = -1;
        boolean known = false;
        for (int s = 0; s < residual.length; s++) {
            if (observations.instant(s) != instant) {
                instant = observations.instant(s);
                known = motion.at(observations.micros(instant), state, unused);
                if (known) {
                    observations.predict(instant, state, values, partials);
                }
            }
            residual[s] =
                    known ? observations.residual(s, values[observations.kind(s).ordinal()]) : Double.NaN;
        }
        return residual;
    }

    private static double angularRate(double[] s) {
        double x = s[1] * s[5] - s[2] * s[4];
        double y = s[2] * s[3] - s[0] * s[5];
        double z = s[0] * s[4] - s[1] * s[3];
        return Math.sqrt(x * x + y * y + z * z) / (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
    }

    /** Root of the largest eigenvalue of the covariance of the position. */
    private static double worstSigma(double[][] covariance) {
        double[][] position = {
            Arrays.copyOf(covariance[0], 3), Arrays.copyOf(covariance[1], 3), Arrays.copyOf(covariance[2], 3)
        };
        double worst = 0;
        for (double value : SymmetricMatrix.eigen(position, new double[3][3])) {
            worst = Math.max(worst, value);
        }
        return Math.sqrt(worst);
    }
}

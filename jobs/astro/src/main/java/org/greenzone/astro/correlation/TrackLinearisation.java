package org.greenzone.astro.correlation;

import java.util.Optional;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ShortArc;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Residuals of a track and their partials about a point near a prior orbit.
 *
 * <p>The point is a vector of standard normal deviates: 0 is the prior, 1 one sigma along a column of the Cholesky factor
 * of its covariance. Seven of them make state and ballistic coefficient at the instant of the prior; an eighth is the range error
 * that all ranges of the track share, where it has one. In these coordinates the prior is the unit matrix, so that no ill-conditioned
 * covariance is ever inverted. Not thread-safe.
 */
final class TrackLinearisation implements RobustLeastSquares.Problem {
    /** In which coordinates the prior is taken as Gaussian. */
    enum Coordinates {
        /** Equinoctial elements: right for a prior that was propagated. */
        ELEMENTS,
        /** Position and velocity: right for a prior that only bounds. */
        CARTESIAN
    }

    private static final int STATE = 6;
    private static final int ORBIT = 7;
    /**
     * Moves smaller than this are followed with the transition matrix over arcs of ten minutes at most; its error, (n T)^2 of the
     * square of the move over the radius, then stays below 5 cm. Over longer arcs the moves are a twentieth.
     */
    private static final double RELINEARISE_METRES = 500;

    private static final double RELINEARISE_METRES_PER_SECOND = 1;
    private static final double SHORT_ARC_SECONDS = 600;
    private static final double LONG_ARC_FACTOR = 0.05;

    private final OrbitPropagator propagator;
    private final PredictedOrbit prior;
    private final TrackObservations observations;
    private final Coordinates coordinates;
    private final double mu;
    private final double[] centre;
    private final double[][] factor;
    private final double[] seconds;
    private final double from;
    private final double to;
    private final Optional<ShortArc> shortArc;
    private final int parameters;
    private final double[] states;
    private final double[] transitions;
    private OrbitalState expandedAt;
    private boolean expanded;
    private OrbitalState current;

    /** Partials of state and ballistic coefficient at the instant of the prior by the seven deviates. */
    final double[][] stateByDeviates = new double[ORBIT][ORBIT];

    final double[] residual;
    /** Partials of the predicted scalars by the deviates. */
    final double[][] row;

    private final double[][] stateAtInstant;
    private final double[][] transitionTimesFactor;

    /** @throws ArithmeticException where the covariance is not one, or the prior is not an ellipse */
    TrackLinearisation(
            OrbitPropagator propagator,
            LeapSeconds leapSeconds,
            double mu,
            PredictedOrbit prior,
            TrackObservations observations,
            Coordinates coordinates) {
        this.propagator = propagator;
        this.prior = prior;
        this.observations = observations;
        this.coordinates = coordinates;
        this.mu = mu;
        int instants = observations.instants();
        seconds = new double[instants];
        double first = 0;
        double last = 0;
        for (int i = 0; i < instants; i++) {
            seconds[i] = leapSeconds.elapsedSeconds(prior.micros(), observations.micros(i));
            first = Math.min(first, seconds[i]);
            last = Math.max(last, seconds[i]);
        }
        from = first;
        to = last;
        boolean isShort = -from <= ShortArc.LONGEST_SECONDS && to <= ShortArc.LONGEST_SECONDS;
        shortArc = isShort ? Optional.of(propagator.shortArc(prior.state())) : Optional.empty();
        parameters = ORBIT + (observations.rangeBiasSigmaMetres() > 0 && observations.has(Kind.RANGE) ? 1 : 0);
        residual = new double[observations.size()];
        row = new double[observations.size()][parameters];
        states = new double[instants * STATE];
        transitions = new double[instants * ShortArc.TRANSITION];
        stateAtInstant = new double[instants][STATE];
        transitionTimesFactor = new double[instants][STATE * ORBIT];
        expandedAt = prior.state();
        current = prior.state();
        if (coordinates == Coordinates.ELEMENTS) {
            centre = EquinoctialElements.fromCartesian(prior.state().stateGcrf(), mu);
            double[][] map = EquinoctialElements.withCoefficient(EquinoctialElements.elementsByCartesian(centre, mu));
            factor = SymmetricMatrix.flooredCholesky(SymmetricMatrix.congruence(map, prior.covariance()));
        } else {
            centre = prior.state().stateGcrf();
            factor = SymmetricMatrix.flooredCholesky(prior.covariance());
        }
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public int size() {
        return residual.length;
    }

    @Override
    public double residual(int scalar) {
        return residual[scalar];
    }

    @Override
    public double[] partials(int scalar) {
        return row[scalar];
    }

    @Override
    public double sigma(int scalar) {
        return observations.sigma(scalar);
    }

    @Override
    public int group(int scalar) {
        return observations.kind(scalar).ordinal();
    }

    @Override
    public int block(int scalar) {
        return 0;
    }

    /** State at the instant of the prior of the point evaluated last. */
    OrbitalState current() {
        return current;
    }

    /**
     * Computes residuals and partials at a point.
     *
     * @return whether there is an orbit that covers the track
     */
    /** Does nothing: residuals of a short arc cost little more with their partials. */
    @Override
    public void linearise() {}

    @Override
    public boolean evaluate(double[] deviates) {
        double[] point = centre.clone();
        double ballistic = prior.state().ballisticCoefficient();
        for (int i = 0; i < ORBIT; i++) {
            double shift = 0;
            for (int j = 0; j <= i; j++) {
                shift += factor[i][j] * deviates[j];
            }
            if (i < STATE) {
                point[i] += shift;
            } else {
                ballistic += shift;
            }
        }
        double[] state;
        double[][] map;
        try {
            boolean elements = coordinates == Coordinates.ELEMENTS;
            state = elements ? EquinoctialElements.toCartesian(point, mu) : point;
            map = elements
                    ? SymmetricMatrix.product(
                            EquinoctialElements.withCoefficient(EquinoctialElements.cartesianByElements(point, mu)),
                            factor)
                    : factor;
            current = new OrbitalState(
                    prior.micros(), state, ballistic, prior.state().radiationCoefficient());
            if (!expand()) {
                return false;
            }
        } catch (ArithmeticException | IllegalArgumentException notAnOrbit) {
            return false;
        }
        for (int i = 0; i < ORBIT; i++) {
            System.arraycopy(map[i], 0, stateByDeviates[i], 0, ORBIT);
        }
        compare(deviates);
        return true;
    }

    /** Propagates anew where the point has moved far from the last expansion. */
    private boolean expand() {
        double[] state = current.stateGcrf();
        double[] about = expandedAt.stateGcrf();
        double part = to - from > SHORT_ARC_SECONDS ? LONG_ARC_FACTOR : 1;
        if (expanded
                && Vectors.distance(state, about) < part * RELINEARISE_METRES
                && Vectors.distance(state, about, 3) < part * RELINEARISE_METRES_PER_SECOND) {
            return true;
        }
        boolean covered =
                shortArc.isPresent() ? shortArc.get().expand(current, seconds, states, transitions) : expandLong();
        if (!covered) {
            return false;
        }
        expandedAt = current;
        expanded = true;
        return true;
    }

    private boolean expandLong() {
        Trajectory trajectory = propagator.propagateWithTransition(current, from, to);
        if (trajectory.decayed()) {
            return false;
        }
        double[] at = new double[STATE];
        double[] transition = new double[ShortArc.TRANSITION];
        for (int i = 0; i < seconds.length; i++) {
            trajectory.state(seconds[i], at);
            System.arraycopy(at, 0, states, i * STATE, STATE);
            trajectory.transition(seconds[i], transition);
            System.arraycopy(transition, 0, transitions, i * ShortArc.TRANSITION, ShortArc.TRANSITION);
        }
        return true;
    }

    private void compare(double[] deviates) {
        double[] shift = new double[ORBIT];
        double[] state = current.stateGcrf();
        double[] about = expandedAt.stateGcrf();
        for (int j = 0; j < STATE; j++) {
            shift[j] = state[j] - about[j];
        }
        shift[STATE] = current.ballisticCoefficient() - expandedAt.ballisticCoefficient();
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[TrackObservations.KINDS * STATE];
        double shared = parameters > ORBIT ? observations.rangeBiasSigmaMetres() : 0;
        int instant = -1;
        for (int s = 0; s < residual.length; s++) {
            if (observations.instant(s) != instant) {
                instant = observations.instant(s);
                move(instant, shift);
                observations.predict(instant, stateAtInstant[instant], values, partials);
            }
            int kind = observations.kind(s).ordinal();
            double predicted = values[kind];
            for (int c = 0; c < ORBIT; c++) {
                double sum = 0;
                for (int j = 0; j < STATE; j++) {
                    sum += partials[kind * STATE + j] * transitionTimesFactor[instant][j * ORBIT + c];
                }
                row[s][c] = sum;
            }
            if (parameters > ORBIT) {
                boolean range = observations.kind(s) == Kind.RANGE;
                row[s][ORBIT] = range ? shared : 0;
                predicted += range ? shared * deviates[ORBIT] : 0;
            }
            residual[s] = observations.residual(s, predicted);
        }
    }

    private void move(int instant, double[] shift) {
        int first = instant * ShortArc.TRANSITION;
        double[] here = stateAtInstant[instant];
        double[] product = transitionTimesFactor[instant];
        for (int i = 0; i < STATE; i++) {
            double sum = states[instant * STATE + i];
            for (int j = 0; j < ORBIT; j++) {
                sum += transitions[first + i * ORBIT + j] * shift[j];
            }
            here[i] = sum;
            for (int c = 0; c < ORBIT; c++) {
                double entry = 0;
                for (int j = 0; j < ORBIT; j++) {
                    entry += transitions[first + i * ORBIT + j] * stateByDeviates[j][c];
                }
                product[i * ORBIT + c] = entry;
            }
        }
    }

    /** State at an instant of the track, of the point evaluated last. */
    double[] stateAt(int instant) {
        return stateAtInstant[instant];
    }

    /** Partials of the state at an instant by the deviates, 6 x 7 by rows. */
    double[] stateAtByDeviates(int instant) {
        return transitionTimesFactor[instant];
    }
}

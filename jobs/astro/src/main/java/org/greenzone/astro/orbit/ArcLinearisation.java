package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.correlation.RobustLeastSquares;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.ArcFit.RangeBias;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Residuals of all tracks of an arc and their partials.
 *
 * <p>The parameters are standard normal deviates: seven along the columns of the Cholesky factor of the prior in equinoctial
 * elements and ballistic coefficient, then (where asked for) the radiation coefficient, the range biases of the sites in the
 * order of their ids, the range biases of the tracks, the process noise ({@link ArcNoise}). The motion is propagated anew at each point that
 * is further than {@value #LINEAR_METRES} m from the last one at any track; its partials are those of a motion that is nowhere further than
 * {@value #SAME_PARTIALS_METRES} m from it. So the last steps of a fit cost little. Partials by the radiation coefficient are the
 * difference of two motions, in which it is linear. Not thread-safe.
 */
final class ArcLinearisation implements RobustLeastSquares.Problem {
    private static final int STATE = 6;
    private static final int ORBIT = 7;
    private static final int TRANSITION = STATE * ORBIT;

    /** Partials turn with the place on the orbit: over this way by 3e-4 of themselves, and so much of a sigma is the error of the fit at most. */
    private static final double SAME_PARTIALS_METRES = 2_000;
    /** Over this way a range of 500 km bends by a millimetre from its tangent, and the orbit by less. */
    private static final double LINEAR_METRES = 30;

    private final OrbitPropagator propagator;
    private final OrbitalState prior;
    private final List<ArcTrack> tracks;
    private final double mu;
    private final double radiationScale;
    private final int radiation;
    private final int parameters;
    private final double[] centre;
    private final double[][] factor;
    private final int[] first;
    private final int[] trackOf;
    private final double[][] seconds;
    private final double from;
    private final double to;
    private final ArcRangeBiases rangeBiases;
    private final Optional<ArcNoise> noise;
    private final int firstNoise;

    private final double[] residual;
    private final double[][] row;
    /** Partials of the place at the first instant of each track by the parameters. */
    private final double[][][] place;

    private OrbitalState current;
    /** The point evaluated last, the motion of the last point that was propagated, and whether the point is near that of the partials. */
    private double[] at = {};

    private Trajectory motion;
    private boolean near;
    /** The point of the partials, with the residuals there; empty before the first. */
    private double[] base = {};

    private final double[] baseResidual;
    private Optional<Partials> along = Optional.empty();

    /** Partials of state and ballistic coefficient at the epoch by the seven deviates. */
    final double[][] stateByDeviates = new double[ORBIT][ORBIT];

    /**
     * Partials along a motion.
     *
     * @param motion with its transition
     * @param pushed the same with one sigma more of radiation; the motion itself where that is held
     */
    private record Partials(Trajectory motion, Trajectory pushed) {}

    /** @throws ArithmeticException where the covariance is not one, or the prior is not an ellipse */
    ArcLinearisation(
            PhysicalData data,
            OrbitPropagator propagator,
            ArcFit.Options options,
            OrbitalState prior,
            double[][] covariance,
            List<ArcTrack> tracks) {
        this.propagator = propagator;
        this.prior = prior;
        this.tracks = tracks;
        this.mu = data.gravity().mu();
        this.current = prior;
        centre = EquinoctialElements.fromCartesian(prior.stateGcrf(), mu);
        double[][] map = EquinoctialElements.withCoefficient(EquinoctialElements.elementsByCartesian(centre, mu));
        factor = SymmetricMatrix.flooredCholesky(SymmetricMatrix.congruence(map, covariance));
        first = new int[tracks.size() + 1];
        seconds = new double[tracks.size()][];
        double earliest = 0;
        double latest = 0;
        for (int t = 0; t < tracks.size(); t++) {
            TrackObservations observations = tracks.get(t).observations();
            first[t + 1] = first[t] + observations.size();
            seconds[t] = new double[observations.instants()];
            for (int i = 0; i < seconds[t].length; i++) {
                double at = data.leapSeconds().elapsedSeconds(prior.epochMicros(), observations.micros(i));
                seconds[t][i] = at;
                earliest = Math.min(earliest, at);
                latest = Math.max(latest, at);
            }
        }
        from = earliest;
        to = latest;
        int size = first[tracks.size()];
        trackOf = new int[size];
        for (int t = 0; t < tracks.size(); t++) {
            Arrays.fill(trackOf, first[t], first[t + 1], t);
        }
        int next = ORBIT;
        radiationScale = options.radiationSigma();
        radiation = radiationScale > 0 ? next++ : -1;
        rangeBiases = new ArcRangeBiases(options, tracks, next);
        firstNoise = rangeBiases.end();
        noise = options.processNoise()
                ? Optional.of(new ArcNoise(middles(), propagator.gravityDegree()))
                : Optional.empty();
        parameters = firstNoise + noise.map(ArcNoise::parameters).orElse(0);
        residual = new double[size];
        baseResidual = new double[size];
        motion = propagator.propagate(prior, 0, 0);
        row = new double[size][parameters];
        place = new double[tracks.size()][3][parameters];
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
        int t = trackOf[scalar];
        return tracks.get(t).observations().sigma(scalar - first[t]);
    }

    @Override
    public int group(int scalar) {
        int t = trackOf[scalar];
        return tracks.get(t).observations().kind(scalar - first[t]).ordinal();
    }

    @Override
    public int block(int scalar) {
        return trackOf[scalar];
    }

    /** First scalar of a track; the number of all scalars for the track after the last. */
    int first(int track) {
        return first[track];
    }

    /** State at the epoch of the point evaluated last. */
    OrbitalState current() {
        return current;
    }

    /** The point at which the orbit is a given one and the other parameters are zero. */
    double[] deviates(OrbitalState orbit) {
        double[] elements = EquinoctialElements.fromCartesian(orbit.stateGcrf(), mu);
        double[] shift = new double[ORBIT];
        for (int i = 0; i < STATE; i++) {
            shift[i] = elements[i] - centre[i];
        }
        shift[5] = Math.IEEEremainder(shift[5], 2 * Math.PI);
        shift[STATE] = orbit.ballisticCoefficient() - prior.ballisticCoefficient();
        double[] point = new double[parameters];
        System.arraycopy(SymmetricMatrix.forward(factor, shift), 0, point, 0, ORBIT);
        return point;
    }

    @Override
    public boolean evaluate(double[] deviates) {
        double[] point = centre.clone();
        double ballistic = prior.ballisticCoefficient();
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
        double pressed = prior.radiationCoefficient() + (radiation < 0 ? 0 : radiationScale * deviates[radiation]);
        at = deviates.clone();
        try {
            double[] state = EquinoctialElements.toCartesian(point, mu);
            current = new OrbitalState(prior.epochMicros(), state, ballistic, pressed);
            if (isNear(deviates)) {
                linear();
                return true;
            }
            near = false;
            motion = along.isEmpty()
                    ? propagator.propagateWithTransition(current, from, to)
                    : propagator.propagate(current, from, to);
            if (motion.decayed()) {
                return false;
            }
            if (along.isEmpty()) {
                along = Optional.of(partials(motion));
            }
        } catch (ArithmeticException | IllegalArgumentException notAnOrbit) {
            return false;
        }
        for (int t = 0; t < tracks.size(); t++) {
            compare(t, false);
        }
        return true;
    }

    @Override
    public void linearise() {
        if (near) {
            return;
        }
        if (isFar(motion, along.orElseThrow().motion())) {
            along = Optional.of(partials(propagator.propagateWithTransition(current, from, to)));
        }
        double[][] map = SymmetricMatrix.product(
                EquinoctialElements.withCoefficient(EquinoctialElements.cartesianByElements(
                        EquinoctialElements.fromCartesian(current.stateGcrf(), mu), mu)),
                factor);
        for (int i = 0; i < ORBIT; i++) {
            System.arraycopy(map[i], 0, stateByDeviates[i], 0, ORBIT);
        }
        for (int t = 0; t < tracks.size(); t++) {
            compare(t, true);
        }
        System.arraycopy(residual, 0, baseResidual, 0, residual.length);
        base = at;
        near = true;
    }

    /** @throws ArithmeticException where the push brings it down */
    private Partials partials(Trajectory linearised) {
        if (radiation < 0) {
            return new Partials(linearised, linearised);
        }
        OrbitalState pressed = new OrbitalState(
                prior.epochMicros(),
                current.stateGcrf(),
                current.ballisticCoefficient(),
                current.radiationCoefficient() + radiationScale);
        Trajectory pushed = propagator.propagate(pressed, from, to);
        if (pushed.decayed()) {
            throw new ArithmeticException("the push of sunlight brings it down");
        }
        return new Partials(linearised, pushed);
    }

    private void linear() {
        near = true;
        for (int s = 0; s < residual.length; s++) {
            double moved = 0;
            for (int c = 0; c < parameters; c++) {
                moved += row[s][c] * (at[c] - base[c]);
            }
            residual[s] = baseResidual[s] - moved;
        }
    }

    /** Whether a point is so near to that of the partials that all is linear between them. */
    private boolean isNear(double[] deviates) {
        if (base.length == 0) {
            return false;
        }
        for (double[][] ofTrack : place) {
            double square = 0;
            for (double[] axis : ofTrack) {
                double moved = 0;
                for (int c = 0; c < parameters; c++) {
                    moved += axis[c] * (deviates[c] - base[c]);
                }
                square += moved * moved;
            }
            if (!(square < LINEAR_METRES * LINEAR_METRES)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the partials of one motion are not those of the other; they part most at the ends. */
    private boolean isFar(Trajectory motion, Trajectory other) {
        double[] here = new double[3];
        double[] there = new double[3];
        double greatest = 0;
        for (double seconds : new double[] {from, 0, to}) {
            motion.position(seconds, here);
            other.position(seconds, there);
            double square = 0;
            for (int i = 0; i < 3; i++) {
                square += (here[i] - there[i]) * (here[i] - there[i]);
            }
            greatest = Math.max(greatest, square);
        }
        return greatest > SAME_PARTIALS_METRES * SAME_PARTIALS_METRES;
    }

    private double[] middles() {
        double[] middles = new double[seconds.length];
        for (int t = 0; t < middles.length; t++) {
            double[] at = seconds[t];
            middles[t] = at.length == 0 ? 0 : 0.5 * (at[0] + at[at.length - 1]);
        }
        return middles;
    }

    /** Residuals of a track at the point, and its rows where they are asked for. */
    private void compare(int t, boolean withRows) {
        TrackObservations observations = tracks.get(t).observations();
        Partials known = along.orElseThrow();
        double[] state = new double[STATE];
        double[] push = new double[STATE];
        double[] kick = new double[ORBIT];
        double[] transition = new double[TRANSITION];
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[TrackObservations.KINDS * STATE];
        double[] byEpoch = new double[ORBIT];
        noise.ifPresent(n -> {
            n.prepare(known.motion(), prior.ballisticCoefficient());
            n.sum(t, at, firstNoise, kick);
        });
        int instant = -1;
        for (int s = first[t]; s < first[t + 1]; s++) {
            int scalar = s - first[t];
            if (observations.instant(scalar) != instant) {
                instant = observations.instant(scalar);
                double when = seconds[t][instant];
                motion.state(when, state);
                known.motion().transition(when, transition);
                if (withRows && radiation >= 0) {
                    push(known, when, push);
                }
                if (noise.isPresent()) {
                    add(transition, kick, state);
                }
                for (int axis = 0; withRows && s == first[t] && axis < 3; axis++) {
                    System.arraycopy(transition, axis * ORBIT, byEpoch, 0, ORBIT);
                    byDeviates(t, byEpoch, push[axis], place[t][axis]);
                }
                observations.predict(instant, state, values, partials);
            }
            Kind kind = observations.kind(scalar);
            int k = kind.ordinal();
            if (withRows) {
                for (int c = 0; c < ORBIT; c++) {
                    double sum = 0;
                    for (int j = 0; j < STATE; j++) {
                        sum += partials[k * STATE + j] * transition[j * ORBIT + c];
                    }
                    byEpoch[c] = sum;
                }
                double byRadiation = 0;
                for (int j = 0; j < STATE; j++) {
                    byRadiation += partials[k * STATE + j] * push[j];
                }
                byDeviates(t, byEpoch, byRadiation, row[s]);
            }
            double predicted = values[k];
            if (kind == Kind.RANGE) {
                predicted = rangeBiases.biased(predicted, t, at, row[s]);
            }
            residual[s] = observations.residual(scalar, predicted);
        }
    }

    /** What one sigma more of radiation moves. */
    private static void push(Partials known, double seconds, double[] out6) {
        double[] unpushed = new double[STATE];
        known.pushed().state(seconds, out6);
        known.motion().state(seconds, unpushed);
        for (int i = 0; i < STATE; i++) {
            out6[i] -= unpushed[i];
        }
    }

    /**
     * Partials by the deviates.
     *
     * @param byEpoch of a scalar, by state and ballistic coefficient at the epoch
     * @param byRadiation its change by one sigma more of radiation
     */
    private void byDeviates(int track, double[] byEpoch, double byRadiation, double[] line) {
        for (int c = 0; c < ORBIT; c++) {
            double sum = 0;
            for (int j = 0; j < ORBIT; j++) {
                sum += byEpoch[j] * stateByDeviates[j][c];
            }
            line[c] = sum;
        }
        if (radiation >= 0) {
            line[radiation] = byRadiation;
        }
        if (noise.isPresent()) {
            noise.get().partials(track, byEpoch, line, firstNoise);
        }
    }

    /** Adds to a state what a change at the epoch makes of it. */
    private static void add(double[] transition, double[] change, double[] state) {
        for (int i = 0; i < STATE; i++) {
            for (int c = 0; c < ORBIT; c++) {
                state[i] += transition[i * ORBIT + c] * change[c];
            }
        }
    }

    /**
     * Covariance of the radiation coefficient with state and ballistic coefficient at the epoch, and its own: 8 numbers, GCRF; zeros where it
     * is held.
     */
    double[] radiationRow(double[][] posterior) {
        double[] covariances = new double[ORBIT + 1];
        if (radiation >= 0) {
            for (int i = 0; i < ORBIT; i++) {
                for (int j = 0; j < ORBIT; j++) {
                    covariances[i] += radiationScale * stateByDeviates[i][j] * posterior[j][radiation];
                }
            }
            covariances[ORBIT] = radiationScale * radiationScale * posterior[radiation][radiation];
        }
        return covariances;
    }

    List<RangeBias> biases(double[] deviates, double[][] posterior) {
        return rangeBiases.of(deviates, posterior);
    }
}

package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * order of their ids, the range biases of the tracks, the process noise ({@link ArcNoise}). The motion is propagated anew at each point; partials by the
 * radiation coefficient are the difference of two motions, in which it is linear. Not thread-safe.
 */
final class ArcLinearisation implements RobustLeastSquares.Problem {
    private static final int STATE = 6;
    private static final int ORBIT = 7;
    private static final int TRANSITION = STATE * ORBIT;

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
    /** By scalar of a range: parameter and scale of the site's and of the track's bias. */
    private final int[] siteParameter;

    private final int[] trackParameter;
    private final double[] trackScale;
    private final double siteScale;
    private final String[] biasName;
    private final Optional<ArcNoise> noise;
    private final int firstNoise;

    private final double[] residual;
    private final double[][] row;
    private OrbitalState current;

    /** Partials of state and ballistic coefficient at the epoch by the seven deviates. */
    final double[][] stateByDeviates = new double[ORBIT][ORBIT];

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
        List<String> names = new ArrayList<>();
        siteScale = options.siteRangeBiasSigma();
        TreeMap<String, Integer> bySite = new TreeMap<>();
        if (siteScale > 0) {
            TreeSet<String> sites = new TreeSet<>();
            for (ArcTrack track : tracks) {
                if (track.observations().has(Kind.RANGE)) {
                    sites.add(track.track().siteId());
                }
            }
            for (String site : sites) {
                bySite.put(site, next++);
                names.add(site);
            }
        }
        siteParameter = new int[tracks.size()];
        trackParameter = new int[tracks.size()];
        trackScale = new double[tracks.size()];
        for (int t = 0; t < tracks.size(); t++) {
            ArcTrack track = tracks.get(t);
            siteParameter[t] = bySite.getOrDefault(track.track().siteId(), -1);
            trackScale[t] = Math.hypot(track.observations().rangeBiasSigmaMetres(), options.trackRangeBiasSigma());
            boolean own = trackScale[t] > 0 && track.observations().has(Kind.RANGE);
            trackParameter[t] = own ? next++ : -1;
            if (own) {
                names.add(track.track().trackId());
            }
        }
        biasName = names.toArray(new String[0]);
        firstNoise = next;
        noise = options.processNoise()
                ? Optional.of(new ArcNoise(middles(), propagator.gravityDegree()))
                : Optional.empty();
        parameters = next + noise.map(ArcNoise::parameters).orElse(0);
        residual = new double[size];
        row = new double[size][parameters];
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
        Trajectory motion;
        Trajectory pushed;
        double[][] map;
        try {
            double[] state = EquinoctialElements.toCartesian(point, mu);
            map = SymmetricMatrix.product(
                    EquinoctialElements.withCoefficient(EquinoctialElements.cartesianByElements(point, mu)), factor);
            OrbitalState here = new OrbitalState(prior.epochMicros(), state, ballistic, pressed);
            motion = propagator.propagateWithTransition(here, from, to);
            pushed = radiation < 0
                    ? motion
                    : propagator.propagate(
                            new OrbitalState(prior.epochMicros(), state, ballistic, pressed + radiationScale),
                            from,
                            to);
            if (motion.decayed() || pushed.decayed()) {
                return false;
            }
            current = here;
        } catch (ArithmeticException | IllegalArgumentException notAnOrbit) {
            return false;
        }
        for (int i = 0; i < ORBIT; i++) {
            System.arraycopy(map[i], 0, stateByDeviates[i], 0, ORBIT);
        }
        if (noise.isPresent()) {
            noise.get().prepare(motion, prior.ballisticCoefficient());
        }
        for (int t = 0; t < tracks.size(); t++) {
            compare(t, motion, pushed, deviates);
        }
        return true;
    }

    private double[] middles() {
        double[] middles = new double[seconds.length];
        for (int t = 0; t < middles.length; t++) {
            double[] at = seconds[t];
            middles[t] = at.length == 0 ? 0 : 0.5 * (at[0] + at[at.length - 1]);
        }
        return middles;
    }

    private void compare(int t, Trajectory motion, Trajectory pushed, double[] deviates) {
        TrackObservations observations = tracks.get(t).observations();
        double[] state = new double[STATE];
        double[] other = new double[STATE];
        double[] kick = new double[ORBIT];
        double[] transition = new double[TRANSITION];
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[TrackObservations.KINDS * STATE];
        double[] byEpoch = new double[ORBIT];
        noise.ifPresent(n -> n.sum(t, deviates, firstNoise, kick));
        int instant = -1;
        for (int s = first[t]; s < first[t + 1]; s++) {
            int scalar = s - first[t];
            if (observations.instant(scalar) != instant) {
                instant = observations.instant(scalar);
                double at = seconds[t][instant];
                motion.state(at, state);
                motion.transition(at, transition);
                if (radiation >= 0) {
                    pushed.state(at, other);
                    for (int i = 0; i < STATE; i++) {
                        other[i] -= state[i];
                    }
                }
                if (noise.isPresent()) {
                    add(transition, kick, state);
                }
                observations.predict(instant, state, values, partials);
            }
            Kind kind = observations.kind(scalar);
            int k = kind.ordinal();
            double predicted = values[k];
            double[] line = row[s];
            for (int c = 0; c < ORBIT; c++) {
                double sum = 0;
                for (int j = 0; j < STATE; j++) {
                    sum += partials[k * STATE + j] * transition[j * ORBIT + c];
                }
                byEpoch[c] = sum;
            }
            for (int c = 0; c < ORBIT; c++) {
                double sum = 0;
                for (int j = 0; j < ORBIT; j++) {
                    sum += byEpoch[j] * stateByDeviates[j][c];
                }
                line[c] = sum;
            }
            if (radiation >= 0) {
                double sum = 0;
                for (int j = 0; j < STATE; j++) {
                    sum += partials[k * STATE + j] * other[j];
                }
                line[radiation] = sum;
            }
            if (noise.isPresent()) {
                noise.get().partials(t, byEpoch, line, firstNoise);
            }
            if (kind == Kind.RANGE) {
                predicted += biased(line, siteParameter[t], siteScale, deviates);
                predicted += biased(line, trackParameter[t], trackScale[t], deviates);
            }
            residual[s] = observations.residual(scalar, predicted);
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

    private static double biased(double[] line, int parameter, double scale, double[] deviates) {
        if (parameter < 0) {
            return 0;
        }
        line[parameter] = scale;
        return scale * deviates[parameter];
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
        int start = firstNoise - biasName.length;
        double[] scales = new double[biasName.length];
        Arrays.fill(scales, siteScale);
        for (int t = 0; t < tracks.size(); t++) {
            if (trackParameter[t] >= 0) {
                scales[trackParameter[t] - start] = trackScale[t];
            }
        }
        List<RangeBias> biases = new ArrayList<>();
        for (int b = 0; b < biasName.length; b++) {
            int p = start + b;
            biases.add(new RangeBias(biasName[b], scales[b] * deviates[p], scales[b] * Math.sqrt(posterior[p][p])));
        }
        return biases;
    }
}

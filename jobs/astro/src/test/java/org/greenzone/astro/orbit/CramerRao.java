package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ProcessNoise;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.PreciseOrbit.SeenTrack;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;

/**
 * The bound of Cramer and Rao for an orbit from tracks: the inverse of the information of all scalars of the tracks that
 * ended by then, partials along the true way, no error in the forces (no process noise). Unknown: the state, the ballistic coefficient
 * (0.1 m2/kg beforehand) and the radiation coefficient (0.02 m2/kg beforehand). No unbiased estimator has less.
 */
final class CramerRao {
    private static final int N = 8;
    private static final double BALLISTIC = 0.1;
    private static final double RADIATION = 0.02;
    private static final double PRESSED = 0.01;

    private final LeapSeconds leap;
    private final LongFunction<double[]> truth;
    private final List<SeenTrack> tracks;
    private final Trajectory way;
    private final Trajectory pressed;
    private final long epoch;
    private final List<double[][]> informationOfTrack;

    /** @param truth state at an instant in microseconds, GCRF */
    CramerRao(PhysicalData data, OrbitPropagator propagator, LongFunction<double[]> truth, List<SeenTrack> tracks) {
        this.leap = data.leapSeconds();
        this.truth = truth;
        this.tracks = tracks;
        this.epoch = tracks.get(0).track().startMicros();
        double end =
                leap.elapsedSeconds(epoch, tracks.get(tracks.size() - 1).track().endMicros()) + 1;
        double[] start = truth.apply(epoch);
        this.way = propagator.propagateWithTransition(new OrbitalState(epoch, start, 0.04, 0.02), 0, end);
        this.pressed = propagator.propagate(new OrbitalState(epoch, start, 0.04, 0.02 + PRESSED), 0, end);
        EarthRotation rotation = new EarthRotation(data);
        this.informationOfTrack =
                tracks.stream().map(track -> information(track, rotation)).toList();
    }

    /** One sigma of R, T, N in metres at an instant from all tracks that ended by then. */
    double[] sigmasRtn(long micros) {
        double[][] information = new double[N][N];
        information[6][6] = 1 / (BALLISTIC * BALLISTIC);
        information[7][7] = 1 / (RADIATION * RADIATION);
        for (int t = 0; t < tracks.size(); t++) {
            if (tracks.get(t).track().endMicros() <= micros) {
                add(informationOfTrack.get(t), information);
            }
        }
        double[][] here = transition(micros);
        double[] scale = new double[N];
        for (int i = 0; i < N; i++) {
            scale[i] = 1 / Math.sqrt(information[i][i]);
        }
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                information[i][j] *= scale[i] * scale[j];
                here[i][j] *= scale[j];
            }
        }
        double[][] covariance =
                SymmetricMatrix.congruence(here, SymmetricMatrix.inverse(SymmetricMatrix.cholesky(information)));
        double[][] place = new double[3][];
        for (int i = 0; i < 3; i++) {
            place[i] = Arrays.copyOf(covariance[i], 3);
        }
        double[] rtn = RtnFrame.toRtn(place, truth.apply(micros));
        return new double[] {Math.sqrt(rtn[0]), Math.sqrt(rtn[2]), Math.sqrt(rtn[5])};
    }

    private static void add(double[][] part, double[][] sum) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                sum[i][j] += part[i][j];
            }
        }
    }

    /** Information of a track on the parameters at the epoch. */
    private double[][] information(SeenTrack seen, EarthRotation rotation) {
        double[][] information = new double[N][N];
        double[] values = new double[TrackObservations.KINDS];
        double[] partials = new double[6 * TrackObservations.KINDS];
        TrackObservations observations = new TrackObservations(rotation, seen.track(), seen.site());
        double[][] transition = new double[0][];
        int last = -1;
        for (int s = 0; s < observations.size(); s++) {
            int instant = observations.instant(s);
            if (instant != last) {
                long at = observations.micros(instant);
                observations.predict(instant, truth.apply(at), values, partials);
                transition = transition(at);
                last = instant;
            }
            double[] row = new double[N];
            for (int j = 0; j < 6; j++) {
                double partial = partials[6 * observations.kind(s).ordinal() + j] / observations.sigma(s);
                for (int c = 0; c < N; c++) {
                    row[c] += partial * transition[j][c];
                }
            }
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    information[i][j] += row[i] * row[j];
                }
            }
        }
        return information;
    }

    /** Partials of state and coefficients at an instant by those at the epoch. */
    private double[][] transition(long micros) {
        double seconds = leap.elapsedSeconds(epoch, micros);
        double[][] seven = ProcessNoise.transition(way, seconds);
        double[] plain = new double[6];
        double[] moved = new double[6];
        way.state(seconds, plain);
        pressed.state(seconds, moved);
        double[][] full = new double[N][N];
        for (int i = 0; i < 7; i++) {
            full[i] = Arrays.copyOf(seven[i], N);
            full[i][7] = i < 6 ? (moved[i] - plain[i]) / PRESSED : 0;
        }
        full[7][7] = 1;
        return full;
    }
}

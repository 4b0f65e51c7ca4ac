package org.greenzone.astro.correlation;

import java.util.Arrays;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Whether an object that is within some distance of a predicted place can have made a track: three instants of the track, of
 * which two must agree, so that an outlier does not shut out the right object.
 */
final class TrackGate {
    private static final int INSTANTS = 3;
    static final double SIGMAS = 6;
    /** Slack for biases and refraction: m, m/s, rad. */
    static final double[] SLACK = {500, 20, 0.003, 0.003, 0.003, 0.003};
    /** An elevation far below the horizon, as sine, where a track without angles cannot have come from. */
    static final double BELOW_HORIZON = -0.1;

    private final TrackObservations observations;
    private final int[] instant;
    private final int[][] scalars;
    private final double[] secondsFromMiddle;
    private final long middleMicros;
    private final double[] values = new double[TrackObservations.KINDS];
    private final double[] partials = new double[TrackObservations.KINDS * 6];
    private final double[] moved = new double[6];

    TrackGate(TrackObservations observations, LeapSeconds leapSeconds) {
        this.observations = observations;
        int n = observations.instants();
        int[] chosen = n < INSTANTS ? new int[] {n / 2} : new int[] {n / 6, n / 2, n - 1 - n / 6};
        instant = chosen;
        middleMicros = observations.micros(n / 2);
        scalars = new int[chosen.length][];
        secondsFromMiddle = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            secondsFromMiddle[i] = leapSeconds.elapsedSeconds(middleMicros, observations.micros(chosen[i]));
            int[] of = new int[observations.size()];
            int count = 0;
            for (int s = 0; s < observations.size(); s++) {
                if (observations.instant(s) == chosen[i]) {
                    of[count++] = s;
                }
            }
            scalars[i] = Arrays.copyOf(of, count);
        }
    }

    /** The instant at which {@link #admits} wants the state. */
    long middleMicros() {
        return middleMicros;
    }

    /** How many instants are looked at: one, or three of which two must agree. */
    int instants() {
        return instant.length;
    }

    /** Index in the track of an instant that is looked at. */
    int instant(int i) {
        return instant[i];
    }

    /** Seconds from {@link #middleMicros()} to an instant that is looked at. */
    double secondsFromMiddle(int i) {
        return secondsFromMiddle[i];
    }

    /** The scalars of an instant that is looked at. */
    int[] scalars(int i) {
        return scalars[i];
    }

    /**
     * Whether the track can come from within a distance of the place.
     *
     * @param state6 at {@link #middleMicros()}
     * @param boundMetres how far from it the object can be
     * @param meanMotion of the object, rad/s
     */
    boolean admits(double[] state6, double boundMetres, double meanMotion, double mu) {
        if (observations.belowHorizon(observations.instants() / 2, state6, boundMetres, BELOW_HORIZON)) {
            return false;
        }
        int agreed = 0;
        int needed = instant.length / 2 + 1;
        for (int i = 0; i < instant.length; i++) {
            agreed += agrees(i, state6, boundMetres, meanMotion, mu) ? 1 : 0;
            if (agreed >= needed) {
                return true;
            }
            if (agreed + instant.length - 1 - i < needed) {
                return false;
            }
        }
        return false;
    }

    private boolean agrees(int i, double[] state6, double boundMetres, double meanMotion, double mu) {
        double t = secondsFromMiddle[i];
        double r = Vectors.norm(state6);
        double speed = Vectors.norm(state6, 3);
        double pull = -mu / (r * r * r);
        for (int j = 0; j < 3; j++) {
            moved[j] = state6[j] + state6[3 + j] * t + 0.5 * pull * state6[j] * t * t;
            moved[3 + j] = state6[3 + j] + pull * state6[j] * t;
        }
        // The cubic term that the line above leaves out.
        double cubic = speed * mu / (r * r * r) * Math.abs(t * t * t) / 3;
        double bound = boundMetres + cubic;
        observations.predict(instant[i], moved, values, partials);
        double range = values[0];
        if (range * Math.sin(values[3]) < BELOW_HORIZON * range - bound) {
            return false;
        }
        for (int s : scalars[i]) {
            Kind kind = observations.kind(s);
            double limit = SLACK[kind.ordinal()] + SIGMAS * observations.sigma(s);
            double reach = switch (kind) {
                case RANGE -> bound;
                case RANGE_RATE -> 2 * meanMotion * bound + speed * Math.min(2, bound / Math.max(1, range - bound));
                case ELEVATION, DECLINATION -> angle(bound, range);
                case AZIMUTH -> angle(bound, range * Math.cos(values[3]));
                case RIGHT_ASCENSION -> angle(bound, range * Math.cos(values[5]));
            };
            if (!(Math.abs(observations.residual(s, values[kind.ordinal()])) <= limit + reach)) {
                return false;
            }
        }
        return true;
    }

    private static double angle(double bound, double distance) {
        return bound < distance ? Math.asin(bound / distance) : Math.PI;
    }
}

package org.greenzone.astro.initiation;

import java.util.Arrays;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ShortArc;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * One track as a part of a hypothesis: what it says of a state at its middle.
 *
 * <p>Outliers and sigmas that are too small are found once, by the track's own smooth motion, and not anew in each hypothesis: so the costs of
 * hypotheses can be compared. The range error that a track shares (ionosphere) and the error of the motion that is asked are
 * eliminated as unknowns with their sigmas.
 *
 * <p>Not thread-safe.
 */
public final class Sighting {
    static final int PARAMETERS = 7;
    private static final int KINDS = TrackObservations.KINDS;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double CUT_SIGMAS = 4;
    private static final double MEDIAN_NORMAL = 0.6745;
    private static final int SMALLEST_SAMPLE = 5;

    private final Track track;
    private final Site site;
    private final TrackObservations observations;
    private final long middleMicros;
    private final double[] seconds;
    private final double[] weight;
    private final double[] states;
    private final double[] transitions;
    private final double[] values = new double[KINDS];
    private final double[] partials = new double[6 * KINDS];
    private final double[] row = new double[PARAMETERS];

    Sighting(Track track, Site site, TrackObservations observations) {
        this.track = track;
        this.site = site;
        this.observations = observations;
        int n = observations.instants();
        long first = observations.micros(0);
        middleMicros = first + (observations.micros(n - 1) - first) / 2;
        seconds = new double[n];
        for (int i = 0; i < n; i++) {
            seconds[i] = (observations.micros(i) - middleMicros) / MICROS_PER_SECOND;
        }
        weight = new double[observations.size()];
        for (int s = 0; s < weight.length; s++) {
            weight[s] = 1 / (observations.sigma(s) * observations.sigma(s));
        }
        states = new double[6 * n];
        transitions = new double[ShortArc.TRANSITION * n];
    }

    public Track track() {
        return track;
    }

    public Site site() {
        return site;
    }

    public String id() {
        return track.trackId();
    }

    TrackObservations observations() {
        return observations;
    }

    /** Middle between first and last measurement, UTC microseconds since 1970. */
    public long middleMicros() {
        return middleMicros;
    }

    /** Slant range (m) and range rate (m/s) as measured nearest to the middle; NaN where not measured. */
    public double[] rangeAndRate() {
        double range = Double.NaN;
        double rate = Double.NaN;
        double nearest = Double.POSITIVE_INFINITY;
        for (Measurement m : track.measurements()) {
            double away = Math.abs((m.timeMicros() - middleMicros) / MICROS_PER_SECOND);
            if (away < nearest && !Double.isNaN(m.rangeMetres())) {
                nearest = away;
                rate = m.rangeRateMetresPerSecond();
                double toMiddle = (middleMicros - m.timeMicros()) / MICROS_PER_SECOND;
                range = m.rangeMetres() + (Double.isNaN(rate) ? 0 : rate * toMiddle);
            }
        }
        return new double[] {range, rate};
    }

    /** Whether the expansion about the middle holds for all of it. */
    boolean isShort() {
        return Math.max(-seconds[0], seconds[seconds.length - 1]) <= ShortArc.LONGEST_SECONDS;
    }

    boolean hasPlaces() {
        return observations.has(Kind.RANGE)
                && (observations.has(Kind.AZIMUTH) && observations.has(Kind.ELEVATION)
                        || observations.has(Kind.RIGHT_ASCENSION) && observations.has(Kind.DECLINATION));
    }

    /**
     * Place and velocity at the middle from ranges and angles, with the pull of the Earth taken out; kilometres and
     * hundreds of m/s where the angles are those of a beam.
     *
     * @return 6 numbers, GCRF; empty where there are no two places
     */
    double[] line(double mu) {
        double[][] places = new double[seconds.length][3];
        double sum = 0;
        double sumT = 0;
        double sumTT = 0;
        boolean[] known = new boolean[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            known[i] = observations.position(i, places[i]);
            if (known[i]) {
                sum++;
                sumT += seconds[i];
                sumTT += seconds[i] * seconds[i];
            }
        }
        double determinant = sum * sumTT - sumT * sumT;
        if (!(determinant > 1e-6)) {
            return new double[0];
        }
        double[] mean = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            for (int j = 0; known[i] && j < 3; j++) {
                mean[j] += places[i][j] / sum;
            }
        }
        double r = Vectors.norm(mean);
        double[] state = new double[6];
        for (int j = 0; j < 3; j++) {
            double p = 0;
            double pt = 0;
            for (int i = 0; i < seconds.length; i++) {
                if (known[i]) {
                    double straight = places[i][j] + 0.5 * mu / (r * r * r) * mean[j] * seconds[i] * seconds[i];
                    p += straight;
                    pt += straight * seconds[i];
                }
            }
            state[j] = (sumTT * p - sumT * pt) / determinant;
            state[3 + j] = (sum * pt - sumT * p) / determinant;
        }
        return state;
    }

    /** Normal equations of one track about a state at its middle: unknowns are corrections to state and ballistic coefficient. */
    static final class Normal {
        final double[][] matrix = new double[PARAMETERS][PARAMETERS];
        final double[] gradient = new double[PARAMETERS];
        /** Squared weighted residuals, with the shared errors at their best. */
        double cost;

        private final double[] byBias = new double[PARAMETERS];

        private void clear() {
            for (double[] line : matrix) {
                Arrays.fill(line, 0);
            }
            Arrays.fill(gradient, 0);
            Arrays.fill(byBias, 0);
            cost = 0;
        }
    }

    /**
     * Fills the normal equations.
     *
     * @param middle state at the middle
     * @param errorMetres one sigma of each axis of the place that the motion leaves out; 0 for none
     * @return false where the object is not aloft
     */
    boolean normal(OrbitPropagator propagator, OrbitalState middle, double errorMetres, Normal out) {
        out.clear();
        if (!propagator.shortArc(middle).expand(middle, seconds, states, transitions)) {
            return false;
        }
        double biasSigma = observations.rangeBiasSigmaMetres();
        double biasWeight = biasSigma > 0 ? 1 / (biasSigma * biasSigma) : 0;
        double biasGradient = 0;
        double[] state = new double[6];
        int instant = -1;
        for (int s = 0; s < weight.length; s++) {
            if (weight[s] == 0) {
                continue;
            }
            if (observations.instant(s) != instant) {
                instant = observations.instant(s);
                System.arraycopy(states, 6 * instant, state, 0, 6);
                observations.predict(instant, state, values, partials);
            }
            int kind = observations.kind(s).ordinal();
            double residual = observations.residual(s, values[kind]);
            int at = ShortArc.TRANSITION * instant;
            for (int j = 0; j < PARAMETERS; j++) {
                double sum = 0;
                for (int k = 0; k < 6; k++) {
                    sum += partials[6 * kind + k] * transitions[at + PARAMETERS * k + j];
                }
                row[j] = sum;
            }
            double w = weight[s];
            out.cost += w * residual * residual;
            for (int i = 0; i < PARAMETERS; i++) {
                double wi = w * row[i];
                out.gradient[i] += wi * residual;
                for (int j = 0; j <= i; j++) {
                    out.matrix[i][j] += wi * row[j];
                }
            }
            if (biasSigma > 0 && observations.kind(s) == Kind.RANGE) {
                biasWeight += w;
                biasGradient += w * residual;
                for (int i = 0; i < PARAMETERS; i++) {
                    out.byBias[i] += w * row[i];
                }
            }
        }
        if (biasSigma > 0) {
            out.cost -= biasGradient * biasGradient / biasWeight;
            for (int i = 0; i < PARAMETERS; i++) {
                out.gradient[i] -= out.byBias[i] * biasGradient / biasWeight;
                for (int j = 0; j <= i; j++) {
                    out.matrix[i][j] -= out.byBias[i] * out.byBias[j] / biasWeight;
                }
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < i; j++) {
                out.matrix[j][i] = out.matrix[i][j];
            }
        }
        if (errorMetres > 0) {
            loosen(out, middle.stateGcrf(), errorMetres);
        }
        return true;
    }

    /** Eliminates an error of the state, its velocity error turning with the orbit. */
    private static void loosen(Normal out, double[] state, double errorMetres) {
        double r = Vectors.norm(state);
        double v = Vectors.norm(state, 3);
        double speed = errorMetres * v / r;
        double[][] free = new double[6][6];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(out.matrix[i], 0, free[i], 0, 6);
            free[i][i] += i < 3 ? 1 / (errorMetres * errorMetres) : 1 / (speed * speed);
        }
        double[][] lower = SymmetricMatrix.cholesky(free);
        double[][] half = new double[PARAMETERS][];
        for (int c = 0; c < PARAMETERS; c++) {
            half[c] = SymmetricMatrix.forward(lower, Arrays.copyOf(out.matrix[c], 6));
        }
        double[] g = SymmetricMatrix.forward(lower, Arrays.copyOf(out.gradient, 6));
        out.cost -= SymmetricMatrix.dot(g, g);
        for (int i = 0; i < PARAMETERS; i++) {
            out.gradient[i] -= SymmetricMatrix.dot(half[i], g);
            for (int j = 0; j < PARAMETERS; j++) {
                out.matrix[i][j] -= SymmetricMatrix.dot(half[i], half[j]);
            }
        }
    }

    /** Takes outliers out and widens the sigmas that its own residuals exceed, about a state that fits it. */
    void weigh(OrbitPropagator propagator, OrbitalState middle) {
        if (!propagator.shortArc(middle).expand(middle, seconds, states, transitions)) {
            return;
        }
        double[] ratio = new double[weight.length];
        double[] state = new double[6];
        for (int s = 0; s < weight.length; s++) {
            System.arraycopy(states, 6 * observations.instant(s), state, 0, 6);
            observations.predict(observations.instant(s), state, values, partials);
            ratio[s] = Math.abs(
                            observations.residual(s, values[observations.kind(s).ordinal()]))
                    / observations.sigma(s);
        }
        for (Kind kind : Kind.values()) {
            double[] ofKind = new double[weight.length];
            int count = 0;
            for (int s = 0; s < weight.length; s++) {
                if (observations.kind(s) == kind) {
                    ofKind[count++] = ratio[s];
                }
            }
            if (count == 0) {
                continue;
            }
            Arrays.sort(ofKind, 0, count);
            double shown = ofKind[count / 2] / MEDIAN_NORMAL;
            // A median of n absolute deviations is uncertain by 1.2 / sqrt n: no widening within two of these.
            double scale = count >= SMALLEST_SAMPLE && shown > 1 + 2.4 / Math.sqrt(count) ? shown : 1;
            for (int s = 0; s < weight.length; s++) {
                if (observations.kind(s) == kind) {
                    double sigma = scale * observations.sigma(s);
                    weight[s] = ratio[s] > CUT_SIGMAS * scale ? 0 : 1 / (sigma * sigma);
                }
            }
        }
    }

    /** Scalars that count. */
    int used() {
        int used = 0;
        for (double w : weight) {
            used += w > 0 ? 1 : 0;
        }
        return used;
    }
}

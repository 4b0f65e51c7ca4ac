package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.Optional;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * The attributable of a track without angles: range and its first two derivatives at one instant, from ranges and range rates of up to
 * {@value #LONGEST_SECONDS} s about the middle of the track, by the polynomial of degree 3 to {@value #HIGHEST_DEGREE} that the Bayesian information criterion
 * (Schwarz 1978) chooses: a range of 600 km at 7.5 km/s bends within 80 s, and what a cubic leaves of that would be taken for speed.
 *
 * @param micros the instant, UTC microseconds since 1970
 * @param range metres
 * @param rate m/s
 * @param acceleration m/s2
 * @param sigma one sigma of the three
 * @param misfit rms of the residuals over the stated sigmas, at least 1
 */
record RangeCurve(long micros, double range, double rate, double acceleration, double[] sigma, double misfit) {
    private static final double LONGEST_SECONDS = 120;
    private static final int HIGHEST_DEGREE = 9;
    private static final double CUT_SIGMAS = 4;
    private static final double MEDIAN_NORMAL = 0.6745;
    private static final int ROUNDS = 4;

    /** A polynomial in time over {@code scale}: its value is range, its coefficients are derivatives over factorials. */
    private record Polynomial(double[] coefficients, double[][] covariance, double criterion, double misfit) {}

    /** Empty where the track does not fix a curvature, or its ranges are no curve. */
    static Optional<RangeCurve> of(TrackObservations observations) {
        int n = observations.instants();
        if (n < 3 || !observations.has(Kind.RANGE)) {
            return Optional.empty();
        }
        long middle = observations.micros(0) + (observations.micros(n - 1) - observations.micros(0)) / 2;
        double[] seconds = new double[observations.size()];
        double[] weight = new double[observations.size()];
        double scale = 0;
        int used = 0;
        for (int s = 0; s < weight.length; s++) {
            seconds[s] = (observations.micros(observations.instant(s)) - middle) * 1e-6;
            boolean counts = Math.abs(seconds[s]) <= LONGEST_SECONDS / 2
                    && (observations.kind(s) == Kind.RANGE || observations.kind(s) == Kind.RANGE_RATE);
            weight[s] = counts ? 1 / (observations.sigma(s) * observations.sigma(s)) : 0;
            scale = counts ? Math.max(scale, Math.abs(seconds[s])) : scale;
            used += counts ? 1 : 0;
        }
        Optional<Polynomial> best = Optional.empty();
        for (int degree = 3; degree <= Math.min(HIGHEST_DEGREE, used / 2); degree++) {
            Optional<Polynomial> tried = fit(observations, seconds, weight, scale, degree + 1);
            if (tried.isPresent()
                    && (best.isEmpty() || tried.get().criterion() < best.get().criterion())) {
                best = tried;
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        double[] c = best.get().coefficients();
        double[] sigma = new double[3];
        double factor = 1;
        for (int i = 0; i < 3; i++) {
            sigma[i] = factor * Math.sqrt(best.get().covariance()[i][i]);
            factor *= (i + 1) / scale;
        }
        double acceleration = 2 * c[2] / (scale * scale);
        return sigma[2] < 0.1 * Math.abs(acceleration)
                ? Optional.of(new RangeCurve(
                        middle,
                        c[0],
                        c[1] / scale,
                        acceleration,
                        sigma,
                        best.get().misfit()))
                : Optional.empty();
    }

    private static Optional<Polynomial> fit(
            TrackObservations observations, double[] seconds, double[] full, double scale, int coefficients) {
        double[] weight = full.clone();
        double[] curve = new double[coefficients];
        double[][] normal = new double[coefficients][coefficients];
        double chiSquared = 0;
        double[] row = new double[coefficients];
        try {
            for (int round = 0; round < ROUNDS; round++) {
                solve(observations, seconds, weight, scale, normal, curve);
                cut(observations, seconds, full, weight, scale, curve);
            }
            int counted = 0;
            for (int s = 0; s < full.length; s++) {
                row(observations.kind(s), seconds[s], scale, row);
                double residual = observations.observed(s) - predicted(row, curve);
                // An outlier counts as one at the cut, so that a stiff curve that cuts more is no better for it.
                chiSquared += full[s] == 0 ? 0 : Math.min(full[s] * residual * residual, CUT_SIGMAS * CUT_SIGMAS);
                counted += full[s] > 0 ? 1 : 0;
            }
            double criterion = chiSquared + coefficients * Math.log(counted);
            return Optional.of(new Polynomial(
                    curve,
                    SymmetricMatrix.inverse(SymmetricMatrix.cholesky(normal)),
                    criterion,
                    Math.sqrt(Math.max(1, chiSquared / (counted - coefficients)))));
        } catch (ArithmeticException singular) {
            return Optional.empty();
        }
    }

    /** Partials of an observation by the coefficients. */
    private static void row(Kind kind, double seconds, double scale, double[] row) {
        double t = seconds / scale;
        double power = 1;
        double before = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = kind == Kind.RANGE ? power : i * before / scale;
            before = power;
            power *= t;
        }
    }

    private static double predicted(double[] row, double[] curve) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * curve[i];
        }
        return sum;
    }

    private static void solve(
            TrackObservations observations,
            double[] seconds,
            double[] weight,
            double scale,
            double[][] normal,
            double[] curve) {
        int size = curve.length;
        double[] row = new double[size];
        double[] right = new double[size];
        for (double[] line : normal) {
            Arrays.fill(line, 0);
        }
        for (int s = 0; s < weight.length; s++) {
            if (weight[s] > 0) {
                row(observations.kind(s), seconds[s], scale, row);
                for (int i = 0; i < size; i++) {
                    right[i] += weight[s] * row[i] * observations.observed(s);
                    for (int j = 0; j < size; j++) {
                        normal[i][j] += weight[s] * row[i] * row[j];
                    }
                }
            }
        }
        System.arraycopy(SymmetricMatrix.solve(SymmetricMatrix.cholesky(normal), right), 0, curve, 0, size);
    }

    /** Takes out what lies beyond four robust sigmas of its kind, never less than stated. */
    private static void cut(
            TrackObservations observations,
            double[] seconds,
            double[] full,
            double[] weight,
            double scale,
            double[] curve) {
        double[] row = new double[curve.length];
        double[] ratio = new double[weight.length];
        for (int s = 0; s < weight.length; s++) {
            row(observations.kind(s), seconds[s], scale, row);
            ratio[s] = full[s] > 0
                    ? Math.abs(observations.observed(s) - predicted(row, curve)) * Math.sqrt(full[s])
                    : Double.POSITIVE_INFINITY;
        }
        for (Kind kind : new Kind[] {Kind.RANGE, Kind.RANGE_RATE}) {
            double[] ofKind = new double[weight.length];
            int count = 0;
            for (int s = 0; s < weight.length; s++) {
                if (observations.kind(s) == kind && full[s] > 0) {
                    ofKind[count++] = ratio[s];
                }
            }
            Arrays.sort(ofKind, 0, count);
            double shown = count == 0 ? 1 : Math.max(1, ofKind[count / 2] / MEDIAN_NORMAL);
            for (int s = 0; s < weight.length; s++) {
                if (observations.kind(s) == kind) {
                    weight[s] = ratio[s] > CUT_SIGMAS * shown ? 0 : full[s] / (shown * shown);
                }
            }
        }
    }
}

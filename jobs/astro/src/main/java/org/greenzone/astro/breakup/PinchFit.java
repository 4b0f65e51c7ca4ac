package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.breakup.OwnPath.Arrival;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The point of a reference orbit through which the paths of many objects pass, in one revolution: the pinch point in geometry alone.
 *
 * <p>Unknowns are the instant at which the reference is there, and how far (across the plane and in radius) the pinch lies off its path; residuals
 * are the distances of all paths, across and in radius, each kind with a scale of its own that the residuals themselves show
 * (Student's t with {@value #FREEDOM} degrees of freedom, expectation maximisation: Lange, Little and Taylor 1989). So the sets need no
 * stated accuracy, and objects that do not belong lose their weight.
 */
final class PinchFit {
    static final double FREEDOM = 3;

    /** What a path that cannot be computed is worth: as if anywhere within a thousand kilometres. */
    private static final double LOST_LOG_DENSITY = -Math.log(1e6);

    /** How far the elements of the reference may be wrong across and in radius, one sigma, metres. */
    private static final double REFERENCE_SIGMA = 1_000;

    /** Element sets are not better than this, metres. */
    private static final double LEAST_SCALE = 50;

    private static final int OUTER = 12;
    private static final int INNER = 25;
    private static final double GREATEST_STEP = 60;
    private static final double CLOSE_SECONDS = 0.02;

    /** Student's t: half of n + 1, and log of its norm for n = {@value #FREEDOM}. */
    private static final double HALF = (FREEDOM + 1) / 2;

    private static final double LOG_NORM = Math.log(2 / (Math.PI * Math.sqrt(3)));

    private PinchFit() {}

    /**
     * Result.
     *
     * @param seconds when the reference is at the pinch
     * @param sigmaSeconds one sigma of it from the fit
     * @param place state of the reference then
     * @param arrivals of all paths, empty where SGP4 has none
     * @param crossOffset of the pinch from the path of the reference, metres
     * @param radialOffset likewise in radius
     * @param crossScale of the residuals across, metres
     * @param radialScale of those in radius, metres
     * @param logLikelihood of all residuals
     */
    record Pinch(
            double seconds,
            double sigmaSeconds,
            double[] place,
            List<Optional<Arrival>> arrivals,
            double crossOffset,
            double radialOffset,
            double crossScale,
            double radialScale,
            double logLikelihood) {
        /** Distance of a path from the pinch point, metres. */
        double distance(Arrival arrival) {
            return Math.hypot(arrival.crossMetres() - crossOffset, arrival.radialMetres() - radialOffset);
        }

        /** Weight of a path in [0, 1]: 1 where it passes through the pinch. */
        double weight(Arrival arrival) {
            double cross = (arrival.crossMetres() - crossOffset) / crossScale;
            double radial = (arrival.radialMetres() - radialOffset) / radialScale;
            return FREEDOM / (FREEDOM + Math.max(cross * cross, radial * radial));
        }
    }

    /** @return empty where the reference has no state, or the fit runs away from its start */
    static Optional<Pinch> fit(OwnPath reference, List<OwnPath> paths, double startSeconds, double mostSeconds) {
        double at = startSeconds;
        double[] place = new double[6];
        for (int i = 0; i < OUTER; i++) {
            if (!reference.state(at, place)) {
                return Optional.empty();
            }
            List<Optional<Arrival>> arrivals = arrivals(paths, at, place);
            Optional<Normal> solved = solve(arrivals, paths.size());
            if (solved.isEmpty()) {
                return Optional.empty();
            }
            Normal normal = solved.get();
            double step = Math.max(-GREATEST_STEP, Math.min(GREATEST_STEP, normal.solution[0]));
            if (Math.abs(step) < CLOSE_SECONDS || i == OUTER - 1) {
                return Optional.of(new Pinch(
                        at,
                        normal.sigmaSeconds,
                        place.clone(),
                        arrivals,
                        normal.solution[1],
                        normal.solution[2],
                        normal.crossScale,
                        normal.radialScale,
                        normal.logLikelihood));
            }
            at += step;
            if (Math.abs(at - startSeconds) > mostSeconds) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<Optional<Arrival>> arrivals(List<OwnPath> paths, double at, double[] place) {
        List<Optional<Arrival>> arrivals = new ArrayList<>(paths.size());
        for (OwnPath path : paths) {
            arrivals.add(path.arrival(at, place));
        }
        return arrivals;
    }

    /** Step in time from a subset of the paths, seconds: for the jackknife. */
    static double stepSeconds(List<Optional<Arrival>> arrivals) {
        return solve(arrivals, arrivals.size()).map(n -> n.solution[0]).orElse(Double.NaN);
    }

    private static final class Normal {
        double[] solution = new double[3];
        double sigmaSeconds;
        double crossScale;
        double radialScale;
        double logLikelihood;
    }

    private static Optional<Normal> solve(List<Optional<Arrival>> all, int count) {
        List<Arrival> arrivals = all.stream().flatMap(Optional::stream).toList();
        int n = arrivals.size();
        if (n < 4) {
            return Optional.empty();
        }
        Normal result = new Normal();
        result.crossScale =
                start(arrivals.stream().mapToDouble(Arrival::crossMetres).toArray());
        result.radialScale =
                start(arrivals.stream().mapToDouble(Arrival::radialMetres).toArray());
        for (int round = 0; round < INNER; round++) {
            double[][] matrix = new double[3][3];
            double[] right = new double[3];
            matrix[1][1] = 1 / (REFERENCE_SIGMA * REFERENCE_SIGMA);
            matrix[2][2] = matrix[1][1];
            double crossSum = 0;
            double radialSum = 0;
            double log = 2 * LOST_LOG_DENSITY * (count - n);
            for (Arrival a : arrivals) {
                double cross = a.crossMetres() + a.crossRate() * result.solution[0] - result.solution[1];
                double radial = a.radialMetres() + a.radialRate() * result.solution[0] - result.solution[2];
                double crossWeight = weight(cross / result.crossScale);
                double radialWeight = weight(radial / result.radialScale);
                crossSum += crossWeight * cross * cross;
                radialSum += radialWeight * radial * radial;
                log += logDensity(cross, result.crossScale) + logDensity(radial, result.radialScale);
                add(matrix, right, a.crossRate(), 1, a.crossMetres(), crossWeight / square(result.crossScale));
                add(matrix, right, a.radialRate(), 2, a.radialMetres(), radialWeight / square(result.radialScale));
            }
            result.logLikelihood = log;
            result.crossScale = Math.max(LEAST_SCALE, Math.sqrt(crossSum / n));
            result.radialScale = Math.max(LEAST_SCALE, Math.sqrt(radialSum / n));
            RealMatrix inverse;
            try {
                DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(matrix)).getSolver();
                inverse = solver.getInverse();
            } catch (MathIllegalArgumentException singular) {
                return Optional.empty();
            }
            result.solution = inverse.operate(new ArrayRealVector(right)).toArray();
            result.sigmaSeconds = Math.sqrt(Math.max(0, inverse.getEntry(0, 0)));
        }
        return Optional.of(result);
    }

    /** Adds one residual a x0 - x_offset + value = 0. */
    private static void add(double[][] matrix, double[] right, double rate, int offset, double value, double weight) {
        matrix[0][0] += weight * rate * rate;
        matrix[0][offset] -= weight * rate;
        matrix[offset][0] -= weight * rate;
        matrix[offset][offset] += weight;
        right[0] -= weight * rate * value;
        right[offset] += weight * value;
    }

    private static double start(double[] values) {
        return Math.max(
                LEAST_SCALE, 1.5 * median(Arrays.stream(values).map(Math::abs).toArray()));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }

    private static double square(double x) {
        return x * x;
    }

    static double weight(double x) {
        return (FREEDOM + 1) / (FREEDOM + x * x);
    }

    /** Log density of Student's t with a scale. */
    static double logDensity(double residual, double scale) {
        double x = residual / scale;
        return LOG_NORM - HALF * Math.log1p(x * x / FREEDOM) - Math.log(scale);
    }
}

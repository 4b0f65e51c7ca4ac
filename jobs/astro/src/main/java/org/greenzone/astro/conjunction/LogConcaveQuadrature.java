package org.greenzone.astro.conjunction;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Logarithm of the integral of a log-concave function over an interval, to about 1e-13 relative, wherever the function
 * lies (exp(-1e6) as well) and however narrow it is.
 *
 * <p>A log-concave function has one peak. It is found by golden section on the logarithm, which never underflows; the
 * interval is then cut where the function has fallen by {@code exp(-CUT)}. By log-concavity the function at the fraction
 * s of the way from the peak to a cut is at least {@code exp(-CUT s)}, so nothing narrower than 1/CUT of the way can hide
 * between nodes, and adaptive Gauss-Kronrod (21 nodes) on each side of the peak converges; where a plateau may end in a
 * cliff that is narrower than the distance from the last node to the end, the caller names the cliffs. What lies beyond the cuts is
 * below {@code CUT^-1 exp(-CUT)} of the whole.
 */
final class LogConcaveQuadrature {
    private static final double CUT = 36;
    private static final double TOLERANCE = 1e-13;
    private static final double NOISE = 5e-15;
    private static final int DEEPEST = 50;
    private static final int MOST_INTERVALS = 500;
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);
    private static final int SEARCH_STEPS = 70;
    private static final int CUT_STEPS = 60;

    /** Nodes and weights of the 21-point Kronrod rule with the 10-point Gauss rule in it (QUADPACK, qk21). */
    private static final double[] KRONROD_NODES = {
        0.995657163025808080735527280689003,
        0.973906528517171720077964012084452,
        0.930157491355708226001207180059508,
        0.865063366688984510732096688423493,
        0.780817726586416897063717578345042,
        0.679409568299024406234327365114874,
        0.562757134668604683339000099272694,
        0.433395394129247190799265943165784,
        0.294392862701460198131126603103866,
        0.14887433898163121088482600112972,
        0
    };

    private static final double[] KRONROD_WEIGHTS = {
        0.011694638867371874278064396062192,
        0.03255816230796472747881897245939,
        0.05475589657435199603138130024458,
        0.07503967481091995276704314091619,
        0.093125454583697605535065465083366,
        0.109387158802297641899210590325805,
        0.123491976262065851077958109585166,
        0.134709217311473325928054001771707,
        0.142775938577060080797094273138717,
        0.147739104901338491374841515972068,
        0.149445554002916905664936468389821
    };
    private static final double[] GAUSS_WEIGHTS = {
        0.066671344308688137593568809893332,
        0.149451349150580593145863397657697,
        0.219086362515982043995534934228163,
        0.269266719309996355091226921569469,
        0.295524224714752870173815619188769
    };

    /** A map from the variable of quadrature to that of the function, to smooth its ends. */
    interface Substitution {
        double toVariable(double x);

        double fromVariable(double u);

        double derivative(double u);
    }

    private final DoubleUnaryOperator logFunction;
    private final Substitution substitution;
    private double logPeak;
    private double lastError;
    private int intervals;

    private LogConcaveQuadrature(DoubleUnaryOperator logFunction, Substitution substitution) {
        this.logFunction = logFunction;
        this.substitution = substitution;
    }

    /**
     * Logarithm of the integral from {@code low} to {@code high}; negative infinity where the function vanishes.
     *
     * @param logFunction concave; negative infinity where the function is 0
     * @param edges where the function may fall steeply from a plateau: begin and end of each fall
     */
    static double logIntegral(
            DoubleUnaryOperator logFunction, double low, double high, Substitution substitution, double... edges) {
        return new LogConcaveQuadrature(logFunction, substitution).integrate(low, high, edges);
    }

    private double integrate(double low, double high, double[] edges) {
        double peak = peak(low, high);
        logPeak = logFunction.applyAsDouble(peak);
        if (logPeak == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double left = cut(peak, low);
        double right = cut(peak, high);
        double[] points = DoubleStream.concat(DoubleStream.of(left, peak, right), DoubleStream.of(edges))
                .filter(s -> s >= left && s <= right)
                .map(substitution::toVariable)
                .sorted()
                .toArray();
        double coarse = 0;
        for (int i = 1; i < points.length; i++) {
            coarse += kronrod(points[i - 1], points[i]);
        }
        // The logarithm is known to a few units of its last digit: refining below that noise would never end.
        double tolerance = Math.max(TOLERANCE, NOISE * Math.abs(logPeak)) * coarse;
        double sum = 0;
        for (int i = 1; i < points.length; i++) {
            sum += adaptive(points[i - 1], points[i], tolerance, 0);
        }
        return logPeak + Math.log(sum);
    }

    private double peak(double low, double high) {
        double a = low;
        double b = high;
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double fc = logFunction.applyAsDouble(c);
        double fd = logFunction.applyAsDouble(d);
        for (int i = 0; i < SEARCH_STEPS; i++) {
            if (fc > fd) {
                b = d;
                d = c;
                fd = fc;
                c = b - GOLDEN * (b - a);
                fc = logFunction.applyAsDouble(c);
            } else {
                a = c;
                c = d;
                fc = fd;
                d = a + GOLDEN * (b - a);
                fd = logFunction.applyAsDouble(d);
            }
        }
        return fc > fd ? c : d;
    }

    /** The place towards {@code end} where the function is down by about CUT or a little more; the end if it never is. */
    private double cut(double peak, double end) {
        double wanted = logPeak - CUT;
        double inside = peak;
        if (logFunction.applyAsDouble(end) >= wanted) {
            return end;
        }
        // Bisection in the logarithm of the way: the way may be many decades long.
        double fraction = 1;
        while (fraction > 1e-18 && logFunction.applyAsDouble(peak + 0.125 * fraction * (end - peak)) < wanted) {
            fraction *= 0.125;
        }
        double outside = peak + fraction * (end - peak);
        for (int i = 0; i < CUT_STEPS; i++) {
            double middle = 0.5 * (inside + outside);
            double value = logFunction.applyAsDouble(middle);
            if (value < wanted) {
                outside = middle;
                if (value > wanted - 4) {
                    break;
                }
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    private double value(double u) {
        double log = logFunction.applyAsDouble(substitution.fromVariable(u)) - logPeak;
        return Math.exp(log) * substitution.derivative(u);
    }

    private double kronrod(double a, double b) {
        double centre = 0.5 * (a + b);
        double half = 0.5 * (b - a);
        double middle = value(centre);
        double kronrod = KRONROD_WEIGHTS[10] * middle;
        double gauss = 0;
        for (int i = 0; i < 10; i++) {
            double pair = value(centre - half * KRONROD_NODES[i]) + value(centre + half * KRONROD_NODES[i]);
            kronrod += KRONROD_WEIGHTS[i] * pair;
            if (i % 2 == 1) {
                gauss += GAUSS_WEIGHTS[i / 2] * pair;
            }
        }
        double result = kronrod * half;
        double difference = Math.abs((kronrod - gauss) * half);
        // QUADPACK's estimate: the Kronrod rule is far better than its difference to the Gauss rule.
        double relative = result == 0 ? 0 : 200 * difference / Math.abs(result);
        lastError = Math.abs(result) * Math.min(1, relative * Math.sqrt(relative));
        return result;
    }

    private double adaptive(double a, double b, double tolerance, int depth) {
        if (!(b - a > 0)) {
            return 0;
        }
        double whole = kronrod(a, b);
        if (lastError <= tolerance || depth >= DEEPEST || ++intervals > MOST_INTERVALS) {
            return whole;
        }
        double middle = 0.5 * (a + b);
        return adaptive(a, middle, tolerance, depth + 1) + adaptive(middle, b, tolerance, depth + 1);
    }
}

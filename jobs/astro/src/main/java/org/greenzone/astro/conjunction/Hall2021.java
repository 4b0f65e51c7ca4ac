package org.greenzone.astro.conjunction;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Expected number of collisions of one encounter in three dimensions (3D-Nc): Hall, "Expected collision rates for tracked
 * satellites", J. Spacecraft and Rockets 58 (2021), pp. 715-728.
 *
 * <p>Both orbits are Gaussian in equinoctial elements and follow Kepler's laws; at each time they are linearised at the peak of the
 * overlap of their densities ({@link PeakOverlap}), and the flux into the sphere ({@link SphereFlux}) is integrated over the time of
 * the encounter. So slow encounters, long ones and covariances that bend with the orbit are in it. For a single encounter the number
 * is the probability of collision, but for pairs that can meet more than once within the segment, where it is an upper bound
 * of it; and pairs that overlap already when the segment begins do not count. Perturbations are left out: over a segment of a
 * revolution they move both objects by nearly the same.
 *
 * <p>The time is searched on a grid for minima of the distance in sigmas, about each minimum the integral goes by adaptive Simpson's rule.
 * Symmetric in the objects up to rounding.
 */
public final class Hall2021 {
    /** Grid of the search over the segment, and as many over the linear encounter. */
    private static final int GRID = 120;

    /** Parts of the time where the rate is below exp(-35) of its peak are left out. */
    private static final double NEGLIGIBLE = 35;

    /** Relative error of the integral over time that is asked for. */
    private static final double TOLERANCE = 1e-5;

    /** Part of the greatest rate so far below which a rate may be less exact. */
    private static final double FLOOR = 1e-3;

    private static final int DEEPEST = 18;
    private static final int GOLDEN_STEPS = 40;
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    /** Above it the surface integral has not come to rest. */
    private static final double SURFACE_TOLERANCE = 1e-4;

    /** Half width of a linear encounter in sigmas of the time, to 1e-16 (Coppola, AAS 12-248). */
    private static final double LINEAR_SIGMAS = 8.3;

    /**
     * Result.
     *
     * @param expectedCollisions Nc; at most 1 for a single encounter, may be above for many
     * @param peakSeconds time of the greatest rate, from the time of the states
     * @param fromSeconds before it less than 1e-6 of the collisions
     * @param toSeconds after it less than 1e-6
     * @param segment the time that was searched
     * @param smallSphere the same integral for a sphere that is small against all sigmas
     * @param converged false where places of overlap or surface integrals did not come to rest at some of the times
     */
    public record Estimate(
            double expectedCollisions,
            double peakSeconds,
            double fromSeconds,
            double toSeconds,
            EncounterSegment segment,
            double smallSphere,
            boolean converged) {}

    private final KeplerianGaussian primary;
    private final KeplerianGaussian secondary;
    private final double radius;
    private final EncounterSegment segment;
    private boolean converged = true;
    private double greatestRate;
    private double greatestDoubt;
    private double peak;

    private Hall2021(KeplerianGaussian primary, KeplerianGaussian secondary, double radius, EncounterSegment segment) {
        this.primary = primary;
        this.secondary = secondary;
        this.radius = radius;
        this.segment = segment;
    }

    /** Over the segment of this encounter; empty where an orbit is not an ellipse or a covariance is not finite. */
    public static Optional<Estimate> estimate(CurvedEncounter encounter) {
        return estimate(encounter, null);
    }

    /** Over a time that is given. */
    public static Optional<Estimate> estimate(CurvedEncounter encounter, @Nullable EncounterSegment given) {
        if (!finite(encounter)) {
            return Optional.empty();
        }
        try {
            KeplerianGaussian[] pair = KeplerianGaussian.pair(encounter);
            EncounterSegment segment = given == null ? EncounterSegment.of(pair[0], pair[1]) : given;
            return Optional.of(new Hall2021(pair[0], pair[1], encounter.hardBodyRadiusMetres(), segment).integrate());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean finite(CurvedEncounter encounter) {
        double sum = encounter.hardBodyRadiusMetres();
        for (int i = 0; i < 6; i++) {
            sum += encounter.primaryState()[i] + encounter.secondaryState()[i];
            for (int j = 0; j < 6; j++) {
                sum += encounter.primaryCovariance()[i][j] + encounter.secondaryCovariance()[i][j];
            }
        }
        return Double.isFinite(sum) && encounter.hardBodyRadiusMetres() > 0;
    }

    private Estimate integrate() {
        double[] times = grid();
        double[] logs = Arrays.stream(times).map(this::upperLogRate).toArray();
        double best = Double.NEGATIVE_INFINITY;
        DoubleStream.Builder breaks = DoubleStream.builder();
        for (int i = 0; i < times.length; i++) {
            double left = i == 0 ? Double.NEGATIVE_INFINITY : logs[i - 1];
            double right = i == times.length - 1 ? Double.NEGATIVE_INFINITY : logs[i + 1];
            if (logs[i] > Double.NEGATIVE_INFINITY && logs[i] >= left && logs[i] > right) {
                double at = highest(times[Math.max(0, i - 1)], times[Math.min(times.length - 1, i + 1)]);
                double value = logRate(at);
                if (value > best) {
                    best = value;
                }
                breaks.add(at);
                double width = width(at, value);
                for (double k = 1; width > 0 && k < 1e6; k *= 2) {
                    breaks.add(at - k * width);
                    breaks.add(at + k * width);
                }
            }
        }
        if (best == Double.NEGATIVE_INFINITY) {
            return new Estimate(0, 0, 0, 0, segment, 0, false);
        }
        double[] points = DoubleStream.concat(Arrays.stream(times), breaks.build())
                .filter(t -> t >= segment.fromSeconds() && t <= segment.toSeconds())
                .sorted()
                .distinct()
                .toArray();
        double[] full = panels(points, best, this::rate);
        double[] small = panels(points, best, t -> Math.exp(logRate(t)));
        double total = Arrays.stream(full).sum();
        return new Estimate(
                total,
                peak,
                edge(points, full, 1e-6 * total, true),
                edge(points, full, 1e-6 * total, false),
                segment,
                Arrays.stream(small).sum(),
                converged && greatestDoubt <= SURFACE_TOLERANCE * greatestRate);
    }

    /** The segment and, within it, the linear encounter. */
    private double[] grid() {
        DoubleStream.Builder times = DoubleStream.builder();
        for (int i = 0; i <= GRID; i++) {
            times.add(segment.fromSeconds() + i * (segment.toSeconds() - segment.fromSeconds()) / GRID);
        }
        PeakOverlap now = PeakOverlap.at(primary, secondary, 0, radius);
        if (now != null) {
            double rv = 0;
            double vv = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    rv += now.position()[i] * now.precision()[i][j] * now.velocity()[j];
                    vv += now.velocity()[i] * now.precision()[i][j] * now.velocity()[j];
                }
            }
            double middle = -rv / vv;
            double reach = LINEAR_SIGMAS / Math.sqrt(vv);
            for (int i = 0; i <= GRID && vv > 0; i++) {
                times.add(middle + (2.0 * i / GRID - 1) * reach);
            }
        }
        return times.build()
                .filter(t -> t >= segment.fromSeconds() && t <= segment.toSeconds())
                .sorted()
                .distinct()
                .toArray();
    }

    private double highest(double low, double high) {
        double a = low;
        double b = high;
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double fc = logRate(c);
        double fd = logRate(d);
        for (int i = 0; i < GOLDEN_STEPS && b - a > 1e-9 * Math.max(1, Math.abs(a)); i++) {
            if (fc > fd) {
                b = d;
                d = c;
                fd = fc;
                c = b - GOLDEN * (b - a);
                fc = logRate(c);
            } else {
                a = c;
                c = d;
                fc = fd;
                d = a + GOLDEN * (b - a);
                fd = logRate(d);
            }
        }
        return fc > fd ? c : d;
    }

    /** Time in which the rate falls by half a unit of the logarithm; 0 where it cannot be told. */
    private double width(double at, double value) {
        double step = 1e-3;
        while (step < segment.toSeconds() - segment.fromSeconds()) {
            double fall = value - Math.max(logRate(at - step), logRate(at + step));
            if (fall > 0.5) {
                return step;
            }
            step *= 2;
        }
        return 0;
    }

    private double logRate(double seconds) {
        PeakOverlap overlap = PeakOverlap.at(primary, secondary, seconds, radius);
        return overlap == null ? Double.NEGATIVE_INFINITY : overlap.logSmallRate(radius);
    }

    /** With what the density may gain from the centre of the sphere to its surface. */
    private double upperLogRate(double seconds) {
        PeakOverlap overlap = PeakOverlap.at(primary, secondary, seconds, radius);
        return overlap == null ? Double.NEGATIVE_INFINITY : upper(overlap);
    }

    private double upper(PeakOverlap overlap) {
        return overlap.logSmallRate(radius) + Math.min(overlap.rise(radius), 0.5 * overlap.squaredDistance());
    }

    private double rate(double seconds) {
        PeakOverlap overlap = PeakOverlap.at(primary, secondary, seconds, radius);
        if (overlap == null) {
            converged = false;
            return 0;
        }
        SphereFlux.Flux flux = SphereFlux.of(overlap, radius, FLOOR * greatestRate);
        if (flux.rate() > greatestRate) {
            greatestRate = flux.rate();
            peak = seconds;
        }
        greatestDoubt = Math.max(greatestDoubt, flux.relativeChange() * flux.rate());
        return flux.rate();
    }

    private interface Rate {
        double at(double seconds);
    }

    /** Integral over each part between the points. */
    private double[] panels(double[] points, double best, Rate rate) {
        double[] bound = Arrays.stream(points).map(this::upperLogRate).toArray();
        double top = Math.max(best, Arrays.stream(bound).max().orElse(best));
        double[] parts = new double[points.length - 1];
        double[] coarse = new double[parts.length];
        double[] ends = new double[points.length];
        double[] middles = new double[parts.length];
        boolean[] counts = new boolean[parts.length];
        Arrays.fill(ends, Double.NaN);
        double estimate = 0;
        for (int i = 0; i < parts.length; i++) {
            counts[i] = Math.max(bound[i], bound[i + 1]) > top - NEGLIGIBLE;
            if (counts[i]) {
                for (int j = i; j <= i + 1; j++) {
                    ends[j] = Double.isNaN(ends[j]) ? rate.at(points[j]) : ends[j];
                }
                middles[i] = rate.at(0.5 * (points[i] + points[i + 1]));
                coarse[i] = (points[i + 1] - points[i]) / 6 * (ends[i] + 4 * middles[i] + ends[i + 1]);
                estimate += coarse[i];
            }
        }
        for (int i = 0; i < parts.length; i++) {
            if (counts[i]) {
                parts[i] = adaptive(
                        rate,
                        points[i],
                        points[i + 1],
                        ends[i],
                        middles[i],
                        ends[i + 1],
                        coarse[i],
                        TOLERANCE * estimate / 20,
                        0);
            }
        }
        return parts;
    }

    private static double adaptive(
            Rate rate,
            double a,
            double b,
            double atA,
            double atMiddle,
            double atB,
            double whole,
            double tolerance,
            int depth) {
        double middle = 0.5 * (a + b);
        double left = rate.at(0.5 * (a + middle));
        double right = rate.at(0.5 * (middle + b));
        double first = (middle - a) / 6 * (atA + 4 * left + atMiddle);
        double second = (b - middle) / 6 * (atMiddle + 4 * right + atB);
        double difference = first + second - whole;
        if (Math.abs(difference) <= 15 * tolerance || depth >= DEEPEST) {
            return first + second + difference / 15;
        }
        return adaptive(rate, a, middle, atA, left, atMiddle, first, 0.5 * tolerance, depth + 1)
                + adaptive(rate, middle, b, atMiddle, right, atB, second, 0.5 * tolerance, depth + 1);
    }

    private static double edge(double[] points, double[] parts, double wanted, boolean fromBelow) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            int at = fromBelow ? i : parts.length - 1 - i;
            sum += parts[at];
            if (sum > wanted) {
                return points[fromBelow ? at : at + 1];
            }
        }
        return points[fromBelow ? 0 : points.length - 1];
    }
}

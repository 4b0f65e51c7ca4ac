package org.greenzone.astro.conjunction;

import java.util.Optional;
import java.util.stream.LongStream;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Probability of collision by counting: the referee of the formulas (Hall et al., AAS 18-244, "from TCA states").
 *
 * <p>Equinoctial elements of both objects are drawn from their Gaussians at the time of the states and move by Kepler's laws, as in
 * {@link Hall2021}, but nothing is linearised: a trial is a hit where the distance falls to the combined radius within the segment. Those that overlap when
 * the segment begins are counted apart and are hits only where they part and meet again.
 *
 * <p>Each step in time is as long as the objects cannot meet in: the reach s t + a t^2 / 2 of relative speed s and a bound a of the relative
 * acceleration (the gravity gradient 2 mu / r^3 times at most twice the distance) stays below the gap. Near the surface steps are at
 * least 1/50 of the radius over the speed, which can overlook touches no deeper than 5e-5 of the radius.
 *
 * <p>The result depends on seed and number of trials alone: blocks of trials have generators of their own, hits are summed as integers.
 */
public final class MonteCarlo {
    private static final int BLOCK = 2048;
    private static final double LEAST_STEP = 0.02;
    private static final int SIZE = 6;
    private static final double CONFIDENCE = 0.95;

    /**
     * Result.
     *
     * @param trials how many pairs of orbits
     * @param hits of them that collide within the segment
     * @param entries how often in all a distance falls to the radius: over the trials it is the expected number of collisions of
     *     {@link Hall2021}, above the hits where pairs meet again
     * @param overlaps of them trials that overlap as the segment begins
     * @param probability hits over trials
     * @param low lower end of the 95 % interval of Clopper and Pearson (1934)
     * @param high its upper end
     * @param segment the time of the trials
     */
    public record Count(
            long trials,
            long hits,
            long entries,
            long overlaps,
            double probability,
            double low,
            double high,
            EncounterSegment segment) {
        static Count of(long trials, long hits, long entries, long overlaps, EncounterSegment segment) {
            double low = hits == 0
                    ? 0
                    : new BetaDistribution(hits, trials - hits + 1)
                            .inverseCumulativeProbability(0.5 * (1 - CONFIDENCE));
            double high = hits == trials
                    ? 1
                    : new BetaDistribution(hits + 1, trials - hits)
                            .inverseCumulativeProbability(0.5 * (1 + CONFIDENCE));
            return new Count(trials, hits, entries, overlaps, (double) hits / trials, low, high, segment);
        }
    }

    private final Source first;
    private final Source second;
    private final double radius;
    private final EncounterSegment segment;

    private MonteCarlo(KeplerianGaussian first, KeplerianGaussian second, double radius, EncounterSegment segment) {
        this.first = new Source(first);
        this.second = new Source(second);
        this.radius = radius;
        this.segment = segment;
    }

    /**
     * Counts over a time that is given, or that of this encounter.
     *
     * @param trials above 0
     * @return empty where an orbit is not an ellipse
     */
    public static Optional<Count> count(
            CurvedEncounter encounter, long trials, long seed, @Nullable EncounterSegment given) {
        KeplerianGaussian[] pair;
        try {
            pair = KeplerianGaussian.pair(encounter);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        EncounterSegment segment = given == null ? EncounterSegment.of(pair[0], pair[1]) : given;
        MonteCarlo monteCarlo = new MonteCarlo(pair[0], pair[1], encounter.hardBodyRadiusMetres(), segment);
        long blocks = (trials + BLOCK - 1) / BLOCK;
        Tally tally = LongStream.range(0, blocks)
                .parallel()
                .mapToObj(block -> monteCarlo.block(seed, block, (int) Math.min(BLOCK, trials - block * BLOCK)))
                .reduce(new Tally(0, 0, 0), Tally::plus);
        return Optional.of(Count.of(trials, tally.hits, tally.entries, tally.overlaps, segment));
    }

    /** Sums of integers: their order does not matter. */
    private record Tally(long hits, long entries, long overlaps) {
        private Tally plus(Tally other) {
            return new Tally(hits + other.hits, entries + other.entries, overlaps + other.overlaps);
        }
    }

    private Tally block(long seed, long block, int trials) {
        Gaussians gaussians = new Gaussians(seed, block);
        Motion motion = new Motion();
        for (int i = 0; i < trials; i++) {
            first.draw(gaussians, motion.primary);
            second.draw(gaussians, motion.secondary);
            motion.follow();
        }
        return new Tally(motion.hits, motion.entries, motion.overlaps);
    }

    /** Draws elements: the mean plus a square root of the covariance, taken on correlations, times six normal numbers. */
    private static final class Source {
        private final double[] mean;
        private final double[][] root = new double[SIZE][SIZE];

        private Source(KeplerianGaussian orbit) {
            mean = orbit.mean();
            double[][] c = orbit.covariance();
            double[] sigma = new double[SIZE];
            double[][] correlation = new double[SIZE][SIZE];
            for (int i = 0; i < SIZE; i++) {
                sigma[i] = Math.sqrt(Math.max(0, c[i][i]));
            }
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    double scale = sigma[i] * sigma[j];
                    correlation[i][j] = scale > 0 ? c[i][j] / scale : i == j ? 1 : 0;
                }
            }
            double[][] vectors = new double[SIZE][SIZE];
            double[] values = SymmetricMatrix.eigen(correlation, vectors);
            for (int i = 0; i < SIZE; i++) {
                for (int k = 0; k < SIZE; k++) {
                    root[i][k] = sigma[i] * vectors[i][k] * Math.sqrt(Math.max(0, values[k]));
                }
            }
        }

        private void draw(Gaussians gaussians, double[] out6) {
            System.arraycopy(mean, 0, out6, 0, SIZE);
            for (int k = 0; k < SIZE; k++) {
                double normal = gaussians.next();
                for (int i = 0; i < SIZE; i++) {
                    out6[i] += root[i][k] * normal;
                }
            }
        }
    }

    /** One pair of orbits. */
    private final class Motion {
        private long hits;
        private long entries;
        private long overlaps;
        private final double[] primary = new double[SIZE];
        private final double[] secondary = new double[SIZE];
        private final double[] scratch6 = new double[SIZE];
        private final double[] scratch10 = new double[10];
        private final double[] a = new double[SIZE];
        private final double[] b = new double[SIZE];

        /** A drawn orbit that is no ellipse does not come back: no collision is looked for. */
        private void follow() {
            if (!(ellipse(primary) && ellipse(secondary))) {
                return;
            }
            double nearest = 2 * Math.min(perigee(primary), perigee(secondary));
            double gradient = 16 * KeplerianGaussian.MU / (nearest * nearest * nearest);
            double strongest = 8 * KeplerianGaussian.MU / (nearest * nearest);
            double t = segment.fromSeconds();
            boolean inside = false;
            boolean hit = false;
            while (true) {
                KeplerianGaussian.state(primary, t, scratch6, scratch10, a);
                KeplerianGaussian.state(secondary, t, scratch6, scratch10, b);
                double distance = Math.sqrt(square(0));
                double gap = distance - radius;
                if (gap <= 0 && !inside) {
                    if (t == segment.fromSeconds()) {
                        overlaps++;
                    } else {
                        entries++;
                        hits += hit ? 0 : 1;
                        hit = true;
                    }
                }
                inside = gap <= 0;
                if (t >= segment.toSeconds()) {
                    return;
                }
                double speed = Math.sqrt(square(3));
                double acceleration = Math.min(strongest, gradient * 2 * distance);
                // Solution of s t + a t^2 / 2 = gap, written without cancellation.
                double way = Math.abs(gap);
                double step = 2 * way / (speed + Math.sqrt(speed * speed + 2 * acceleration * way));
                double least = LEAST_STEP * radius / Math.max(speed, Math.sqrt(acceleration * radius));
                t = Math.min(segment.toSeconds(), t + Math.max(step, least));
            }
        }

        private static boolean ellipse(double[] e) {
            return e[0] > 0 && e[1] * e[1] + e[2] * e[2] < 1;
        }

        private double square(int from) {
            double x = b[from] - a[from];
            double y = b[from + 1] - a[from + 1];
            double z = b[from + 2] - a[from + 2];
            return x * x + y * y + z * z;
        }

        private static double perigee(double[] e) {
            return Math.cbrt(KeplerianGaussian.MU / (e[0] * e[0])) * (1 - Math.sqrt(e[1] * e[1] + e[2] * e[2]));
        }
    }

    /** Normal numbers by Marsaglia's polar method from SplitMix64 (Steele, Lea and Flood 2014). */
    private static final class Gaussians {
        private static final long GAMMA = 0x9E3779B97F4A7C15L;
        private long state;
        private double spare = Double.NaN;

        private Gaussians(long seed, long block) {
            state = mix(seed + GAMMA) ^ mix(mix(block + GAMMA) + GAMMA);
        }

        private double next() {
            if (!Double.isNaN(spare)) {
                double now = spare;
                spare = Double.NaN;
                return now;
            }
            while (true) {
                double x = uniform();
                double y = uniform();
                double s = x * x + y * y;
                if (s < 1 && s > 0) {
                    double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
                    spare = y * scale;
                    return x * scale;
                }
            }
        }

        /** Between -1 and 1. */
        private double uniform() {
            state += GAMMA;
            return (mix(state) >> 11) * 0x1.0p-52;
        }

        private static long mix(long z) {
            long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
            return x ^ (x >>> 31);
        }
    }
}

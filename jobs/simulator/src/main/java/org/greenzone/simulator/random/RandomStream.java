package org.greenzone.simulator.random;

import org.greenzone.astro.track.ContentId;

/**
 * A stream of random numbers that depends on the seed of the scenario and on the name of what it is for, and on nothing
 * else: neither on the order in which objects are worked on nor on the number of threads.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood 2014, as published by Vigna), written out here because the
 * platform's generators may change their Gaussian method between releases. Not thread-safe.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;
    private double spareGaussian = Double.NaN;

    RandomStream(long state) {
        this.state = state;
    }

    /** The stream of a purpose, for example {@code of(seed, "noise", siteId, objectId)}. */
    public static RandomStream of(long seed, String... purpose) {
        ContentId id = ContentId.of("random").add(seed);
        for (String part : purpose) {
            id.add(part);
        }
        return new RandomStream(Long.parseUnsignedLong(id.digits(), 16));
    }

    long next() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        return (next() >>> 11) * TWO_TO_MINUS_53;
    }

    /** Uniform in [from, to). */
    public double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** Standard normal (Box and Muller 1958). */
    public double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        double angle = 2 * Math.PI * uniform();
        spareGaussian = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    /** Uniform in 0 to bound - 1; the bias of the scaling (below bound / 2^53) is accepted. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Uniform on the unit sphere (Archimedes). */
    public double[] direction() {
        double z = uniform(-1, 1);
        double longitude = 2 * Math.PI * uniform();
        double r = StrictMath.sqrt(1 - z * z);
        return new double[] {r * StrictMath.cos(longitude), r * StrictMath.sin(longitude), z};
    }
}

package org.greenzone.astro.breakup;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed alone: the generator is specified, and Gaussians are made here (Box and Muller 1958). */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** In [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** Uniform on the sphere. */
    double[] direction() {
        double z = 2 * uniform() - 1;
        double angle = 2 * Math.PI * uniform();
        double flat = Math.sqrt(1 - z * z);
        return new double[] {flat * StrictMath.cos(angle), flat * StrictMath.sin(angle), z};
    }
}

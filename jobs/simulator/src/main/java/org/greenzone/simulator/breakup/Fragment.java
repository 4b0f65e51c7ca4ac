package org.greenzone.simulator.breakup;

import org.greenzone.astro.physics.Vectors;

/**
 * A piece of a broken satellite.
 *
 * @param lengthMetres characteristic length, the mean of three orthogonal extents
 * @param areaSquareMetres mean cross section
 * @param areaToMassSquareMetresPerKilogram area over mass
 * @param massKilograms mass
 * @param deltaVMetresPerSecond velocity relative to the parent, 3 numbers in inertial axes
 */
public record Fragment(
        double lengthMetres,
        double areaSquareMetres,
        double areaToMassSquareMetresPerKilogram,
        double massKilograms,
        double[] deltaVMetresPerSecond) {

    public Fragment {
        if (deltaVMetresPerSecond.length != 3) {
            throw new IllegalArgumentException("delta-v of a fragment has not 3 numbers");
        }
    }

    /** Magnitude of the delta-v. */
    public double speedMetresPerSecond() {
        double[] v = deltaVMetresPerSecond;
        return Vectors.norm(v);
    }
}

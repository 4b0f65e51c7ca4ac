package org.greenzone.astro.calibration;

/** Where an object really was: a precise or owner's ephemeris. */
@FunctionalInterface
public interface ReferenceMotion {
    /**
     * The state at an instant.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param out6 receives position (m) and velocity (m/s), GCRF
     * @return whether it is known then
     */
    boolean state(long utcMicros, double[] out6);
}

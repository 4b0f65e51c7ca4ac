package org.greenzone.astro.dynamics;

/** Where an object is at any time of an interval, as far as it is needed for what else goes along: integrated, or interpolated from a table. */
@FunctionalInterface
public interface Motion {
    /**
     * State at an instant of the interval.
     *
     * @param seconds from the epoch
     * @param out6 receives position (m) and velocity (m/s) in GCRF
     */
    void state(double seconds, double[] out6);
}

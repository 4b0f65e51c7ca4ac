package org.greenzone.astro.dynamics;

/** The partials of a motion by its state at the epoch and its ballistic coefficient: integrated along, or secular. */
@FunctionalInterface
interface Partials {
    /**
     * Partials at an instant.
     *
     * @param seconds from the epoch
     * @param out42 receives those of position and velocity (rows) by position and velocity at the epoch and the ballistic coefficient
     */
    void at(double seconds, double[] out42);
}

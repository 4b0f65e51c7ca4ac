package org.greenzone.astro.conjunction;

/**
 * Motion of one object in an inertial (or, like TEME, slowly turning) frame, which both objects of a pair must share.
 *
 * <p>Times are SI seconds from an origin that both objects of a pair must share as well. An implementation may keep
 * scratch space: one instance a thread.
 */
public interface Ephemeris {
    /** First covered instant, seconds from the origin. */
    double firstSeconds();

    /** Last covered instant, seconds from the origin. */
    double lastSeconds();

    /**
     * State at an instant.
     *
     * @param out6 receives position in metres and velocity in m/s; NaN where there is none
     * @return whether there is a state (false outside the covered interval and where the object has decayed)
     */
    boolean state(double seconds, double[] out6);

    /** A speed that the object never exceeds, m/s. */
    double speedBound();

    /** From when on there is certainly no state, seconds: infinite where that is not known. What is behind it need not be asked for. */
    default double goneSeconds() {
        return Double.POSITIVE_INFINITY;
    }
}

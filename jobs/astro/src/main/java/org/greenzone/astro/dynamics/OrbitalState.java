package org.greenzone.astro.dynamics;

/**
 * Where an object is, and how strongly air and sunlight push it.
 *
 * @param epochMicros UTC microseconds since 1970
 * @param stateGcrf x, y, z in metres, vx, vy, vz in m/s, GCRF, 6 numbers
 * @param ballisticCoefficient Cd A / m, m2/kg
 * @param radiationCoefficient Cr A / m, m2/kg
 */
public record OrbitalState(
        long epochMicros, double[] stateGcrf, double ballisticCoefficient, double radiationCoefficient) {

    public OrbitalState {
        if (stateGcrf.length != 6) {
            throw new IllegalArgumentException("an orbital state has 6 numbers, not " + stateGcrf.length);
        }
        stateGcrf = stateGcrf.clone();
        for (double x : stateGcrf) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("the orbital state is not finite");
            }
        }
        if (!Double.isFinite(ballisticCoefficient) || !Double.isFinite(radiationCoefficient)) {
            throw new IllegalArgumentException("the drag or radiation coefficient is not finite");
        }
    }
}

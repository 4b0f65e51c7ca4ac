package org.greenzone.astro.dynamics;

/**
 * Which forces move an object.
 *
 * @param gravityDegree degree and order of the Earth's gravity field, at least 2
 * @param sunMoon attraction of the Sun and the Moon
 * @param solidTides tides of the solid Earth raised by them
 * @param drag drag of an atmosphere that turns with the Earth
 * @param radiationPressure direct pressure of sunlight, with the shadow of the Earth
 */
public record ForceModel(
        int gravityDegree, boolean sunMoon, boolean solidTides, boolean drag, boolean radiationPressure) {

    /** For orbit determination and prediction of many objects. */
    public static final ForceModel STANDARD = new ForceModel(36, true, true, true, true);

    /** For simulated truth. */
    public static final ForceModel TRUTH = new ForceModel(60, true, true, true, true);

    public ForceModel {
        if (gravityDegree < 2) {
            throw new IllegalArgumentException("gravity degree " + gravityDegree + " is below 2");
        }
    }
}

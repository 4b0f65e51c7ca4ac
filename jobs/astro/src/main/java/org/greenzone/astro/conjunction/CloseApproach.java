package org.greenzone.astro.conjunction;

/**
 * A local minimum of the distance of two objects, inside the screening volume.
 *
 * @param seconds time of closest approach, SI seconds from the origin of the ephemerides
 * @param missDistanceMetres distance then
 * @param relativeSpeedMetresPerSecond relative speed then
 * @param primary state of the primary, m and m/s, in the frame of the ephemerides
 * @param secondary state of the other object
 */
public record CloseApproach(
        double seconds,
        double missDistanceMetres,
        double relativeSpeedMetresPerSecond,
        double[] primary,
        double[] secondary) {

    /** Of two states at an instant, which are kept as they are. */
    static CloseApproach at(double seconds, double[] primary, double[] secondary) {
        double distance = 0;
        double speed = 0;
        for (int i = 0; i < 3; i++) {
            distance += (secondary[i] - primary[i]) * (secondary[i] - primary[i]);
            speed += (secondary[i + 3] - primary[i + 3]) * (secondary[i + 3] - primary[i + 3]);
        }
        return new CloseApproach(seconds, Math.sqrt(distance), Math.sqrt(speed), primary, secondary);
    }

    /** Secondary minus primary in the RTN frame of the primary, metres, 3 numbers. */
    public double[] missRtnMetres() {
        return Conjunction.missRtn(primary, secondary);
    }
}

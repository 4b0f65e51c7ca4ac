package org.greenzone.astro.manoeuvre;

/**
 * An impulsive change of velocity.
 *
 * @param timeMicros UTC microseconds since 1970
 * @param direction of the change
 * @param metresPerSecond size, positive
 */
public record Burn(long timeMicros, Direction direction, double metresPerSecond) {
    public Burn {
        if (!(metresPerSecond > 0)) {
            throw new IllegalArgumentException("a burn has a positive size");
        }
    }

    /** Direction in the RTN frame of the asset. */
    public enum Direction {
        FORWARD(0, 1, 0),
        BACKWARD(0, -1, 0),
        OUTWARD(1, 0, 0),
        INWARD(-1, 0, 0),
        LEFT(0, 0, 1),
        RIGHT(0, 0, -1);

        private final double radial;
        private final double inTrack;
        private final double crossTrack;

        Direction(double radial, double inTrack, double crossTrack) {
            this.radial = radial;
            this.inTrack = inTrack;
            this.crossTrack = crossTrack;
        }

        double[] unitRtn() {
            return new double[] {radial, inTrack, crossTrack};
        }
    }

    /** Radial, in-track, cross-track, m/s, 3 numbers. */
    public double[] deltaVRtn() {
        double[] deltaV = direction.unitRtn();
        for (int i = 0; i < 3; i++) {
            deltaV[i] *= metresPerSecond;
        }
        return deltaV;
    }
}

package org.greenzone.formats.gp;

/** Units of element sets in files: revolutions and days, where Greenzone has radians and seconds. */
final class GpUnits {
    static final double SECONDS_PER_DAY = 86_400.0;

    /** rev/day in rad/s. */
    static final double REVOLUTION_PER_DAY = 2 * Math.PI / SECONDS_PER_DAY;

    /** rev/day2 in rad/s2. */
    static final double REVOLUTION_PER_DAY_2 = REVOLUTION_PER_DAY / SECONDS_PER_DAY;

    /** rev/day3 in rad/s3. */
    static final double REVOLUTION_PER_DAY_3 = REVOLUTION_PER_DAY_2 / SECONDS_PER_DAY;

    /** TLE and OMM print half the first derivative of the mean motion. */
    static final double FIRST_DERIVATIVE_DIVISOR = 2;

    /** TLE and OMM print a sixth of the second derivative. */
    static final double SECOND_DERIVATIVE_DIVISOR = 6;

    /** Faster would be below the surface of the Earth, rev/day. */
    static final double FASTEST = 18.0;

    /** Slower would be beyond the Moon's orbit, rev/day. */
    static final double SLOWEST = 0.01;

    private GpUnits() {}
}

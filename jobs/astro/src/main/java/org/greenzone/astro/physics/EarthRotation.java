package org.greenzone.astro.physics;

import org.orekit.frames.EOPHistory;
import org.orekit.frames.PoleCorrection;
import org.orekit.time.AbsoluteDate;

/**
 * Rotation from GCRF to ITRF (IERS 2010, CIO based) on flat arrays.
 *
 * <p>The celestial pole (X, Y), the pole in the terrestrial frame and the departure of the Earth rotation angle from a
 * uniform rotation are taken from Orekit's IERS 2010 series and the daily parameters (without Orekit's own interpolation,
 * whose nodes depend on earlier calls) at fixed nodes an hour apart in TAI, and interpolated by cubics between them, so a
 * result depends on the instant alone and never on earlier calls. Not thread-safe (it caches nodes).
 */
public final class EarthRotation {
    /** IERS Conventions 2010, equation 5.14: turns of the Earth rotation angle per day of UT1. */
    private static final double TURNS_PER_DAY = 1.00273781191135448;

    private static final double TURNS_AT_J2000 = 0.7790572732640;
    private static final long NODE_MICROS = 3_600_000_000L;
    private static final long DAY_MICROS = 86_400_000_000L;
    /** 2000-01-01T12:00:00 in TAI microseconds since 1970. */
    private static final long J2000_MICROS = 946_728_000_000_000L;

    /** IERS Conventions 2010, equation 5.13: s' in radians a century. */
    private static final double TERRESTRIAL_LOCATOR_RATE = -47e-6 * Math.PI / 648_000;

    private static final int VALUES = 5;

    private final PhysicalData data;
    private final NodeCache cache = new NodeCache(VALUES, NODE_MICROS, this::compute);
    private final double[] interpolated = new double[VALUES];

    public EarthRotation(PhysicalData data) {
        this.data = data;
    }

    /** Rotation rate of the Earth, rad/s (IERS 2010, nominal). */
    public static final double RATE = 7.292115146706979e-5;

    /**
     * Rotation matrix from GCRF to ITRF.
     *
     * @param utcMicros UTC microseconds since 1970
     * @param plusSeconds SI seconds after that instant
     * @param rotation9 receives the matrix, by rows
     */
    public void gcrfToItrf(long utcMicros, double plusSeconds, double[] rotation9) {
        long tai = data.leapSeconds().toTaiMicros(utcMicros);
        long whole = (long) Math.floor(plusSeconds);
        tai += whole * 1_000_000L;
        double fraction = plusSeconds - whole;
        cache.interpolate(tai, fraction, interpolated);
        long sinceJ2000 = tai - J2000_MICROS;
        double day = Math.floorDiv(sinceJ2000, DAY_MICROS);
        double dayFraction = (Math.floorMod(sinceJ2000, DAY_MICROS) * 1e-6 + fraction) / 86_400.0;
        double angle = 2 * Math.PI * uniformTurns(day, dayFraction) + interpolated[2];
        compose(interpolated[0], interpolated[1], angle, interpolated[3], interpolated[4], rotation9);
    }

    private static double uniformTurns(double day, double dayFraction) {
        double turns = TURNS_AT_J2000 + (TURNS_PER_DAY - 1) * day + TURNS_PER_DAY * dayFraction;
        return turns - Math.floor(turns);
    }

    /** IERS Conventions 2010, equations 5.1 to 5.10, the locators s and s' being part of the angle. */
    private static void compose(double x, double y, double angle, double xp, double yp, double[] out) {
        double a = 1 / (1 + Math.sqrt(1 - x * x - y * y));
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double q00 = 1 - a * x * x;
        double q01 = -a * x * y;
        double q11 = 1 - a * y * y;
        double q22 = Math.sqrt(1 - x * x - y * y);
        double r00 = c * q00 + s * q01;
        double r01 = c * q01 + s * q11;
        double r02 = -c * x - s * y;
        double r10 = -s * q00 + c * q01;
        double r11 = -s * q01 + c * q11;
        double r12 = s * x - c * y;
        double w = 1 - xp * xp / 2;
        out[0] = w * r00 + xp * x;
        out[1] = w * r01 + xp * y;
        out[2] = w * r02 + xp * q22;
        double z = 1 - yp * yp / 2;
        out[3] = z * r10 + xp * yp * r00 - yp * x;
        out[4] = z * r11 + xp * yp * r01 - yp * y;
        out[5] = z * r12 + xp * yp * r02 - yp * q22;
        double p = 1 - (xp * xp + yp * yp) / 2;
        out[6] = -xp * r00 + yp * r10 + p * x;
        out[7] = -xp * r01 + yp * r11 + p * y;
        out[8] = -xp * r02 + yp * r12 + p * q22;
    }

    private void compute(long tai, double[] out) {
        AbsoluteDate date = data.dateOfTaiMicros(tai);
        EOPHistory orientation = data.orientation();
        double[] offset = orientation.getNonRotatinOriginNutationCorrection(date);
        PoleCorrection pole = orientation.getPoleCorrection(date);
        double[] celestial = data.celestialPole().value(date);
        double x = celestial[0] + offset[0];
        double y = celestial[1] + offset[1];
        double originLocator = celestial[2] - x * y / 2;
        double centuries = (tai - J2000_MICROS) * 1e-6 / (36_525.0 * 86_400.0);
        double ut1MinusTai = orientation.getUT1MinusUTC(date)
                - data.leapSeconds().taiMinusUtcSeconds(data.leapSeconds().fromTaiMicros(tai));
        out[0] = x;
        out[1] = y;
        out[2] = 2 * Math.PI * TURNS_PER_DAY * ut1MinusTai / 86_400.0
                - originLocator
                + TERRESTRIAL_LOCATOR_RATE * centuries;
        out[3] = pole.getXp();
        out[4] = pole.getYp();
    }
}

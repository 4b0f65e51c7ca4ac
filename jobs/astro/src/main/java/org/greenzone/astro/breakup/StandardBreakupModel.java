package org.greenzone.astro.breakup;

/**
 * NASA standard breakup model: numbers, areas, area-to-mass ratios and speeds of fragments.
 *
 * <p>Johnson, Krisko, Liou and Anz-Meador 2001, "NASA's new breakup model of EVOLVE 4.0", Advances in Space Research 28 (9), with
 * Krisko 2011 (Orbital Debris Quarterly News 15 (4)) for the mass in collisions that are not catastrophic. Lengths are characteristic lengths in metres;
 * spacecraft above 11 cm by equation 6, all below 8 cm by equation 7, and between them a choice with a chance linear in the length. NOT valid
 * for slow separations.
 */
public final class StandardBreakupModel {
    /** Length of the smallest fragments that radars of the catalogue follow in low orbits, metres. */
    public static final double TRACKED_LENGTH_METRES = 0.1;

    /** Collisions are catastrophic from this energy on, joules per kilogram of the target. */
    public static final double CATASTROPHIC_JOULES_PER_KILOGRAM = 40_000;

    static final double COLLISION_EXPONENT = -1.71;
    static final double EXPLOSION_EXPONENT = -1.6;

    /** Standard deviation of log10 of the speed. */
    static final double SPEED_SIGMA = 0.4;

    private static final double SMALL = 0.08;
    private static final double LARGE = 0.11;

    private StandardBreakupModel() {}

    /** What made the fragments. */
    public enum Cause {
        COLLISION,
        EXPLOSION
    }

    /** Fragments longer than a length after a catastrophic collision of bodies of so many kilograms together (equation 4). */
    public static double collisionNumber(double massKilograms, double lengthMetres) {
        return 0.1 * Math.pow(massKilograms, 0.75) * Math.pow(lengthMetres, COLLISION_EXPONENT);
    }

    /** The same for a collision that is not catastrophic: the mass is twice its energy in megajoules (kg km2/s2). */
    public static double crateringNumber(double energyJoules, double lengthMetres) {
        return collisionNumber(2 * energyJoules / 1e6, lengthMetres);
    }

    /** Fragments longer than a length after an explosion (equation 2); scale 1 for upper stages of 600 to 1000 kg. */
    public static double explosionNumber(double scale, double lengthMetres) {
        return 6 * scale * Math.pow(lengthMetres, EXPLOSION_EXPONENT);
    }

    static double number(Cause cause, double massOrScale, double lengthMetres) {
        return cause == Cause.COLLISION
                ? collisionNumber(massOrScale, lengthMetres)
                : explosionNumber(massOrScale, lengthMetres);
    }

    /** Mean of log10 of the speed in m/s against the parent, of fragments with log10 A/M in m2/kg (equations 11 and 12). */
    public static double meanLogSpeed(Cause cause, double logAreaToMass) {
        return cause == Cause.COLLISION ? 0.9 * logAreaToMass + 2.9 : 0.2 * logAreaToMass + 1.85;
    }

    /** A length of the number law between two lengths, from a uniform number. */
    static double length(Cause cause, double shortest, double longest, double uniform) {
        double exponent = cause == Cause.COLLISION ? COLLISION_EXPONENT : EXPLOSION_EXPONENT;
        double least = Math.pow(shortest, exponent);
        return Math.pow(least - uniform * (least - Math.pow(longest, exponent)), 1 / exponent);
    }

    /** log10 of A/M (m2/kg) of a piece of a spacecraft, from the draws of a stream. */
    static double logAreaToMass(double lengthMetres, Draws draws) {
        double x = Math.log10(lengthMetres);
        double chance = (lengthMetres - SMALL) / (LARGE - SMALL);
        boolean large = draws.uniform() < chance;
        boolean first = draws.uniform() < ramp(x, -1.95, 0, 0.55, 1);
        double gaussian = draws.gaussian();
        if (!large) {
            double sigma = x <= -3.5 ? 0.2 : 0.2 + 0.1333 * (x + 3.5);
            return ramp(x, -1.75, -0.3, -1.25, -1) + sigma * gaussian;
        }
        return first
                ? ramp(x, -1.1, -0.6, 0, -0.95) + ramp(x, -1.3, 0.1, -0.3, 0.3) * gaussian
                : ramp(x, -0.7, -1.2, -0.1, -2) + ramp(x, -0.5, 0.5, -0.3, 0.3) * gaussian;
    }

    /** Constant outside of two abscissae, linear between. */
    private static double ramp(double x, double from, double atFrom, double to, double atTo) {
        double part = Math.max(0, Math.min(1, (x - from) / (to - from)));
        return atFrom + part * (atTo - atFrom);
    }
}

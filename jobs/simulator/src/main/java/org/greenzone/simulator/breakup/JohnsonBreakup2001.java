package org.greenzone.simulator.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.greenzone.simulator.random.RandomStream;

/**
 * The NASA standard breakup model: number, size, area, mass and speed of the pieces of a satellite.
 *
 * <p>Johnson, Krisko, Liou and Anz-Meador 2001, "NASA's new breakup model of EVOLVE 4.0", Advances in Space Research 28
 * (9), 1377-1384, with the corrections of Krisko 2011, "Proper implementation of the 1998 NASA breakup model", Orbital
 * Debris Quarterly News 15 (4). Lengths are drawn from the cumulative number law between the minimum and the maximum
 * length. Directions are uniform on the sphere, and the pieces that are made carry no momentum together (their mean
 * velocity by mass is taken off; the pieces below the minimum length are taken to carry none either).
 *
 * <p>The pieces never weigh more than the broken mass: the heaviest is drawn again (and, where that does not help, left
 * out) until that holds. What is missing to the broken mass is in pieces below the minimum length. NOT valid for deliberate low-speed separations, nor for the
 * plume direction of an off-centre impact, which the model does not have.
 */
public final class JohnsonBreakup2001 {
    /** Equations 2 to 4: exponents of the cumulative number over the length. */
    private static final double EXPLOSION_EXPONENT = -1.6;

    private static final double COLLISION_EXPONENT = -1.71;
    private static final double DELTA_V_SIGMA = 0.4;

    /** An explosion of a light body has more pieces in the number law than its mass allows. */
    private static final int MOST_REDRAWS_PER_PIECE = 3;

    private JohnsonBreakup2001() {}

    /** Number of pieces longer than the length: equations 2 and 4. */
    public static double cumulativeNumber(BreakupEvent event, double lengthMetres) {
        return switch (event.kind()) {
            case EXPLOSION -> 6 * event.explosionScale() * Math.pow(lengthMetres, EXPLOSION_EXPONENT);
            case COLLISION -> 0.1 * Math.pow(numberMass(event), 0.75) * Math.pow(lengthMetres, COLLISION_EXPONENT);
        };
    }

    /**
     * The mass in the number law: both bodies of a catastrophic collision, else the projectile's mass times its speed in
     * km/s squared (Krisko 2011), which is twice its energy in megajoules.
     */
    private static double numberMass(BreakupEvent event) {
        return event.catastrophic()
                ? event.massKilograms() + event.projectileMassKilograms()
                : 2 * event.energyJoules() / 1e6;
    }

    /** Mean cross section in m2 of a piece: equations 8 and 9. */
    public static double area(double lengthMetres) {
        return lengthMetres < 0.00167
                ? 0.540424 * lengthMetres * lengthMetres
                : 0.556945 * Math.pow(lengthMetres, 2.0047077);
    }

    /** Mean of log10 of the speed (m/s) of pieces with log10 A/M (m2/kg): equations 11 and 12. */
    public static double meanLogDeltaV(BreakupKind kind, double chi) {
        return switch (kind) {
            case EXPLOSION -> 0.2 * chi + 1.85;
            case COLLISION -> 0.9 * chi + 2.9;
        };
    }

    /** The pieces, the longest first. The same event and stream give the same pieces, bit for bit. */
    public static List<Fragment> fragments(BreakupEvent event, RandomStream random) {
        int count = (int) Math.round(cumulativeNumber(event, event.minimumLengthMetres()));
        List<Fragment> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pieces.add(draw(event, random));
        }
        double brokenMass = brokenMass(event);
        double mass = totalMass(pieces);
        int drawnAgain = 0;
        while (mass > brokenMass && !pieces.isEmpty()) {
            int heaviest = 0;
            for (int i = 1; i < pieces.size(); i++) {
                if (pieces.get(i).massKilograms() > pieces.get(heaviest).massKilograms()) {
                    heaviest = i;
                }
            }
            if (drawnAgain++ < MOST_REDRAWS_PER_PIECE * count) {
                pieces.set(heaviest, draw(event, random));
            } else {
                pieces.remove(heaviest);
            }
            mass = totalMass(pieces);
        }
        pieces.sort(Comparator.comparingDouble(Fragment::lengthMetres).reversed());
        return withoutNetMomentum(pieces, mass);
    }

    private static double brokenMass(BreakupEvent event) {
        return event.catastrophic()
                ? event.massKilograms() + event.projectileMassKilograms()
                : Math.min(event.massKilograms(), numberMass(event));
    }

    private static double totalMass(List<Fragment> pieces) {
        double mass = 0;
        for (Fragment piece : pieces) {
            mass += piece.massKilograms();
        }
        return mass;
    }

    private static Fragment draw(BreakupEvent event, RandomStream random) {
        double exponent = event.kind() == BreakupKind.EXPLOSION ? EXPLOSION_EXPONENT : COLLISION_EXPONENT;
        double atMinimum = Math.pow(event.minimumLengthMetres(), exponent);
        double atMaximum = Math.pow(event.maximumLengthMetres(), exponent);
        double length = Math.pow(atMinimum - random.uniform() * (atMinimum - atMaximum), 1 / exponent);
        double areaToMass = AreaToMass.draw(event.type(), length, random);
        double area = area(length);
        double mean = meanLogDeltaV(event.kind(), Math.log10(areaToMass));
        double speed;
        do {
            speed = Math.pow(10, mean + DELTA_V_SIGMA * random.gaussian());
        } while (speed > event.maximumDeltaVMetresPerSecond());
        double[] velocity = random.direction();
        for (int i = 0; i < 3; i++) {
            velocity[i] *= speed;
        }
        return new Fragment(length, area, areaToMass, area / areaToMass, velocity);
    }

    private static List<Fragment> withoutNetMomentum(List<Fragment> pieces, double mass) {
        double[] mean = new double[3];
        for (Fragment piece : pieces) {
            for (int i = 0; i < 3; i++) {
                mean[i] += piece.massKilograms() * piece.deltaVMetresPerSecond()[i] / mass;
            }
        }
        List<Fragment> balanced = new ArrayList<>(pieces.size());
        for (Fragment piece : pieces) {
            double[] velocity = piece.deltaVMetresPerSecond().clone();
            for (int i = 0; i < 3; i++) {
                velocity[i] -= mean[i];
            }
            balanced.add(new Fragment(
                    piece.lengthMetres(),
                    piece.areaSquareMetres(),
                    piece.areaToMassSquareMetresPerKilogram(),
                    piece.massKilograms(),
                    velocity));
        }
        return balanced;
    }
}

package org.greenzone.simulator.breakup;

/**
 * What the NASA standard breakup model is told about an event.
 *
 * @param kind collision or explosion
 * @param type what broke
 * @param massKilograms mass of the parent
 * @param projectileMassKilograms mass that a catastrophic collision adds to the parent's; 0 where it is left out
 * @param energyJoules kinetic energy of the projectile relative to the parent; NaN: enough for a catastrophe. Not used
 *     by explosions
 * @param explosionScale factor S of the number of explosion fragments (1 for upper stages of 600 to 1000 kg)
 * @param minimumLengthMetres smallest piece that is made
 * @param maximumLengthMetres largest piece that is made: about the parent's own size
 * @param maximumDeltaVMetresPerSecond faster pieces are drawn again: the log-normal tail has no bound of its own
 */
public record BreakupEvent(
        BreakupKind kind,
        BrokenType type,
        double massKilograms,
        double projectileMassKilograms,
        double energyJoules,
        double explosionScale,
        double minimumLengthMetres,
        double maximumLengthMetres,
        double maximumDeltaVMetresPerSecond) {

    /** Johnson et al. 2001: a collision is catastrophic from 40 J per gram of target on. */
    public static final double CATASTROPHIC_JOULES_PER_KILOGRAM = 40_000;

    public BreakupEvent {
        if (!(massKilograms > 0)
                || !(minimumLengthMetres > 0)
                || !(maximumLengthMetres > minimumLengthMetres)
                || !(maximumDeltaVMetresPerSecond > 0)
                || !(projectileMassKilograms >= 0)
                || !(explosionScale > 0)) {
            throw new IllegalArgumentException("breakup: masses, lengths and speeds must be positive and in order");
        }
    }

    /** Whether a collision destroys the whole target; always for explosions. */
    public boolean catastrophic() {
        return kind == BreakupKind.EXPLOSION
                || Double.isNaN(energyJoules)
                || energyJoules / massKilograms >= CATASTROPHIC_JOULES_PER_KILOGRAM;
    }
}

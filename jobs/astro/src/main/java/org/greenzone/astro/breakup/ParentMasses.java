package org.greenzone.astro.breakup;

import java.util.Map;
import java.util.TreeMap;

/**
 * Masses of the objects that may break up: tracks do not tell them, and the number of fragments goes with them.
 *
 * @param kilograms by object id
 */
public record ParentMasses(Map<String, Double> kilograms) {
    /** Of an object of which nobody said it: a satellite of middle size. An assumption. */
    public static final double USUAL_KILOGRAMS = 1_000;

    /** Nobody said any. */
    public static final ParentMasses UNKNOWN = new ParentMasses(Map.of());

    public ParentMasses {
        kilograms.forEach((id, mass) -> {
            if (!(mass > 0 && mass < 1e6)) {
                throw new IllegalArgumentException("mass of " + id + ": " + mass + " kg");
            }
        });
        kilograms = new TreeMap<>(kilograms);
    }

    boolean isKnown(String objectId) {
        return kilograms.containsKey(objectId);
    }

    double of(String objectId) {
        return kilograms.getOrDefault(objectId, USUAL_KILOGRAMS);
    }
}

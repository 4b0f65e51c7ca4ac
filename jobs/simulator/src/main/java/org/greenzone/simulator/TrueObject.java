package org.greenzone.simulator;

import java.util.List;

/**
 * An object as it truly is.
 *
 * @param objectId id in the catalogue; fragments, which no catalogue knows, have that of the parent, {@code -F} and a
 *     number
 * @param name may be empty
 * @param parentId of a fragment; empty for others
 * @param sizeMetres characteristic length
 * @param massKilograms NaN where the simulation needs none
 * @param areaToMassSquareMetresPerKilogram NaN where the simulation needs none
 * @param ballisticCoefficient Cd A / m, m2/kg
 * @param radiationCoefficient Cr A / m, m2/kg
 * @param deltaVMetresPerSecond velocity of a fragment relative to its parent, inertial axes; NaN for others
 * @param fromMicros first instant at which it exists, UTC microseconds since 1970
 * @param toMicros last instant at which it exists: end of the scenario, breakup or re-entry
 * @param decayed whether it re-entered
 * @param states at its first instant, at even steps of the scenario, and at its last instant
 */
public record TrueObject(
        String objectId,
        String name,
        String parentId,
        double sizeMetres,
        double massKilograms,
        double areaToMassSquareMetresPerKilogram,
        double ballisticCoefficient,
        double radiationCoefficient,
        double[] deltaVMetresPerSecond,
        long fromMicros,
        long toMicros,
        boolean decayed,
        List<TrueState> states) {}

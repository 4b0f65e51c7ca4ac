package org.greenzone.simulator.scenario;

/**
 * An object releases many satellites of one kind at once, which no catalogue has: the flat stack of a launch.
 *
 * @param carrierId one of the objects; it stays
 * @param timeMicros instant, UTC microseconds since 1970
 * @param count how many
 * @param speedMetresPerSecond one sigma of each component of their velocities against the carrier
 * @param sizeMetres of each
 * @param massKilograms of each
 * @param areaSquareMetres mean cross section of each
 */
public record Deployment(
        String carrierId,
        long timeMicros,
        int count,
        double speedMetresPerSecond,
        double sizeMetres,
        double massKilograms,
        double areaSquareMetres) {}

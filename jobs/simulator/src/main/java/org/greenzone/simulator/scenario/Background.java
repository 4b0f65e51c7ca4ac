package org.greenzone.simulator.scenario;

import java.util.List;

/**
 * A group of catalogued objects whose orbits are drawn: perigee and apogee within a band of altitude, inclination from a
 * mixture, node, argument of perigee and anomaly uniform.
 *
 * @param count how many
 * @param firstObjectNumber ids count from here
 * @param lowestMetres lowest perigee altitude above the equatorial radius
 * @param highestMetres highest apogee altitude
 * @param inclinations the mixture
 * @param smallestMetres smallest size; sizes are log-uniform
 * @param largestMetres largest size
 */
public record Background(
        int count,
        int firstObjectNumber,
        double lowestMetres,
        double highestMetres,
        List<Inclination> inclinations,
        double smallestMetres,
        double largestMetres) {

    public Background {
        inclinations = List.copyOf(inclinations);
        if (inclinations.isEmpty()) {
            throw new IllegalArgumentException("background without inclinations");
        }
    }

    /**
     * A part of the mixture.
     *
     * @param meanRadians mean inclination
     * @param sigmaRadians spread
     * @param weight share in the mixture, relative to the other weights
     */
    public record Inclination(double meanRadians, double sigmaRadians, double weight) {}
}

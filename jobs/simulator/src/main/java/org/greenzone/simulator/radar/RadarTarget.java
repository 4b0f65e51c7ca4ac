package org.greenzone.simulator.radar;

import org.greenzone.astro.dynamics.Trajectory;

/**
 * What a radar looks at.
 *
 * @param objectId for the random numbers
 * @param catalogued whether the radar expects it
 * @param sizeMetres for the radar cross section
 * @param trajectory where it truly is
 * @param epochSeconds epoch of the trajectory in scenario seconds
 * @param fromSeconds first instant at which it exists, scenario seconds
 * @param toSeconds last instant at which it exists, scenario seconds
 */
public record RadarTarget(
        String objectId,
        boolean catalogued,
        double sizeMetres,
        Trajectory trajectory,
        double epochSeconds,
        double fromSeconds,
        double toSeconds) {}

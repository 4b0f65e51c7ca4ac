package org.greenzone.astro.breakup;

/**
 * Flux of a cloud along the orbit of an asset, in steps of time.
 *
 * @param startMicros of the first step, UTC microseconds since 1970
 * @param stepSeconds length of a step
 * @param fluxPerSquareMetreSecond fragments through a square metre turned to each, mean of the step, 1/m2/s
 * @param densityPerCubicMetre number density at the asset, mean of the step (flux over the relative speed of each), 1/m3
 */
public record CloudFlux(
        long startMicros, double stepSeconds, double[] fluxPerSquareMetreSecond, double[] densityPerCubicMetre) {}

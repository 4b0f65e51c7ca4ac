package org.greenzone.astro.breakup;

/**
 * An asset crosses the orbit plane of a parent object.
 *
 * @param assetId the asset
 * @param parentId the broken-up object
 * @param crossingMicros UTC instant at which the asset is in the parent's orbit plane, microseconds since 1970
 * @param shellSeparationMetres radius of the parent's orbit at the crossing minus radius of the asset there
 * @param relativeSpeedMetresPerSecond speed of the asset relative to an object in the parent's orbit there
 * @param parentPhaseSeconds time from the crossing until the parent itself is at this point of its orbit, in
 *     (-period/2, period/2]
 */
public record Passage(
        String assetId,
        String parentId,
        long crossingMicros,
        double shellSeparationMetres,
        double relativeSpeedMetresPerSecond,
        double parentPhaseSeconds) {}

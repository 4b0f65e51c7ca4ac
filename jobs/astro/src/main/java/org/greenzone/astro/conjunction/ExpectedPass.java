package org.greenzone.astro.conjunction;

/**
 * What the next radar pass of the secondary would do to an encounter.
 *
 * @param siteId which site will see it
 * @param startMicros first measurement, UTC microseconds since 1970
 * @param endMicros last measurement
 * @param sigmaRtnMetres one sigma of the relative position at the closest approach after it, R, T, N of the primary, 3 numbers
 * @param probability Pc with the covariance after it if the miss stays as it is; NaN where there is none
 */
public record ExpectedPass(
        String siteId, long startMicros, long endMicros, double[] sigmaRtnMetres, double probability) {}

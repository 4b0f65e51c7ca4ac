package org.greenzone.astro.calibration;

import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * What a track measured less what its object's known motion foretells, linear about it:
 * {@code residual = biases . biasPartials + deviates . errorPartials + noise}.
 *
 * <p>The deviates are standard normal and those of this pass alone: errors of the known motion, ionosphere. The biases are in
 * units of their bounds ({@link BiasKind#bound()}) and counted from {@link org.greenzone.astro.track.Site#bias()}. Immutable by
 * convention.
 *
 * @param trackId of the track
 * @param siteId site that measured
 * @param objectId object that moved
 * @param endMicros last measurement, UTC microseconds since 1970
 * @param kind of each scalar
 * @param residual of each scalar, in its unit (m, m/s, rad)
 * @param sigma stated for each scalar
 * @param biasPartials of each scalar by the five biases
 * @param errorPartials of each scalar by the deviates
 */
public record PassResiduals(
        String trackId,
        String siteId,
        String objectId,
        long endMicros,
        Kind[] kind,
        double[] residual,
        double[] sigma,
        double[][] biasPartials,
        double[][] errorPartials) {

    public PassResiduals {
        if (residual.length == 0 || errorPartials.length != residual.length || biasPartials.length != residual.length) {
            throw new IllegalArgumentException("residuals without their partials");
        }
    }

    /**
     * The same where a bias is held at that of the site.
     *
     * <p>Orbits that were made from the tracks of a network move along the track with an error that all its clocks share: against
     * them a time bias is to be held.
     */
    public PassResiduals holding(BiasKind held) {
        double[][] partials = new double[biasPartials.length][];
        for (int s = 0; s < partials.length; s++) {
            partials[s] = biasPartials[s].clone();
            partials[s][held.ordinal()] = 0;
        }
        return new PassResiduals(trackId, siteId, objectId, endMicros, kind, residual, sigma, partials, errorPartials);
    }

    int size() {
        return residual.length;
    }

    int errors() {
        return errorPartials[0].length;
    }
}

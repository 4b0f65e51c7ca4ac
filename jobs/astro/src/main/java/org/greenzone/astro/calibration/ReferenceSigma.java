package org.greenzone.astro.calibration;

/**
 * How far a reference may be from the truth during a pass: one sigma of an offset in its RTN frame that stays through the pass.
 *
 * <p>An offset along the track looks like a time tag that is late by it over the speed, 0.13 ms a metre.
 */
public record ReferenceSigma(double radialMetres, double alongTrackMetres, double crossTrackMetres) {
    public ReferenceSigma {
        if (!(radialMetres >= 0 && alongTrackMetres >= 0 && crossTrackMetres >= 0)
                || Double.isInfinite(radialMetres + alongTrackMetres + crossTrackMetres)) {
            throw new IllegalArgumentException("the sigma of a reference is not a number from 0");
        }
    }

    /** The same in all directions. */
    public static ReferenceSigma of(double metres) {
        return new ReferenceSigma(metres, metres, metres);
    }
}

package org.greenzone.astro.calibration;

import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * A systematic error of a site, in the sense of {@link Site.Bias}: measured too much, time tags late.
 *
 * <p>The bound is the width of what is believed of a site of which nothing is known. It only has to be far wider than any
 * real bias; where more than a third of it remains, the measurements have not told the bias.
 */
public enum BiasKind {
    RANGE("range", 1_000),
    RANGE_RATE("rangeRate", 100),
    AZIMUTH("azimuth", Math.toRadians(5)),
    ELEVATION("elevation", Math.toRadians(5)),
    TIME("time", 0.5);

    static final int COUNT = values().length;

    private final String label;
    private final double bound;

    BiasKind(String label, double bound) {
        this.label = label;
        this.bound = bound;
    }

    public String label() {
        return label;
    }

    /** One sigma of the bias of an unknown site: metres, m/s, radians, seconds. */
    public double bound() {
        return bound;
    }

    /** The bias of this kind in a site: metres, m/s, radians, seconds. */
    public double of(Site.Bias bias) {
        return switch (this) {
            case RANGE -> bias.rangeMetres();
            case RANGE_RATE -> bias.rangeRateMetresPerSecond();
            case AZIMUTH -> bias.azimuthRadians();
            case ELEVATION -> bias.elevationRadians();
            case TIME -> bias.timeSeconds();
        };
    }

    /** Whether a constant of this kind adds to a measured scalar. Right ascension and declination have none. */
    boolean addsTo(Kind kind) {
        return switch (this) {
            case RANGE -> kind == Kind.RANGE;
            case RANGE_RATE -> kind == Kind.RANGE_RATE;
            case AZIMUTH -> kind == Kind.AZIMUTH;
            case ELEVATION -> kind == Kind.ELEVATION;
            case TIME -> false;
        };
    }

    static Site.Bias bias(double[] values) {
        return new Site.Bias(values[0], values[1], values[2], values[3], values[4]);
    }
}

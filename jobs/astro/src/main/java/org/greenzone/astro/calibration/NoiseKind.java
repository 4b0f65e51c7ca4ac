package org.greenzone.astro.calibration;

import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.TrackObservations.Kind;

/** Scalars whose stated sigmas are wrong by one factor: as {@link Site.NoiseScale} counts them. */
public enum NoiseKind {
    RANGE("range"),
    RANGE_RATE("rangeRate"),
    AZIMUTH("azimuth"),
    ELEVATION("elevation");

    static final int COUNT = values().length;

    private final String label;

    NoiseKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The kind of a scalar; right ascension and declination count with azimuth and elevation. */
    public static NoiseKind of(Kind kind) {
        return switch (kind) {
            case RANGE -> RANGE;
            case RANGE_RATE -> RANGE_RATE;
            case AZIMUTH, RIGHT_ASCENSION -> AZIMUTH;
            case ELEVATION, DECLINATION -> ELEVATION;
        };
    }

    /** The factor of this kind. */
    public double of(Site.NoiseScale scale) {
        return switch (this) {
            case RANGE -> scale.range();
            case RANGE_RATE -> scale.rangeRate();
            case AZIMUTH -> scale.azimuth();
            case ELEVATION -> scale.elevation();
        };
    }
}

package org.greenzone.astro.track;

import java.util.List;

/**
 * A radar site: where it stands, how well it measures, what it sees, and how its files are to be read.
 *
 * @param siteId id in tracks and files, lower case
 * @param aliases other names under which files know the site (for example {@code EISCAT_UHF_TROMSO})
 * @param name for people
 * @param latitudeRadians geodetic latitude, WGS84
 * @param longitudeRadians longitude, east positive
 * @param altitudeMetres height above the WGS84 ellipsoid
 * @param noise one-sigma noise where a measurement brings none
 * @param bias what the site measures too much
 * @param transmitFrequencyHertz NaN where not known
 * @param dopplerSign +1 where positive Doppler in its files means receding (the rule of CCSDS), -1 where approaching
 * @param fields what it can see; empty for a steerable radar (everything above the horizon)
 * @param maximumRangeMetres NaN where not known
 * @param calibration how well the bias is known, and how far stated sigmas are from the truth
 */
public record Site(
        String siteId,
        List<String> aliases,
        String name,
        double latitudeRadians,
        double longitudeRadians,
        double altitudeMetres,
        Noise noise,
        Bias bias,
        double transmitFrequencyHertz,
        int dopplerSign,
        List<FieldOfView> fields,
        double maximumRangeMetres,
        Calibration calibration) {

    /** A site that was never calibrated. */
    public Site(
            String siteId,
            List<String> aliases,
            String name,
            double latitudeRadians,
            double longitudeRadians,
            double altitudeMetres,
            Noise noise,
            Bias bias,
            double transmitFrequencyHertz,
            int dopplerSign,
            List<FieldOfView> fields,
            double maximumRangeMetres) {
        this(
                siteId,
                aliases,
                name,
                latitudeRadians,
                longitudeRadians,
                altitudeMetres,
                noise,
                bias,
                transmitFrequencyHertz,
                dopplerSign,
                fields,
                maximumRangeMetres,
                Calibration.NONE);
    }

    public Site {
        if (!(Math.abs(latitudeRadians) <= Math.PI / 2)) {
            throw new IllegalArgumentException("site " + siteId + ": latitude outside -90 to 90 deg");
        }
        if (!Double.isFinite(longitudeRadians) || !Double.isFinite(altitudeMetres)) {
            throw new IllegalArgumentException("site " + siteId + ": longitude or altitude is not a number");
        }
        if (dopplerSign != 1 && dopplerSign != -1) {
            throw new IllegalArgumentException("site " + siteId + ": dopplerSign must be 1 or -1");
        }
    }

    /** Whether it sends light: above 10 THz. */
    public boolean isLaser() {
        return transmitFrequencyHertz > 1e13;
    }

    /** One-sigma noise of each quantity: metres, m/s, radians. */
    public record Noise(
            double rangeMetres, double rangeRateMetresPerSecond, double azimuthRadians, double elevationRadians) {
        /** The generic tracking radar: 40 m, 10 m/s (no coherent Doppler), 0.015 deg. */
        public static final Noise GENERIC = new Noise(40.0, 10.0, Math.toRadians(0.015), Math.toRadians(0.015));
    }

    /** What the site measures too much: metres, m/s, radians, seconds (time tags late: positive). */
    public record Bias(
            double rangeMetres,
            double rangeRateMetresPerSecond,
            double azimuthRadians,
            double elevationRadians,
            double timeSeconds) {
        public static final Bias NONE = new Bias(0, 0, 0, 0, 0);
    }

    /** Factors from stated sigmas to true ones; 1 where nothing is known. */
    public record NoiseScale(double range, double rangeRate, double azimuth, double elevation) {
        public static final NoiseScale NONE = new NoiseScale(1, 1, 1, 1);

        public NoiseScale {
            if (!(range > 0 && rangeRate > 0 && azimuth > 0 && elevation > 0)) {
                throw new IllegalArgumentException("a noise scale is not positive");
            }
        }
    }

    /** Who made a calibration. */
    public enum CalibrationOrigin {
        /** It came with the site. */
        GIVEN,
        /** The pipeline, from the tracks up to an instant; it holds from then on. */
        RUNNING
    }

    /**
     * What is known of the errors of the site beside the bias itself.
     *
     * @param origin who made it
     * @param revision counts the calibrations of a site from 1; 0 for none
     * @param knownMicros event time from which it is known: nothing later is in it; UTC microseconds since 1970, 0 for none
     * @param biasSigma how far one pass may be from {@link Site#bias()}, one sigma: what its estimate leaves open, and its
     *     changes from pass to pass; 0 where nothing is known
     * @param noiseScale factors on the sigmas that tracks state, or on {@link Site#noise()} where they state none
     */
    public record Calibration(
            CalibrationOrigin origin, int revision, long knownMicros, Bias biasSigma, NoiseScale noiseScale) {
        public static final Calibration NONE =
                new Calibration(CalibrationOrigin.GIVEN, 0, 0, Bias.NONE, NoiseScale.NONE);
    }

    /** The same site with another bias, and what is known of it. */
    public Site withCalibration(Bias newBias, Calibration newCalibration) {
        return new Site(
                siteId,
                aliases,
                name,
                latitudeRadians,
                longitudeRadians,
                altitudeMetres,
                noise,
                newBias,
                transmitFrequencyHertz,
                dopplerSign,
                fields,
                maximumRangeMetres,
                newCalibration);
    }

    /**
     * A fan of a phased array: a plane sector through the zenith side of the site. A direction is inside where it is
     * within {@code halfWidthRadians} of the fan's plane and above the minimum elevation.
     *
     * @param boresightAzimuthRadians azimuth in which the fan's plane stands (and in the opposite one)
     * @param halfWidthRadians half the thickness of the fan; pi/2 for everything
     * @param minimumElevationRadians lowest elevation that is seen
     */
    public record FieldOfView(
            double boresightAzimuthRadians, double halfWidthRadians, double minimumElevationRadians) {}
}

package org.greenzone.astro.track;

/**
 * One radar measurement of one object, in the one convention that holds inside Greenzone.
 *
 * <p>A quantity that was not measured is {@code NaN}, and so is its sigma; a measured quantity with {@code NaN} sigma
 * has the noise of its site.
 *
 * @param timeMicros UTC, microseconds since 1970-01-01T00:00:00 (leap seconds not counted), of the instant at which the
 *     signal was at the object (bounce)
 * @param rangeMetres half of the path transmitter - object - receiver, geometric, at the bounce, metres
 * @param rangeSigmaMetres one sigma of the range, metres
 * @param rangeRateMetresPerSecond time derivative of {@code rangeMetres}, positive when the object recedes, m/s
 * @param rangeRateSigmaMetresPerSecond one sigma of the range rate, m/s
 * @param azimuthRadians azimuth of the object from the receiver, from true north over east, radians
 * @param azimuthSigmaRadians one sigma of the azimuth (of the angle itself, not times cos elevation), radians
 * @param elevationRadians elevation above the receiver's geodetic horizon, without refraction, radians
 * @param elevationSigmaRadians one sigma of the elevation, radians
 * @param rightAscensionRadians topocentric right ascension in GCRF, radians
 * @param rightAscensionSigmaRadians one sigma of the right ascension (of the angle itself), radians
 * @param declinationRadians topocentric declination in GCRF, radians
 * @param declinationSigmaRadians one sigma of the declination, radians
 * @param snrDecibels signal-to-noise ratio, decibels
 * @param rcsSquareMetres radar cross section, square metres
 */
public record Measurement(
        long timeMicros,
        double rangeMetres,
        double rangeSigmaMetres,
        double rangeRateMetresPerSecond,
        double rangeRateSigmaMetresPerSecond,
        double azimuthRadians,
        double azimuthSigmaRadians,
        double elevationRadians,
        double elevationSigmaRadians,
        double rightAscensionRadians,
        double rightAscensionSigmaRadians,
        double declinationRadians,
        double declinationSigmaRadians,
        double snrDecibels,
        double rcsSquareMetres) {

    /** A measurement at an instant that measured nothing yet; add quantities with the {@code with} methods. */
    public static Measurement at(long timeMicros) {
        double absent = Double.NaN;
        return new Measurement(
                timeMicros,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent,
                absent);
    }

    /** The same, measured at another instant (UTC microseconds since 1970). */
    public Measurement withTime(long micros) {
        return new Measurement(
                micros,
                rangeMetres,
                rangeSigmaMetres,
                rangeRateMetresPerSecond,
                rangeRateSigmaMetresPerSecond,
                azimuthRadians,
                azimuthSigmaRadians,
                elevationRadians,
                elevationSigmaRadians,
                rightAscensionRadians,
                rightAscensionSigmaRadians,
                declinationRadians,
                declinationSigmaRadians,
                snrDecibels,
                rcsSquareMetres);
    }

    public Measurement withRange(double metres, double sigmaMetres) {
        return new Measurement(
                timeMicros,
                metres,
                sigmaMetres,
                rangeRateMetresPerSecond,
                rangeRateSigmaMetresPerSecond,
                azimuthRadians,
                azimuthSigmaRadians,
                elevationRadians,
                elevationSigmaRadians,
                rightAscensionRadians,
                rightAscensionSigmaRadians,
                declinationRadians,
                declinationSigmaRadians,
                snrDecibels,
                rcsSquareMetres);
    }

    public Measurement withRangeRate(double metresPerSecond, double sigmaMetresPerSecond) {
        return new Measurement(
                timeMicros,
                rangeMetres,
                rangeSigmaMetres,
                metresPerSecond,
                sigmaMetresPerSecond,
                azimuthRadians,
                azimuthSigmaRadians,
                elevationRadians,
                elevationSigmaRadians,
                rightAscensionRadians,
                rightAscensionSigmaRadians,
                declinationRadians,
                declinationSigmaRadians,
                snrDecibels,
                rcsSquareMetres);
    }

    public Measurement withAzimuthElevation(
            double azimuth, double azimuthSigma, double elevation, double elevationSigma) {
        return new Measurement(
                timeMicros,
                rangeMetres,
                rangeSigmaMetres,
                rangeRateMetresPerSecond,
                rangeRateSigmaMetresPerSecond,
                azimuth,
                azimuthSigma,
                elevation,
                elevationSigma,
                rightAscensionRadians,
                rightAscensionSigmaRadians,
                declinationRadians,
                declinationSigmaRadians,
                snrDecibels,
                rcsSquareMetres);
    }

    public Measurement withRightAscensionDeclination(
            double rightAscension, double rightAscensionSigma, double declination, double declinationSigma) {
        return new Measurement(
                timeMicros,
                rangeMetres,
                rangeSigmaMetres,
                rangeRateMetresPerSecond,
                rangeRateSigmaMetresPerSecond,
                azimuthRadians,
                azimuthSigmaRadians,
                elevationRadians,
                elevationSigmaRadians,
                rightAscension,
                rightAscensionSigma,
                declination,
                declinationSigma,
                snrDecibels,
                rcsSquareMetres);
    }

    public Measurement withSignal(double snr, double rcs) {
        return new Measurement(
                timeMicros,
                rangeMetres,
                rangeSigmaMetres,
                rangeRateMetresPerSecond,
                rangeRateSigmaMetresPerSecond,
                azimuthRadians,
                azimuthSigmaRadians,
                elevationRadians,
                elevationSigmaRadians,
                rightAscensionRadians,
                rightAscensionSigmaRadians,
                declinationRadians,
                declinationSigmaRadians,
                snr,
                rcs);
    }

    public boolean hasRange() {
        return !Double.isNaN(rangeMetres);
    }

    public boolean hasRangeRate() {
        return !Double.isNaN(rangeRateMetresPerSecond);
    }

    public boolean hasAzimuthElevation() {
        return !Double.isNaN(azimuthRadians) && !Double.isNaN(elevationRadians);
    }

    public boolean hasRightAscensionDeclination() {
        return !Double.isNaN(rightAscensionRadians) && !Double.isNaN(declinationRadians);
    }
}

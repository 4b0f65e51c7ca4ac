package org.greenzone.formats.crd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Problems;
import org.greenzone.formats.laser.LaserFields;
import org.greenzone.formats.laser.LaserTarget;

/** Collects the records of one pass, from its header H4 to H8. Not thread-safe. */
final class CrdPassBuilder {
    private static final double SPEED_OF_LIGHT = 299_792_458.0;
    private static final long DAY_MICROS = 86_400_000_000L;

    /** Records up to so long before the start of the pass are of its day (weather, calibration); others of the next one. */
    private static final long BEFORE_START_MICROS = DAY_MICROS / 4;

    /** From 15 km to beyond the Moon, seconds there and back. */
    private static final double SHORTEST_FLIGHT = 1e-4;

    private static final double LONGEST_FLIGHT = 10;
    /** Instants are rounded to a microsecond (2 mm) and stations agree to about this (ILRS); no RMS in the file knows it. */
    private static final double LEAST_SIGMA_METRES = 0.005;

    private static final int TWO_WAY = 2;
    private static final String NO = "0";
    private static final String YES = "1";
    private static final String NOISE = "1";
    private static final String MEASURED = "3";
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double LAST_SECOND = 2 * 86_400.0;

    private final Problems problems;
    private final int line;
    private final String stationName;
    private final String padId;
    private final LaserTarget target;
    private final Map<String, Double> wavelengths;
    private final long dayMicros;
    private final long startMicros;
    private final boolean troposphereApplied;
    private final boolean centreOfMassApplied;
    private final boolean systemDelayApplied;
    private final List<CrdPass.Range> ranges = new ArrayList<>();
    private final List<CrdPass.Angles> angles = new ArrayList<>();
    private final List<CrdPass.Weather> weather = new ArrayList<>();
    private double sessionSigmaMetres = Double.NaN;
    private int noise;
    private int emptyAngles;

    /**
     * From the header H4: its times and what has been applied already.
     *
     * @param wavelengths micrometres by configuration (C0); may still grow
     */
    CrdPassBuilder(
            LaserFields h4,
            String stationName,
            String padId,
            LaserTarget target,
            Map<String, Double> wavelengths,
            Problems problems)
            throws BadValueException {
        this.problems = problems;
        this.line = h4.line();
        this.stationName = stationName;
        this.padId = padId;
        this.target = target;
        this.wavelengths = wavelengths;
        dayMicros = h4.dayMicros(2, "start date");
        int hour = h4.whole(5, "start hour", 0, 23);
        int minute = h4.whole(6, "start minute", 0, 59);
        startMicros = dayMicros + ((hour * 60L + minute) * 60 + h4.whole(7, "start second", 0, 60)) * 1_000_000L;
        troposphereApplied = h4.text(15).equals(YES);
        centreOfMassApplied = h4.text(16).equals(YES);
        systemDelayApplied = !h4.text(18).equals(NO);
        int way = h4.whole(20, "range type", 0, 9, TWO_WAY);
        if (way != TWO_WAY) {
            throw new BadValueException(way + " is not 2: only ranges there and back are read");
        }
    }

    /** Record 10: seconds of day, time of flight, configuration, epoch event, filter flag. */
    void fullRate(LaserFields record) throws BadValueException {
        range(record, Double.NaN);
        if (record.text(5).equals(NOISE)) {
            noise++;
        }
    }

    /** Record 11: as 10 up to the epoch event; window, number of ranges, RMS of the bin in picoseconds there and back. */
    void normalPoint(LaserFields record) throws BadValueException {
        range(record, sigmaMetres(record.positive(7, "bin RMS")));
    }

    private void range(LaserFields record, double sigmaMetres) throws BadValueException {
        double seconds = seconds(record);
        long day = day(seconds);
        double flight = record.number(2, "time of flight", SHORTEST_FLIGHT, LONGEST_FLIGHT);
        int event = record.whole(4, "epoch event", 0, 9);
        double toBounce = switch (event) {
            case 0 -> -0.5 * flight;
            case 1 -> 0;
            case 2 -> 0.5 * flight;
            default -> throw new BadValueException(event + " is not 0, 1 or 2 (receive, bounce, transmit)");
        };
        double wavelength = wavelengths.getOrDefault(record.text(3), Double.NaN);
        ranges.add(new CrdPass.Range(
                day + micros(seconds),
                day + micros(seconds + toBounce),
                0.5 * SPEED_OF_LIGHT * flight,
                sigmaMetres,
                wavelength));
    }

    /** Record 30: seconds of day, azimuth, elevation in degrees, direction, origin, refraction corrected. */
    void pointing(LaserFields record) throws BadValueException {
        double seconds = seconds(record);
        double azimuth = record.number(2, "azimuth", -360, 720);
        double elevation = record.number(3, "elevation", -5, 90);
        if (azimuth == 0 && elevation == 0) {
            emptyAngles++;
            return;
        }
        boolean measured = record.text(5).equals(MEASURED);
        double free = measured && record.text(6).equals(NO) ? elevation - refractionDegrees(elevation) : elevation;
        double turn = azimuth < 0 ? azimuth + 360 : azimuth >= 360 ? azimuth - 360 : azimuth;
        angles.add(new CrdPass.Angles(day(seconds) + micros(seconds), Math.toRadians(turn), Math.toRadians(free)));
    }

    /** Bennett (1982), mean atmosphere; good to 0.001 degree above 10 degrees. */
    private static double refractionDegrees(double apparentDegrees) {
        double e = Math.max(apparentDegrees, 1);
        return 1 / Math.tan(Math.toRadians(e + 7.31 / (e + 4.4))) / 60;
    }

    /** Record 20: seconds of day, pressure in hectopascals, temperature in kelvins, humidity in per cent. */
    void meteorology(LaserFields record) throws BadValueException {
        double seconds = seconds(record);
        double pressure = record.number(2, "pressure", 300, 1100);
        double temperature = record.number(3, "temperature", 180, 340);
        double humidity = record.positive(4, "humidity");
        weather.add(new CrdPass.Weather(
                day(seconds) + micros(seconds),
                pressure,
                temperature,
                Double.isNaN(humidity) ? 0 : Math.min(humidity, 100) / 100));
    }

    /** Record 50: configuration, RMS of the session in picoseconds there and back. */
    void statistics(LaserFields record) throws BadValueException {
        double rms = sigmaMetres(record.positive(2, "session RMS"));
        sessionSigmaMetres = Double.isNaN(sessionSigmaMetres) ? rms : Math.max(sessionSigmaMetres, rms);
    }

    private static double sigmaMetres(double picosecondsThereAndBack) {
        // NaN stays NaN.
        return Math.max(LEAST_SIGMA_METRES, 0.5e-12 * SPEED_OF_LIGHT * picosecondsThereAndBack);
    }

    private static double seconds(LaserFields record) throws BadValueException {
        return record.number(1, "seconds of day", 0, LAST_SECOND);
    }

    private static long micros(double seconds) {
        return Math.round(seconds * MICROS_PER_SECOND);
    }

    /** Start of the day of a second: such that it lies from six hours before the start of the pass to 18 hours after it. */
    private long day(double seconds) {
        long at = dayMicros + micros(seconds);
        if (at < startMicros - BEFORE_START_MICROS) {
            return dayMicros + DAY_MICROS;
        }
        return at >= startMicros - BEFORE_START_MICROS + DAY_MICROS ? dayMicros - DAY_MICROS : dayMicros;
    }

    /** The pass, in the order of time; empty where it has no range. */
    Optional<CrdPass> build() {
        if (ranges.isEmpty()) {
            problems.error(line, "H4", "a pass without ranges; it is left out");
            return Optional.empty();
        }
        if (noise > 0) {
            problems.note(
                    line, "H4", noise + " of " + ranges.size() + " ranges are noise to the station; they are kept");
        }
        if (emptyAngles > 0) {
            problems.note(line, "H4", emptyAngles + " angles are 0 and 0, for none; not used");
        }
        if (!systemDelayApplied) {
            problems.note(line, "H4", "the delay inside the station is still in the ranges: expect a bias");
        }
        List<CrdPass.Range> ordered = ranges.stream()
                .map(r -> Double.isNaN(r.sigmaMetres())
                        ? new CrdPass.Range(
                                r.tagMicros(),
                                r.bounceMicros(),
                                r.metres(),
                                sessionSigmaMetres,
                                r.wavelengthMicrometres())
                        : r)
                .sorted(Comparator.comparingLong(CrdPass.Range::bounceMicros))
                .toList();
        angles.sort(Comparator.comparingLong(CrdPass.Angles::tagMicros));
        weather.sort(Comparator.comparingLong(CrdPass.Weather::tagMicros));
        return Optional.of(new CrdPass(
                line,
                stationName,
                padId,
                target,
                troposphereApplied,
                centreOfMassApplied,
                systemDelayApplied,
                startMicros,
                ordered,
                angles,
                weather));
    }
}

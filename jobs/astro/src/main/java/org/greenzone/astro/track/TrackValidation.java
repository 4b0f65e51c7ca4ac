package org.greenzone.astro.track;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.greenzone.astro.track.TrackValidation.Result.Accepted;
import org.greenzone.astro.track.TrackValidation.Result.Rejected;

/**
 * Whether a track can be true: finite, ordered, plausible, from a known site, not from the future.
 *
 * <p>Only what no Earth satellite can do is rejected; noise, bias and outliers are left to the orbit determination. In the
 * domain NaN means "not measured", so a codec must ask {@link #isFinitePresent} for each number that the wire calls present,
 * before it makes a {@link Measurement}.
 */
public final class TrackValidation {
    /** Why a track is not used; names as in the schema of rejected tracks. */
    public enum Reason {
        NO_MEASUREMENTS,
        NOT_FINITE,
        IMPLAUSIBLE,
        TIMES_NOT_ORDERED,
        UNKNOWN_SITE,
        TIME_IN_FUTURE
    }

    /** The outcome. */
    public sealed interface Result {
        /** The track can be used. */
        record Accepted() implements Result {}

        /** The track cannot be used: why, and what, where and what to do in one line. */
        record Rejected(Reason reason, String detail) implements Result {}
    }

    private static final double MINIMUM_RANGE = 50_000;
    private static final double MAXIMUM_RANGE = 100_000_000;
    /** Faster than any bound orbit seen from the turning Earth, m/s. */
    private static final double MAXIMUM_RANGE_RATE = 15_000;

    private static final double MINIMUM_ELEVATION = Math.toRadians(-5);
    /** Slack of azimuth, so that noise about north and rounding pass. */
    private static final double MAXIMUM_TURN = 2 * Math.PI + Math.toRadians(5);

    private static final double MAXIMUM_ZENITH = Math.PI / 2 + Math.toRadians(5);
    /**
     * How far the mean rate between two ranges may be from the measured range rates: 1 km/s and half the bend that the
     * strongest range acceleration (v^2 / range at 8 km/s and 150 km: 430 m/s2, capped) allows.
     */
    private static final double RATE_SLACK = 1_000;

    private static final double RATE_SLACK_PER_SECOND = 100;
    private static final double RATE_BASELINE_SECONDS = 0.5;
    private static final int SIGMAS = 10;
    /** Clocks of sites and ingest may differ by an hour (a time zone slip shows, a leap second does not). */
    private static final long MAXIMUM_AHEAD_MICROS = 3_600_000_000L;
    /** 1957-10-04T00:00:00Z, the day of the first satellite. */
    private static final long SPACE_AGE_MICROS = -386_380_800_000_000L;
    /** 2200-01-01T00:00:00Z, where nobody knows a leap second. */
    private static final long END_MICROS = 7_258_118_400_000_000L;

    private TrackValidation() {}

    /** Whether a number that the wire calls present is one. */
    public static boolean isFinitePresent(double value) {
        return Double.isFinite(value);
    }

    /**
     * Judges a track.
     *
     * @param track as decoded
     * @param sites known sites by id
     * @param ingestMicros reference clock: when the track was received, UTC microseconds since 1970; {@code Long.MAX_VALUE}
     *     for no check
     */
    public static Result validate(Track track, Map<String, Site> sites, long ingestMicros) {
        List<Measurement> measurements = track.measurements();
        if (measurements.isEmpty()) {
            return new Rejected(Reason.NO_MEASUREMENTS, "track " + track.trackId() + " has no measurement");
        }
        for (String siteId : List.of(track.siteId(), track.transmitterSiteId())) {
            if (!sites.containsKey(siteId)) {
                return new Rejected(
                        Reason.UNKNOWN_SITE,
                        "track " + track.trackId() + " names site \"" + siteId + "\", which is not in topic sites");
            }
        }
        boolean anything = false;
        for (int i = 0; i < measurements.size(); i++) {
            Measurement m = measurements.get(i);
            if (hasInfinite(m)) {
                return rejected(track, i, Reason.NOT_FINITE, "a value is infinite");
            }
            if (i > 0 && m.timeMicros() < measurements.get(i - 1).timeMicros()) {
                return rejected(
                        track, i, Reason.TIMES_NOT_ORDERED, "its time is before that of the measurement in front");
            }
            if (m.timeMicros() < SPACE_AGE_MICROS || m.timeMicros() >= END_MICROS) {
                return rejected(track, i, Reason.IMPLAUSIBLE, "its time is outside the years 1957 to 2199");
            }
            if (m.timeMicros() - MAXIMUM_AHEAD_MICROS > ingestMicros) {
                return rejected(
                        track,
                        i,
                        Reason.TIME_IN_FUTURE,
                        String.format(
                                Locale.ROOT,
                                "its time is %.1f h after it was received",
                                (m.timeMicros() - ingestMicros) / 3.6e9));
            }
            String fault = fault(m, track.siteId().equals(track.transmitterSiteId()));
            if (!fault.isEmpty()) {
                return rejected(track, i, Reason.IMPLAUSIBLE, fault);
            }
            anything |= m.hasRange() || m.hasRangeRate() || m.hasAzimuthElevation() || m.hasRightAscensionDeclination();
        }
        if (!anything) {
            return new Rejected(
                    Reason.NO_MEASUREMENTS, "track " + track.trackId() + " measures neither range, rate nor angles");
        }
        return ratesAgainstRanges(track);
    }

    private static Rejected rejected(Track track, int index, Reason reason, String what) {
        return new Rejected(reason, "track " + track.trackId() + ", measurement " + index + ": " + what);
    }

    private static boolean hasInfinite(Measurement m) {
        double[] values = {
            m.rangeMetres(),
            m.rangeSigmaMetres(),
            m.rangeRateMetresPerSecond(),
            m.rangeRateSigmaMetresPerSecond(),
            m.azimuthRadians(),
            m.azimuthSigmaRadians(),
            m.elevationRadians(),
            m.elevationSigmaRadians(),
            m.rightAscensionRadians(),
            m.rightAscensionSigmaRadians(),
            m.declinationRadians(),
            m.declinationSigmaRadians(),
            m.snrDecibels(),
            m.rcsSquareMetres()
        };
        for (double value : values) {
            if (Double.isInfinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** What is implausible; empty where nothing is. NaN compares as absent. */
    private static String fault(Measurement m, boolean monostatic) {
        if (m.rangeMetres() < MINIMUM_RANGE || m.rangeMetres() > MAXIMUM_RANGE) {
            return number("range %.0f m is outside 50 km to 100,000 km", m.rangeMetres());
        }
        if (Math.abs(m.rangeRateMetresPerSecond()) > MAXIMUM_RANGE_RATE) {
            return number("range rate %.0f m/s is beyond 15 km/s", m.rangeRateMetresPerSecond());
        }
        if (m.elevationRadians() < MINIMUM_ELEVATION || m.elevationRadians() > MAXIMUM_ZENITH) {
            return number("elevation %.2f deg is outside -5 to 95 deg", Math.toDegrees(m.elevationRadians()));
        }
        if (Math.abs(m.azimuthRadians()) > MAXIMUM_TURN || Math.abs(m.rightAscensionRadians()) > MAXIMUM_TURN) {
            return "azimuth or right ascension is beyond a full turn: radians are expected";
        }
        if (Math.abs(m.declinationRadians()) > MAXIMUM_ZENITH) {
            return number("declination %.2f deg is beyond 90 deg", Math.toDegrees(m.declinationRadians()));
        }
        if (m.rangeSigmaMetres() < 0
                || m.rangeRateSigmaMetresPerSecond() < 0
                || m.azimuthSigmaRadians() < 0
                || m.elevationSigmaRadians() < 0
                || m.rightAscensionSigmaRadians() < 0
                || m.declinationSigmaRadians() < 0) {
            return "a sigma is negative";
        }
        return monostatic ? belowGround(m) : "";
    }

    /** A place that range and elevation put below 50 km above the ground is no satellite's. */
    private static String belowGround(Measurement m) {
        if (!m.hasRange() || Double.isNaN(m.elevationRadians())) {
            return "";
        }
        double earth = 6_371_000;
        double slack = Math.toRadians(5);
        double elevation = Math.min(Math.PI / 2, m.elevationRadians() + slack);
        double height = Math.sqrt(earth * earth
                        + m.rangeMetres() * m.rangeMetres()
                        + 2 * earth * m.rangeMetres() * Math.sin(elevation))
                - earth;
        return height < MINIMUM_RANGE
                ? number("range and elevation put it %.0f m above the ground: no satellite", height)
                : "";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /**
     * Ranges against range rates over neighbouring measurements: a wrong sign or unit shows in most pairs, an outlier in two.
     */
    private static Result ratesAgainstRanges(Track track) {
        int pairs = 0;
        int wrong = 0;
        Measurement before = null;
        for (Measurement m : track.measurements()) {
            if (!m.hasRange()) {
                continue;
            }
            if (before == null) {
                before = m;
                continue;
            }
            double seconds = (m.timeMicros() - before.timeMicros()) / 1e6;
            if (seconds < RATE_BASELINE_SECONDS) {
                continue;
            }
            double mean = (m.rangeMetres() - before.rangeMetres()) / seconds;
            double noise = SIGMAS * (positive(m.rangeSigmaMetres()) + positive(before.rangeSigmaMetres())) / seconds;
            double slack = RATE_SLACK + RATE_SLACK_PER_SECOND * seconds + noise;
            boolean measured = m.hasRangeRate() && before.hasRangeRate();
            double middle = measured ? 0.5 * (m.rangeRateMetresPerSecond() + before.rangeRateMetresPerSecond()) : 0;
            double limit = measured ? slack : MAXIMUM_RANGE_RATE + noise;
            pairs++;
            wrong += Math.abs(mean - middle) > limit ? 1 : 0;
            before = m;
        }
        if (pairs > 0 && 2 * wrong > pairs) {
            return new Rejected(
                    Reason.IMPLAUSIBLE,
                    "track " + track.trackId() + ": ranges and range rates contradict each other in " + wrong + " of "
                            + pairs + " steps: sign of Doppler or unit?");
        }
        return new Accepted();
    }

    private static double positive(double sigma) {
        return sigma > 0 ? sigma : 0;
    }
}

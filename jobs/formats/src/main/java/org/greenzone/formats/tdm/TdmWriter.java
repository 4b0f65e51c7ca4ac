package org.greenzone.formats.tdm;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Decimal;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.site.SiteCatalogue;

/**
 * Tracks as a tracking data message (CCSDS 503.0-B-2, KVN): one segment for each track, times of reception in UTC, ranges
 * in km of distance, Doppler in km/s with the sign of the site's files. Right ascensions are in a segment of their own,
 * as a segment has one kind of angles. The standard has no place for the noise and the signal-to-noise ratio: they are
 * not written, and a reader takes the noise of the site.
 */
public final class TdmWriter {
    private static final double NANOS_PER_METRE = 1e9 / 299_792_458.0;
    private static final int KILOMETRES = 3;

    private final SiteCatalogue sites;

    public TdmWriter(SiteCatalogue sites) {
        this.sites = sites;
    }

    /** The message; {@code createdMicros} is its CREATION_DATE, UTC microseconds since 1970. */
    public String kvn(List<Track> tracks, String originator, long createdMicros) {
        StringBuilder out = new StringBuilder(1 << 14);
        line(out, "CCSDS_TDM_VERS", "2.0");
        line(out, "CREATION_DATE", UtcText.ofMicros(createdMicros));
        line(out, "ORIGINATOR", originator.isBlank() ? "UNKNOWN" : originator);
        for (Track track : tracks) {
            boolean equatorial = track.measurements().stream().anyMatch(Measurement::hasRightAscensionDeclination);
            boolean other = track.measurements().stream()
                    .anyMatch(m -> m.hasRange() || m.hasRangeRate() || m.hasAzimuthElevation());
            if (other) {
                segment(out, track, false);
            }
            if (equatorial) {
                segment(out, track, true);
            }
        }
        return out.toString();
    }

    private void segment(StringBuilder out, Track track, boolean equatorial) {
        boolean bistatic = !track.transmitterSiteId().equals(track.siteId());
        TreeMap<Long, Double> ranges = new TreeMap<>();
        if (!equatorial) {
            track.measurements().stream()
                    .filter(Measurement::hasRange)
                    .forEach(m -> ranges.put(m.timeMicros(), m.rangeMetres()));
        }
        boolean angles = !equatorial && track.measurements().stream().anyMatch(Measurement::hasAzimuthElevation);
        out.append("META_START\n");
        line(out, "TIME_SYSTEM", "UTC");
        line(out, "START_TIME", UtcText.ofMicros(track.startMicros()));
        line(out, "STOP_TIME", UtcText.ofMicros(track.endMicros()));
        line(out, "PARTICIPANT_1", track.transmitterSiteId().toUpperCase(Locale.ROOT));
        line(out, "PARTICIPANT_2", track.claimedObjectId().isBlank() ? "UNKNOWN" : track.claimedObjectId());
        if (bistatic) {
            line(out, "PARTICIPANT_3", track.siteId().toUpperCase(Locale.ROOT));
        }
        line(out, "MODE", "SEQUENTIAL");
        line(out, "PATH", bistatic ? "1,2,3" : "1,2,1");
        line(out, "TIMETAG_REF", "RECEIVE");
        if (!ranges.isEmpty()) {
            line(out, "RANGE_UNITS", "km");
        }
        if (angles) {
            line(out, "ANGLE_TYPE", "AZEL");
        }
        if (equatorial) {
            line(out, "ANGLE_TYPE", "RADEC");
            line(out, "REFERENCE_FRAME", "ICRF");
        }
        out.append("META_STOP\nDATA_START\n");
        int sign = sites.find(track.siteId()).map(Site::dopplerSign).orElse(1);
        for (Measurement m : track.measurements()) {
            long nanos = m.timeMicros() * 1000 + Math.round(distance(m.timeMicros(), ranges) * NANOS_PER_METRE);
            String tag = UtcText.ofNanos(nanos);
            if (equatorial) {
                if (m.hasRightAscensionDeclination()) {
                    datum(out, "ANGLE_1", tag, Math.toDegrees(m.rightAscensionRadians()), 0);
                    datum(out, "ANGLE_2", tag, Math.toDegrees(m.declinationRadians()), 0);
                }
                continue;
            }
            measured(out, "RANGE", tag, m, Measurement::rangeMetres, KILOMETRES);
            measured(out, "DOPPLER_INSTANTANEOUS", tag, m, x -> sign * x.rangeRateMetresPerSecond(), KILOMETRES);
            if (m.hasAzimuthElevation()) {
                datum(out, "ANGLE_1", tag, Math.toDegrees(m.azimuthRadians()), 0);
                datum(out, "ANGLE_2", tag, Math.toDegrees(m.elevationRadians()), 0);
            }
            measured(out, "RCS", tag, m, Measurement::rcsSquareMetres, 0);
        }
        out.append("DATA_STOP\n");
    }

    /** Range at the bounce, interpolated as the reader does; 0 where the track has none. */
    private static double distance(long micros, TreeMap<Long, Double> ranges) {
        return ranges.isEmpty() ? 0 : TdmTiming.interpolated(micros, ranges);
    }

    private static void measured(
            StringBuilder out,
            String keyword,
            String tag,
            Measurement measurement,
            ToDoubleFunction<Measurement> quantity,
            int places) {
        double value = quantity.applyAsDouble(measurement);
        if (!Double.isNaN(value)) {
            datum(out, keyword, tag, value, places);
        }
    }

    private static void datum(StringBuilder out, String keyword, String tag, double value, int places) {
        line(out, keyword, tag + " " + Decimal.shifted(value, places));
    }

    private static void line(StringBuilder out, String keyword, String value) {
        out.append(keyword)
                .append(" = ")
                .append(value.replaceAll("\\p{Cntrl}+", " "))
                .append('\n');
    }
}

package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Problems;

/**
 * From segments to tracks. A sender may put the kinds of one pass, or its bursts, into segments of their own: segments with
 * the same path, corrections and TRACK_ID are brought together, values of one instant into one measurement. Segments whose
 * object is not named are kept apart unless a TRACK_ID joins them, and so are segments that measured the same quantity at
 * the same instant. A track ends where nothing was measured for longer than the gap.
 */
final class TdmTracks {
    private final long gapMicros;
    private final Problems problems;

    TdmTracks(double splitGapSeconds, Problems problems) {
        this.gapMicros = Math.round(splitGapSeconds * 1e6);
        this.problems = problems;
    }

    /** Whatever must be equal for segments to belong together. */
    private record Key(
            TdmPath path, List<String> corrections, String originator, String trackId, int lineWhereUnnamed) {
        static Key of(TdmSamples segment) {
            String trackId = segment.metadata().text("TRACK_ID", "");
            boolean named = !segment.path().objectName().isEmpty() || !trackId.isEmpty();
            return new Key(
                    segment.path(),
                    segment.corrections().names(),
                    segment.originator(),
                    trackId,
                    named ? 0 : segment.metadata().line());
        }
    }

    /** The tracks in the order of the file's segments, those of one pass in the order of time. */
    List<Track> of(List<TdmSamples> segments) {
        Map<Key, List<TdmSamples>> groups = new LinkedHashMap<>();
        segments.forEach(segment ->
                groups.computeIfAbsent(Key.of(segment), k -> new ArrayList<>()).add(segment));
        List<Track> tracks = new ArrayList<>();
        groups.forEach((key, group) -> {
            TreeMap<Long, Double> rangesOfGroup = new TreeMap<>();
            group.forEach(segment -> rangesOfGroup.putAll(segment.ranges()));
            List<TreeMap<Long, Measurement>> layers = new ArrayList<>();
            group.forEach(segment -> add(measurements(segment, rangesOfGroup), layers));
            layers.forEach(layer -> split(layer.values(), key, tracks));
        });
        return tracks;
    }

    private List<Measurement> measurements(TdmSamples segment, TreeMap<Long, Double> rangesOfGroup) {
        TreeMap<Long, Double> own = segment.ranges();
        TreeMap<Long, Double> ranges = own.isEmpty() ? rangesOfGroup : own;
        if (ranges.isEmpty() && !segment.byTag().isEmpty() && segment.timing().needsRange()) {
            problems.note(
                    segment.metadata().lineOf("TIMETAG_REF"),
                    "TIMETAG_REF",
                    "no ranges of this pass, so the way of the signal (milliseconds) stays in the time tags");
        }
        List<Measurement> measurements = new ArrayList<>();
        segment.byTag().forEach((tag, sample) -> {
            long micros = segment.timing().bounceMicros(tag, ranges);
            measurements.add(measurement(micros, sample, segment.angles()));
        });
        // A wild range moves its own bounce past that of its neighbour.
        measurements.sort(Comparator.comparingLong(Measurement::timeMicros));
        return measurements;
    }

    /** Puts a segment into the first layer where no quantity meets itself at one instant. */
    private static void add(List<Measurement> segment, List<TreeMap<Long, Measurement>> layers) {
        for (TreeMap<Long, Measurement> layer : layers) {
            if (segment.stream().noneMatch(m -> collides(m, layer))) {
                segment.forEach(m -> layer.merge(m.timeMicros(), m, TdmTracks::together));
                return;
            }
        }
        TreeMap<Long, Measurement> layer = new TreeMap<>();
        segment.forEach(m -> layer.merge(m.timeMicros(), m, TdmTracks::together));
        layers.add(layer);
    }

    private static boolean collides(Measurement added, TreeMap<Long, Measurement> layer) {
        Measurement there = layer.get(added.timeMicros());
        return there != null
                && (there.hasRange() && added.hasRange()
                        || there.hasRangeRate() && added.hasRangeRate()
                        || there.hasAzimuthElevation() && added.hasAzimuthElevation()
                        || there.hasRightAscensionDeclination() && added.hasRightAscensionDeclination());
    }

    /** Both in one; where both have a quantity, the first one's. */
    private static Measurement together(Measurement a, Measurement b) {
        Measurement m = a;
        if (!m.hasRange()) {
            m = m.withRange(b.rangeMetres(), b.rangeSigmaMetres());
        }
        if (!m.hasRangeRate()) {
            m = m.withRangeRate(b.rangeRateMetresPerSecond(), b.rangeRateSigmaMetresPerSecond());
        }
        if (!m.hasAzimuthElevation()) {
            m = m.withAzimuthElevation(
                    b.azimuthRadians(), b.azimuthSigmaRadians(), b.elevationRadians(), b.elevationSigmaRadians());
        }
        if (!m.hasRightAscensionDeclination()) {
            m = m.withRightAscensionDeclination(
                    b.rightAscensionRadians(),
                    b.rightAscensionSigmaRadians(),
                    b.declinationRadians(),
                    b.declinationSigmaRadians());
        }
        return m.withSignal(
                Double.isNaN(a.snrDecibels()) ? b.snrDecibels() : a.snrDecibels(),
                Double.isNaN(a.rcsSquareMetres()) ? b.rcsSquareMetres() : a.rcsSquareMetres());
    }

    private void split(Collection<Measurement> measurements, Key key, List<Track> tracks) {
        List<Measurement> run = new ArrayList<>();
        for (Measurement measurement : measurements) {
            if (!run.isEmpty()
                    && measurement.timeMicros() - run.get(run.size() - 1).timeMicros() > gapMicros) {
                tracks.add(track(run, key));
                run = new ArrayList<>();
            }
            run.add(measurement);
        }
        if (!run.isEmpty()) {
            tracks.add(track(run, key));
        }
    }

    private static Measurement measurement(long micros, TdmSample sample, TdmAngles angles) {
        double absent = Double.NaN;
        Measurement measurement = Measurement.at(micros)
                .withRange(sample.get("RANGE"), absent)
                .withRangeRate(sample.rangeRate(), absent)
                .withSignal(sample.signalToNoise(), sample.get("RCS"));
        if (!sample.has("ANGLE_1")) {
            return measurement;
        }
        double[] pair = angles.convert(sample.get("ANGLE_1"), sample.get("ANGLE_2"), micros);
        return angles.isRightAscension()
                ? measurement.withRightAscensionDeclination(pair[0], absent, pair[1], absent)
                : measurement.withAzimuthElevation(pair[0], absent, pair[1], absent);
    }

    private static Track track(List<Measurement> measurements, Key key) {
        return Track.of(
                key.path().receiverId(),
                key.path().transmitterId(),
                key.originator(),
                key.path().objectName(),
                key.corrections(),
                List.copyOf(measurements));
    }
}

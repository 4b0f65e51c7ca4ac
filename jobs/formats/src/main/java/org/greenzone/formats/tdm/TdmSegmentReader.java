package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.Values;
import org.greenzone.formats.site.SiteCatalogue;

/** Turns one segment into tracks: units, corrections, time tags, angles. One for each segment. */
final class TdmSegmentReader {
    private static final Set<String> SUPPORTING = Set.of(
            "CARRIER_POWER",
            "CLOCK_BIAS",
            "CLOCK_DRIFT",
            "MAG",
            "PRESSURE",
            "RHUMIDITY",
            "STEC",
            "TEMPERATURE",
            "TROPO_DRY",
            "TROPO_WET");

    private static final Set<String> MODES = Set.of("SEQUENTIAL", "SINGLE_DIFF");

    private final SiteCatalogue sites;
    private final PhysicalData physics;
    private final TdmOptions options;
    private final Problems problems;
    private final Set<String> reported = new TreeSet<>();

    TdmSegmentReader(SiteCatalogue sites, PhysicalData physics, TdmOptions options, Problems problems) {
        this.sites = sites;
        this.physics = physics;
        this.options = options;
        this.problems = problems;
    }

    /** The tracks of the segment in the order of time; none where its metadata cannot be used. */
    List<Track> tracks(TdmSegment segment, String originator) {
        TdmMetadata metadata = segment.metadata();
        String[] current = {""};
        try {
            mode(metadata, current);
            current[0] = "TIME_SYSTEM";
            if (!metadata.has("TIME_SYSTEM")) {
                throw new BadValueException("is missing; add it (UTC)");
            }
            FileTimeSystem time = FileTimeSystem.named(metadata.text("TIME_SYSTEM", ""), physics);
            current[0] = "PATH";
            if (!metadata.has("PATH")) {
                throw new BadValueException("is missing; add it (1,2,1 for a radar)");
            }
            TdmPath path = TdmPath.of(metadata.text("PATH", ""), metadata.participants(), sites);
            TdmTiming timing = TdmTiming.of(metadata, path.kind(), current);
            TdmRanges ranges = TdmRanges.of(metadata, path.kind(), options, current);
            TdmCorrections corrections = TdmCorrections.of(metadata, current, problems);
            notes(metadata, path);
            TreeMap<Long, TdmSample> samples = new TreeMap<>();
            for (TdmSegment.Observation observation : segment.observations()) {
                sample(observation, time, timing, ranges, corrections, path, samples);
            }
            return assemble(metadata, samples, timing, corrections, path, originator);
        } catch (BadValueException e) {
            problems.error(
                    metadata.lineOf(current[0]),
                    current[0],
                    e.getMessage() + "; the segment with "
                            + segment.observations().size() + " observations is left out");
            return List.of();
        }
    }

    private static void mode(TdmMetadata metadata, String[] current) throws BadValueException {
        current[0] = "MODE";
        String mode = metadata.text("MODE", "SEQUENTIAL").toUpperCase(Locale.ROOT);
        if (mode.equals("SINGLE_DIFF")) {
            throw new BadValueException("SINGLE_DIFF (differences of two paths) is not measured by one radar");
        }
        if (!MODES.contains(mode)) {
            throw new BadValueException("'" + Values.shown(mode) + "' is not SEQUENTIAL");
        }
    }

    private void notes(TdmMetadata metadata, TdmPath path) {
        int line = metadata.lineOf("PATH");
        if (!path.siteKnown()) {
            problems.note(
                    line,
                    "PARTICIPANT",
                    "site '" + Values.shown(path.receiverId())
                            + "' is not in the catalogue of sites; add it with --sites, else its tracks are rejected");
        }
        if (path.kind() == TdmPath.Kind.BISTATIC) {
            problems.note(line, "PATH", "bistatic: the time of the bounce is set by half the path; up to 1 ms off");
        }
        for (int i : metadata.participants().keySet()) {
            for (String keyword : List.of("TRANSMIT_DELAY_" + i, "RECEIVE_DELAY_" + i)) {
                if (metadata.has(keyword) && !metadata.text(keyword, "0").matches("[0.+-]*")) {
                    problems.note(
                            metadata.lineOf(keyword), keyword, "is not applied; give it as range bias of the site");
                }
            }
        }
    }

    private void sample(
            TdmSegment.Observation observation,
            FileTimeSystem time,
            TdmTiming timing,
            TdmRanges ranges,
            TdmCorrections corrections,
            TdmPath path,
            TreeMap<Long, TdmSample> samples) {
        String keyword = observation.keyword();
        if (!TdmSample.USED.contains(keyword)) {
            passOver(observation);
            return;
        }
        if (keyword.equals("RANGE") && !ranges.refusal().isEmpty()) {
            if (reported.add(keyword)) {
                problems.error(
                        observation.line(), keyword, ranges.refusal() + "; all ranges of the segment are left out");
            }
            return;
        }
        try {
            double value = Values.number(observation.value());
            long tag = timing.middle(keyword, time.utcNanos(observation.epoch()));
            double converted = switch (keyword) {
                case "RANGE" -> ranges.metres(value + corrections.range());
                case "DOPPLER_INSTANTANEOUS", "DOPPLER_INTEGRATED" -> doppler(value + corrections.doppler(), path);
                case "ANGLE_1" -> angle(value) + corrections.angle1();
                case "ANGLE_2" -> angle(value) + corrections.angle2();
                case "PC_N0", "PR_N0" -> timing.signalToNoise(value);
                default -> value;
            };
            TdmSample sample = samples.computeIfAbsent(tag, k -> new TdmSample(observation.line()));
            if (!sample.put(keyword, converted)) {
                throw new BadValueException("a second value at the same time");
            }
        } catch (BadValueException e) {
            problems.error(observation.line(), keyword, e.getMessage() + "; the value is left out");
        }
    }

    private void passOver(TdmSegment.Observation observation) {
        String keyword = observation.keyword();
        if (SUPPORTING.contains(keyword) || keyword.startsWith("TRANSMIT_FREQ")) {
            return;
        }
        if (reported.add(keyword)) {
            problems.error(
                    observation.line(),
                    keyword,
                    "is not a kind of measurement that is used; give RANGE, DOPPLER_INSTANTANEOUS or angles; all of this"
                            + " kind in the segment are left out");
        }
    }

    private double doppler(double kilometresPerSecond, TdmPath path) {
        boolean roundTrip = options.twoWayDoppler() == TdmOptions.Convention.ROUND_TRIP
                && path.kind().thereAndBack();
        return path.dopplerSign() * kilometresPerSecond * 1000 / (roundTrip ? 2 : 1);
    }

    private static double angle(double degrees) throws BadValueException {
        if (!(degrees >= -180 && degrees <= 360)) {
            throw new BadValueException(degrees + " is outside -180 to 360 degrees");
        }
        return degrees;
    }

    private List<Track> assemble(
            TdmMetadata metadata,
            TreeMap<Long, TdmSample> samples,
            TdmTiming timing,
            TdmCorrections corrections,
            TdmPath path,
            String originator)
            throws BadValueException {
        TreeMap<Long, Double> rangesByTag = new TreeMap<>();
        samples.forEach((tag, sample) -> {
            if (sample.has("RANGE")) {
                rangesByTag.put(tag, sample.get("RANGE"));
            }
        });
        if (rangesByTag.isEmpty() && !samples.isEmpty() && timing.needsRange()) {
            problems.note(
                    metadata.lineOf("TIMETAG_REF"),
                    "TIMETAG_REF",
                    "no ranges in the segment, so the way of the signal (milliseconds) stays in the time tags");
        }
        TdmAngles angles = angles(metadata, samples);
        List<Track> tracks = new ArrayList<>();
        List<Measurement> run = new ArrayList<>();
        long gapMicros = Math.round(options.splitGapSeconds() * 1e6);
        for (Map.Entry<Long, TdmSample> entry : samples.entrySet()) {
            long micros = timing.bounceMicros(entry.getKey(), rangesByTag);
            Measurement measurement = measurement(micros, entry.getValue(), angles);
            if (!run.isEmpty() && micros - run.get(run.size() - 1).timeMicros() > gapMicros) {
                tracks.add(track(run, corrections, path, originator));
                run = new ArrayList<>();
            }
            run.add(measurement);
        }
        if (!run.isEmpty()) {
            tracks.add(track(run, corrections, path, originator));
        }
        return tracks;
    }

    /** Angle pairs; where the type is missing or not known the angles are dropped and the rest is kept. */
    private TdmAngles angles(TdmMetadata metadata, TreeMap<Long, TdmSample> samples) throws BadValueException {
        boolean any = false;
        for (TdmSample sample : samples.values()) {
            if (sample.has("ANGLE_1") != sample.has("ANGLE_2")) {
                String alone = sample.has("ANGLE_1") ? "ANGLE_1" : "ANGLE_2";
                problems.error(sample.line(), alone, "the other angle of the pair is missing; the value is left out");
                sample.dropAngles();
            }
            any |= sample.has("ANGLE_1");
        }
        if (any) {
            String type = metadata.text("ANGLE_TYPE", "");
            boolean rightAscension = type.equalsIgnoreCase("RADEC");
            try {
                return TdmAngles.of(type, metadata.text("REFERENCE_FRAME", ""), physics);
            } catch (BadValueException e) {
                String field = rightAscension ? "REFERENCE_FRAME" : "ANGLE_TYPE";
                problems.error(
                        metadata.lineOf(field), field, e.getMessage() + "; the angles of the segment are left out");
                samples.values().forEach(TdmSample::dropAngles);
                samples.values().removeIf(TdmSample::isEmpty);
            }
        }
        return TdmAngles.of("AZEL", "", physics);
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

    private static Track track(
            List<Measurement> measurements, TdmCorrections corrections, TdmPath path, String originator) {
        return Track.of(
                path.receiverId(),
                path.transmitterId(),
                originator,
                path.objectName(),
                corrections.names(),
                List.copyOf(measurements));
    }
}

package org.greenzone.formats.tdm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.Values;
import org.greenzone.formats.site.SiteCatalogue;

/** Brings the values of one segment into SI and the conventions of its site. One for each segment. */
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

    /** Faster than anything that orbits the Earth, km/s. */
    private static final double FASTEST = 20;

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

    /** The values of the segment by time tag; empty where its metadata cannot be used. */
    Optional<TdmSamples> samples(TdmSegment segment, String originator) {
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
            TdmFrequencies frequencies = TdmFrequencies.of(segment, time, path.kind(), current, problems);
            notes(metadata, path);
            Conversions conversions = new Conversions(time, timing, ranges, corrections, frequencies, path);
            TreeMap<Long, TdmSample> samples = new TreeMap<>();
            segment.observations().forEach(observation -> sample(observation, conversions, samples));
            if (segment.observations().isEmpty()) {
                problems.note(metadata.line(), "", "a segment without observations");
            }
            TdmAngles angles = angles(metadata, samples);
            dropTheSilent(samples);
            return Optional.of(new TdmSamples(metadata, samples, timing, angles, corrections, path, originator));
        } catch (BadValueException e) {
            problems.error(
                    metadata.lineOf(current[0]),
                    current[0],
                    e.getMessage() + "; the segment with "
                            + segment.observations().size() + " observations is left out");
            return Optional.empty();
        }
    }

    /** How the values of the segment are to be understood. */
    private record Conversions(
            FileTimeSystem time,
            TdmTiming timing,
            TdmRanges ranges,
            TdmCorrections corrections,
            TdmFrequencies frequencies,
            TdmPath path) {

        /** Why values of this kind are refused altogether; empty where they are not. */
        String refusal(String keyword) {
            return switch (keyword) {
                case "RANGE" -> ranges.refusal();
                case "RECEIVE_FREQ" -> frequencies.refusal();
                default -> "";
            };
        }
    }

    private static void mode(TdmMetadata metadata, String[] current) throws BadValueException {
        current[0] = "MODE";
        String mode = metadata.text("MODE", "SEQUENTIAL").toUpperCase(Locale.ROOT);
        if (mode.equals("SINGLE_DIFF")) {
            throw new BadValueException("SINGLE_DIFF (differences of two paths) is not measured by one radar");
        }
        if (!mode.equals("SEQUENTIAL")) {
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
            problems.note(
                    line,
                    "PATH",
                    "bistatic: the bounce is set at half of the path; off by up to half of the way between the sites (1.7 ms"
                            + " for 1000 km)");
        }
        if (metadata.text("DATA_QUALITY", "").equalsIgnoreCase("DEGRADED")) {
            problems.note(
                    metadata.lineOf("DATA_QUALITY"), "DATA_QUALITY", "is DEGRADED; used with the noise of the site");
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

    private void sample(TdmSegment.Observation observation, Conversions conversions, TreeMap<Long, TdmSample> samples) {
        String keyword = observation.keyword().startsWith("RECEIVE_FREQ") ? "RECEIVE_FREQ" : observation.keyword();
        if (!TdmSample.USED.contains(keyword)) {
            passOver(observation);
            return;
        }
        String refusal = conversions.refusal(keyword);
        if (!refusal.isEmpty()) {
            if (reported.add(keyword)) {
                problems.error(
                        observation.line(),
                        observation.keyword(),
                        refusal + "; all of this kind in the segment are left out");
            }
            return;
        }
        try {
            long tag = conversions.timing().middle(keyword, conversions.time().utcNanos(observation.epoch()));
            double converted = converted(keyword, observation, tag, conversions);
            TdmSample sample = samples.computeIfAbsent(tag, k -> new TdmSample(observation.line()));
            if (!sample.put(keyword, converted)) {
                throw new BadValueException("a second value at the same time");
            }
        } catch (BadValueException e) {
            problems.error(observation.line(), observation.keyword(), e.getMessage() + "; the value is left out");
        }
    }

    /** The value in SI, with the corrections that are still to be added. */
    private double converted(String keyword, TdmSegment.Observation observation, long tag, Conversions conversions)
            throws BadValueException {
        TdmCorrections corrections = conversions.corrections();
        return switch (keyword) {
            case "RANGE" ->
                conversions
                        .ranges()
                        .metres(observation.number(conversions.ranges().unit()) + corrections.range());
            case "DOPPLER_INSTANTANEOUS", "DOPPLER_INTEGRATED" ->
                doppler(observation.number("km/s") + corrections.doppler(), conversions.path());
            case "RECEIVE_FREQ" -> conversions.frequencies().rangeRate(observation.number("Hz"), tag);
            case "ANGLE_1" -> angle(observation.number("deg")) + corrections.angle1();
            case "ANGLE_2" -> angle(observation.number("deg")) + corrections.angle2();
            case "PC_N0", "PR_N0" -> conversions.timing().signalToNoise(observation.number("dBHz"));
            case "RCS" -> observation.number("m2") + corrections.rcs();
            default -> throw new IllegalStateException(keyword);
        };
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

    private double doppler(double kilometresPerSecond, TdmPath path) throws BadValueException {
        boolean roundTrip = options.twoWayDoppler() == TdmOptions.Convention.ROUND_TRIP
                && path.kind().thereAndBack();
        double rate = kilometresPerSecond / (roundTrip ? 2 : 1);
        if (Math.abs(rate) > FASTEST) {
            throw new BadValueException(rate + " km/s is faster than any orbit; check the unit");
        }
        return path.dopplerSign() * rate * 1000;
    }

    private static double angle(double degrees) throws BadValueException {
        if (!(degrees >= -180 && degrees <= 360)) {
            throw new BadValueException(degrees + " is outside -180 to 360 degrees");
        }
        return degrees;
    }

    /** Angle pairs; where the type is missing or not known the angles are dropped and the rest is kept. */
    private TdmAngles angles(TdmMetadata metadata, TreeMap<Long, TdmSample> samples) {
        boolean any = false;
        for (TdmSample sample : samples.values()) {
            if (sample.has("ANGLE_1") != sample.has("ANGLE_2")) {
                String alone = sample.has("ANGLE_1") ? "ANGLE_1" : "ANGLE_2";
                problems.error(sample.line(), alone, "the other angle of the pair is missing; the value is left out");
                sample.dropAngles();
            }
            any |= sample.has("ANGLE_1");
        }
        if (!any) {
            return TdmAngles.none(physics);
        }
        String type = metadata.text("ANGLE_TYPE", "");
        try {
            return TdmAngles.of(type, metadata.text("REFERENCE_FRAME", ""), physics);
        } catch (BadValueException e) {
            String field = type.equalsIgnoreCase("RADEC") ? "REFERENCE_FRAME" : "ANGLE_TYPE";
            problems.error(metadata.lineOf(field), field, e.getMessage() + "; the angles of the segment are left out");
            samples.values().forEach(TdmSample::dropAngles);
            return TdmAngles.none(physics);
        }
    }

    /** A cross section or a signal at an instant without range, rate or angles says nothing of the orbit. */
    private void dropTheSilent(TreeMap<Long, TdmSample> samples) {
        int before = samples.size();
        int line = samples.isEmpty() ? 0 : samples.firstEntry().getValue().line();
        samples.values().removeIf(sample -> !sample.isKinematic());
        int silent = before - samples.size();
        if (silent > 0) {
            problems.note(line, "", silent + " instants of the segment have no range, Doppler or angles; not used");
        }
    }
}

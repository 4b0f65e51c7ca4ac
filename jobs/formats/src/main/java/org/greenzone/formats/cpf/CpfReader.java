package org.greenzone.formats.cpf;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.EphemerisSegments;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;
import org.greenzone.formats.laser.LaserFields;
import org.greenzone.formats.laser.LaserTarget;
import org.greenzone.formats.oem.OemEphemeris;
import org.jspecify.annotations.Nullable;

/**
 * Consolidated prediction files of the ILRS, versions 1 and 2, to states in GCRF: instantaneous positions (record 10, direction
 * 0) and velocities (20) in the Earth-fixed frame, the true one of date or the mean one of J2000. Velocities that are not
 * there are derived ({@link EphemerisSegments}). Not for the Moon and beyond, whose positions carry light time.
 */
public final class CpfReader {
    private static final Pattern OTHER_RECORD = Pattern.compile("00|H[345]|[3-9]\\d");
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MODIFIED_JULIAN_1970 = 40587;
    private static final double LARGEST_METRES = 1e9;
    private static final String COMMON_EPOCH = "0";

    private final PhysicalData physics;

    public CpfReader(PhysicalData physics) {
        this.physics = physics;
    }

    public ReadResult<OemEphemeris> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content; a file may hold several predictions. */
    public List<OemEphemeris> read(InputStream content, Problems problems) {
        Collector collector = new Collector(problems);
        TextLines lines = new TextLines(content, problems);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                collector.accept(new LaserFields(lines.number(), line));
            }
        }
        collector.close();
        if (!collector.isCpf) {
            problems.error(0, "H1", FileFormat.UNKNOWN.refusal("no prediction", "give a CPF file"));
        }
        return collector.ephemerides;
    }

    /** A position whose velocity may follow. */
    private record Position(int line, long micros, double[] state) {}

    private final class Collector {
        private final Problems problems;
        private final List<OemEphemeris> ephemerides = new ArrayList<>();
        private String source = "";
        private String name = "";
        private long createdMicros;
        private LaserTarget target = new LaserTarget("", "", "");
        private long stepMicros;
        private @Nullable FileFrame frame;
        private EphemerisSegments states = new EphemerisSegments();
        private @Nullable Position waiting;
        private boolean isCpf;
        private boolean lightTimeNoted;
        private boolean leapNoted;

        private Collector(Problems problems) {
            this.problems = problems;
        }

        private void accept(LaserFields record) {
            try {
                switch (record.type()) {
                    case "H1" -> begin(record);
                    case "H2" -> target(record);
                    case "H9" -> {
                        // The headers end here.
                    }
                    case "10" -> position(record);
                    case "20" -> velocity(record);
                    case "99" -> close();
                    default -> {
                        if (!OTHER_RECORD.matcher(record.type()).matches()) {
                            throw new BadValueException("'" + Values.shown(record.type()) + "' is no record of CPF");
                        }
                    }
                }
            } catch (BadValueException e) {
                boolean header = record.type().startsWith("H");
                String cost = header ? "; the prediction is left out" : "; the record is left out";
                problems.error(record.line(), record.current(), e.getMessage() + cost);
            }
        }

        private void begin(LaserFields record) throws BadValueException {
            close();
            frame = null;
            isCpf = true;
            int version = record.whole(2, "version", 0, 99);
            source = record.text(3);
            createdMicros = record.dayMicros(4, "production date")
                    + record.whole(7, "production hour", 0, 23) * (DAY_MICROS / 24);
            // Version 2 has a sequence within the day between the sequence number and the name.
            name = record.text(version >= 2 ? 10 : 9);
        }

        private void target(LaserFields record) throws BadValueException {
            frame = null;
            target = LaserTarget.of(record, -1, 1, 3);
            stepMicros = 1_000_000L * record.whole(16, "step", 0, 86_400, 0);
            int axes = record.whole(19, "reference frame", 0, 9, 0);
            frame = switch (axes) {
                case 0 -> FileFrame.named("ITRF", physics);
                case 1 -> FileFrame.named("TOD", physics);
                case 2 -> FileFrame.named("EME2000", physics);
                default -> throw new BadValueException(axes + " is not 0, 1 or 2");
            };
        }

        /** Record 10: direction, modified Julian day, second of the day, leap second flag, x, y, z in metres. */
        private void position(LaserFields record) throws BadValueException {
            flush();
            if (frame == null) {
                return;
            }
            if (!record.text(1).equals(COMMON_EPOCH)) {
                if (!lightTimeNoted) {
                    problems.error(record.line(), "direction", "positions with light time are not read; left out");
                    lightTimeNoted = true;
                }
                return;
            }
            int day = record.whole(2, "modified Julian day", 30_000, 125_000);
            double second = record.number(3, "second of day", 0, 86_401);
            if (!leapNoted && record.whole(4, "leap second flag", -9, 9, 0) != 0) {
                problems.note(record.line(), "leap second flag", "times across a leap second are taken as they stand");
                leapNoted = true;
            }
            double[] state = new double[6];
            for (int i = 0; i < 3; i++) {
                state[i] = record.number(5 + i, "xyz".substring(i, i + 1), -LARGEST_METRES, LARGEST_METRES);
                state[3 + i] = Double.NaN;
            }
            waiting = new Position(
                    record.line(), (day - MODIFIED_JULIAN_1970) * DAY_MICROS + Math.round(second * 1e6), state);
        }

        /** Record 20: direction, velocity in m/s at the instant of the position before. */
        private void velocity(LaserFields record) throws BadValueException {
            Position position = waiting;
            if (position == null || !record.text(1).equals(COMMON_EPOCH)) {
                return;
            }
            double[] velocity = new double[3];
            for (int i = 0; i < 3; i++) {
                velocity[i] = record.number(2 + i, "velocity " + "xyz".charAt(i), -20_000, 20_000);
            }
            System.arraycopy(velocity, 0, position.state(), 3, 3);
        }

        private void flush() {
            Position position = waiting;
            FileFrame axes = frame;
            waiting = null;
            if (position == null || axes == null) {
                return;
            }
            try {
                states.add(position.micros(), axes.stateToGcrf(position.state(), position.micros()));
            } catch (BadValueException e) {
                problems.error(position.line(), "second of day", e.getMessage() + "; the record is left out");
            }
        }

        private void close() {
            flush();
            if (!states.isEmpty()) {
                List<OemEphemeris.Segment> segments = states.build(stepMicros, name, problems);
                if (!segments.isEmpty()) {
                    ephemerides.add(new OemEphemeris(
                            target.objectId().isEmpty() ? name : target.objectId(),
                            target.internationalDesignator(),
                            name,
                            source,
                            createdMicros,
                            segments));
                }
            }
            states = new EphemerisSegments();
        }
    }
}

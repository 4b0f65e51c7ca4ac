package org.greenzone.formats.sp3;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.EphemerisSegments;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.FileTimeSystem;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;
import org.greenzone.formats.oem.OemEphemeris;
import org.jspecify.annotations.Nullable;

/**
 * Precise orbits in SP3, versions a to d, to states in GCRF: positions (km) and, where the file has them, velocities (dm/s)
 * in an Earth-fixed frame; velocities that are not there are derived ({@link EphemerisSegments}). Clocks, accuracies and
 * correlations are read over. A position of zero is a missing one. One ephemeris for each satellite, under the id that
 * the file gives it ({@code L27}): no catalogue number stands in it. The states are of the centre of mass.
 */
public final class Sp3Reader {
    private static final double METRES_PER_KILOMETRE = 1000;
    private static final double METRES_PER_DECIMETRE = 0.1;
    private static final double LARGEST_KILOMETRES = 1e6;
    private static final double LARGEST_DECIMETRES_PER_SECOND = 200_000;
    private static final long NO_EPOCH = Long.MIN_VALUE;

    private final PhysicalData physics;

    public Sp3Reader(PhysicalData physics) {
        this.physics = physics;
    }

    public ReadResult<OemEphemeris> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content; the ephemerides are in the order of their ids. */
    public List<OemEphemeris> read(InputStream content, Problems problems) {
        Collector collector = new Collector(problems);
        TextLines lines = new TextLines(content, problems);
        for (String line = lines.next(); line != null && !line.startsWith("EOF"); line = lines.next()) {
            collector.accept(lines.number(), line);
        }
        return collector.finish();
    }

    /** A position whose velocity may follow. */
    private record Position(int line, String id, long micros, double[] state) {}

    private final class Collector {
        private final Problems problems;
        private final Map<String, EphemerisSegments> satellites = new TreeMap<>();
        private boolean isSp3;
        private boolean refused;
        private String agency = "";
        private @Nullable FileFrame frame;
        private FileTimeSystem time;
        private boolean timeKnown;
        private long stepMicros;
        private long epoch = NO_EPOCH;
        private @Nullable Position waiting;
        private String field = "";

        private Collector(Problems problems) {
            this.problems = problems;
            this.time = FileTimeSystem.utc(physics);
        }

        private void accept(int number, String line) {
            if (refused || line.length() < 2) {
                return;
            }
            boolean header = "#%+/".indexOf(line.charAt(0)) >= 0;
            field = "";
            try {
                switch (line.charAt(0)) {
                    case '#' -> {
                        if (line.charAt(1) == '#') {
                            field = "epoch interval";
                            stepMicros = Math.round(1e6 * Values.number(columns(line, 24, 38), 0, 1e5));
                        } else {
                            header(number, line);
                        }
                    }
                    case '%' -> {
                        if (line.charAt(1) == 'c' && !timeKnown) {
                            timeSystem(columns(line, 9, 12));
                        }
                    }
                    case '*' -> epoch(line);
                    case 'P' -> position(number, line);
                    case 'V' -> velocity(line);
                    case '+', '/', 'E', ' ' -> {
                        // Satellites and their accuracy, comments (also empty ones), correlations.
                    }
                    default ->
                        throw new BadValueException("'" + Values.shown(line.substring(0, 2)) + "' is no record of SP3");
                }
            } catch (BadValueException e) {
                refused |= header;
                problems.error(number, field, e.getMessage() + (header ? "; the file is left out" : "; left out"));
            }
        }

        private void header(int number, String line) throws BadValueException {
            isSp3 = true;
            agency = columns(line, 56, 60);
            field = "coordinate system";
            String axes = columns(line, 46, 51).toUpperCase(Locale.ROOT);
            if (axes.isEmpty() || axes.equals("UNDEF")) {
                problems.note(number, field, "not given; taken as Earth-fixed (ITRF)");
                axes = "ITRF";
            }
            // Realisations of the terrestrial frame agree to centimetres: ITR05, IGS14, IGb20, WGS84, SLR08 ...
            boolean fixed = axes.matches("(ITR|IGS|IGB|IGR|WGS|SLR|IER|GTR|DPO|P[ZE]).*");
            frame = FileFrame.named(fixed ? "ITRF" : axes, physics);
        }

        private void timeSystem(String name) throws BadValueException {
            timeKnown = true;
            field = "time system";
            time = FileTimeSystem.named(
                    switch (name.toUpperCase(Locale.ROOT)) {
                        // Versions a and b have no name: GPS. QZSS and NavIC are steered to GPS time.
                        case "", "CCC", "QZS", "IRN" -> "GPS";
                        case "GLO" -> "UTC";
                        case "GAL" -> "GST";
                        default -> name;
                    },
                    physics);
        }

        private void epoch(String line) throws BadValueException {
            flush();
            epoch = NO_EPOCH;
            field = "epoch";
            String[] words = line.substring(1).strip().split("\\s+", -1);
            if (words.length < 6) {
                throw new BadValueException(
                        "'" + Values.shown(line) + "' is not year, month, day, hour, minute, second");
            }
            String[] second = words[5].split("\\.", -1);
            epoch = time.utcMicros(two(words[0]) + "-" + two(words[1]) + "-" + two(words[2]) + "T" + two(words[3]) + ":"
                    + two(words[4]) + ":" + two(second[0])
                    + (second.length > 1 && !second[1].isEmpty() ? "." + second[1] : ""));
        }

        private static String two(String number) {
            return number.length() == 1 ? "0" + number : number;
        }

        private void position(int number, String line) throws BadValueException {
            flush();
            if (epoch == NO_EPOCH) {
                return;
            }
            double[] km = vector(line, LARGEST_KILOMETRES, "position");
            if (km[0] != 0 || km[1] != 0 || km[2] != 0) {
                waiting = new Position(number, id(line), epoch, new double[] {
                    km[0] * METRES_PER_KILOMETRE,
                    km[1] * METRES_PER_KILOMETRE,
                    km[2] * METRES_PER_KILOMETRE,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN
                });
            }
        }

        private void velocity(String line) throws BadValueException {
            Position position = waiting;
            if (position == null || !position.id().equals(id(line))) {
                return;
            }
            double[] velocity = vector(line, LARGEST_DECIMETRES_PER_SECOND, "velocity");
            if (velocity[0] != 0 || velocity[1] != 0 || velocity[2] != 0) {
                for (int i = 0; i < 3; i++) {
                    position.state()[3 + i] = velocity[i] * METRES_PER_DECIMETRE;
                }
            }
        }

        private double[] vector(String line, double largest, String what) throws BadValueException {
            double[] vector = new double[3];
            for (int i = 0; i < 3; i++) {
                field = what + " " + "xyz".charAt(i);
                vector[i] = Values.number(columns(line, 4 + 14 * i, 18 + 14 * i), -largest, largest);
            }
            return vector;
        }

        /** Versions a and b have numbers only, for GPS. */
        private String id(String line) {
            String id = columns(line, 1, 4);
            return id.matches("\\d+") ? "G" + two(id) : id.replace(' ', '0');
        }

        private String columns(String line, int from, int to) {
            return line.length() <= from
                    ? ""
                    : line.substring(from, Math.min(to, line.length())).strip();
        }

        private void flush() {
            Position position = waiting;
            FileFrame axes = frame;
            waiting = null;
            if (position == null || axes == null) {
                return;
            }
            try {
                satellites
                        .computeIfAbsent(position.id(), k -> new EphemerisSegments())
                        .add(position.micros(), axes.stateToGcrf(position.state(), position.micros()));
            } catch (BadValueException e) {
                problems.error(position.line(), position.id(), e.getMessage() + "; left out");
            }
        }

        private List<OemEphemeris> finish() {
            flush();
            if (!isSp3) {
                problems.error(0, "", FileFormat.UNKNOWN.refusal("no orbit", "give an SP3 file"));
            }
            List<OemEphemeris> ephemerides = new ArrayList<>();
            satellites.forEach((id, states) -> {
                List<OemEphemeris.Segment> segments = states.build(stepMicros, id, problems);
                if (!segments.isEmpty()) {
                    ephemerides.add(new OemEphemeris(id, "", id, agency, states.firstMicros(), segments));
                }
            });
            return ephemerides;
        }
    }
}

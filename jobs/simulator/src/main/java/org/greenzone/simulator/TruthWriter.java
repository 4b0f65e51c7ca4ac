package org.greenzone.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Writes the truth of a simulation beside its tracks, as CSV with one line of column names (RFC 4180; units in the
 * names, instants in UTC with microseconds, empty where there is no value; numbers read back to the same bits).
 *
 * <ul>
 *   <li>{@value #OBJECTS}: {@code objectId, name, parentId, sizeMetres, massKilograms,
 *       areaToMassSquareMetresPerKilogram, ballisticCoefficientSquareMetresPerKilogram,
 *       radiationCoefficientSquareMetresPerKilogram, deltaVXMetresPerSecond, deltaVYMetresPerSecond,
 *       deltaVZMetresPerSecond, from, to, decayed}: each object; the delta-v of a fragment is in GCRF axes
 *   <li>{@value #TRACKS}: {@code trackId, objectId}: of which object each track truly is, in the order of the tracks
 *   <li>{@value #STATES}: {@code objectId, time, xGcrfMetres, yGcrfMetres, zGcrfMetres, vxGcrfMetresPerSecond,
 *       vyGcrfMetresPerSecond, vzGcrfMetresPerSecond}: true states at the first and last instant of each object and at
 *       even steps between
 * </ul>
 */
public final class TruthWriter {
    public static final String OBJECTS = "truth-objects.csv";
    public static final String TRACKS = "truth-tracks.csv";
    public static final String STATES = "truth-states.csv";

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TruthWriter() {}

    /** Writes the three files into the folder, which is made where it does not exist; returns their names. */
    public static List<Path> write(SimulationResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path objects = folder.resolve(OBJECTS);
        try (BufferedWriter out = Files.newBufferedWriter(objects, StandardCharsets.UTF_8)) {
            objects(result, out);
        }
        Path tracks = folder.resolve(TRACKS);
        try (BufferedWriter out = Files.newBufferedWriter(tracks, StandardCharsets.UTF_8)) {
            tracks(result, out);
        }
        Path states = folder.resolve(STATES);
        try (BufferedWriter out = Files.newBufferedWriter(states, StandardCharsets.UTF_8)) {
            states(result, out);
        }
        return List.of(objects, tracks, states);
    }

    static void objects(SimulationResult result, Writer out) throws IOException {
        line(
                out,
                "objectId",
                "name",
                "parentId",
                "sizeMetres",
                "massKilograms",
                "areaToMassSquareMetresPerKilogram",
                "ballisticCoefficientSquareMetresPerKilogram",
                "radiationCoefficientSquareMetresPerKilogram",
                "deltaVXMetresPerSecond",
                "deltaVYMetresPerSecond",
                "deltaVZMetresPerSecond",
                "from",
                "to",
                "decayed");
        for (TrueObject object : result.trueObjects()) {
            double[] deltaV = object.deltaVMetresPerSecond();
            line(
                    out,
                    object.objectId(),
                    object.name(),
                    object.parentId(),
                    number(object.sizeMetres()),
                    number(object.massKilograms()),
                    number(object.areaToMassSquareMetresPerKilogram()),
                    number(object.ballisticCoefficient()),
                    number(object.radiationCoefficient()),
                    number(deltaV[0]),
                    number(deltaV[1]),
                    number(deltaV[2]),
                    time(object.fromMicros()),
                    time(object.toMicros()),
                    Boolean.toString(object.decayed()));
        }
    }

    static void tracks(SimulationResult result, Writer out) throws IOException {
        line(out, "trackId", "objectId");
        for (TrueTrack track : result.trueTracks()) {
            line(out, track.trackId(), track.objectId());
        }
    }

    static void states(SimulationResult result, Writer out) throws IOException {
        line(
                out,
                "objectId",
                "time",
                "xGcrfMetres",
                "yGcrfMetres",
                "zGcrfMetres",
                "vxGcrfMetresPerSecond",
                "vyGcrfMetresPerSecond",
                "vzGcrfMetresPerSecond");
        for (TrueObject object : result.trueObjects()) {
            for (TrueState state : object.states()) {
                double[] s = state.stateGcrf();
                line(
                        out,
                        object.objectId(),
                        time(state.timeMicros()),
                        number(s[0]),
                        number(s[1]),
                        number(s[2]),
                        number(s[3]),
                        number(s[4]),
                        number(s[5]));
            }
        }
    }

    private static void line(Writer out, String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(quoted(cells[i]));
        }
        out.write('\n');
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String time(long micros) {
        return UTC.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
